"""Safe reading of a received file: what it is, where its passages stand, what is above them."""

from accrochage.flux.reading.limites import FichierRejete, Limites, Surprise
from accrochage.flux.reading.plan import Morceau, Plan
from accrochage.flux.reading.preparation import Preparation, preparer, preparer_avec_soin
from accrochage.flux.reading.source import Source, decompresser, empreinte, ouvrir

__all__ = [
    "FichierRejete",
    "Limites",
    "Morceau",
    "Plan",
    "Preparation",
    "Source",
    "Surprise",
    "decompresser",
    "empreinte",
    "ouvrir",
    "preparer",
    "preparer_avec_soin",
]
