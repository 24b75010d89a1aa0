"""The check of a file from its first byte to its last finding.

``lire_tete`` looks at the file and its envelope only; ``Controle`` reads the passages too.
"""

from accrochage.flux.controle._modele import Bilan, PassageLu, Statut, Tete
from accrochage.flux.controle._moteur import Controle, lire_tete
from accrochage.flux.reading import FichierRejete

__all__ = ["Bilan", "Controle", "FichierRejete", "PassageLu", "Statut", "Tete", "lire_tete"]
