"""The accusé de traitement: write it, read it, choose the one message of a refused passage.

Its shape is the real operator's (``flux-format.md`` §2): several depositors' programs parse it by
these names.
"""

from accrochage.flux.rapport._ecriture import ecrire, ecrire_refus, nom_du_rapport
from accrochage.flux.rapport._lecture import LimitesRapport, lire
from accrochage.flux.rapport._messages import Motif, erreur_de, message_officiel, motif_de
from accrochage.flux.rapport._modele import ErreurFichier, PassageKO, Rapport, RapportIllisible

__all__ = [
    "ErreurFichier",
    "LimitesRapport",
    "Motif",
    "PassageKO",
    "Rapport",
    "RapportIllisible",
    "ecrire",
    "ecrire_refus",
    "erreur_de",
    "lire",
    "message_officiel",
    "motif_de",
    "nom_du_rapport",
]
