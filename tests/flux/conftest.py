"""Its presence puts this folder on the path: ``strategies_flux`` serves several folders."""
