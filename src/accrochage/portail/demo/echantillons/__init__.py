"""Sample deposit files with a known outcome: their list, and how they are made."""

from accrochage.portail.demo.echantillons.liste import Echantillon, lister

__all__ = ["Echantillon", "lister"]
