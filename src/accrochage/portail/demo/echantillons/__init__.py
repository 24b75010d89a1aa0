"""Sample deposit files with a known outcome: which there are (``liste``), how they are made (``production``)."""

from accrochage.portail.demo.echantillons.liste import Echantillon, lister

__all__ = ["Echantillon", "lister"]
