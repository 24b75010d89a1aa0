"""How far a deposit is."""

from __future__ import annotations

from dataclasses import dataclass

from accrochage.portail.depots.enums import FINAUX, Etape, EtatDepot
from accrochage.portail.depots.models import Depot

# Shares of the time between which each stage goes, measured on deposits of 200,000 passages.
_BORNES = {
    Etape.LECTURE: (0, 65),
    Etape.DROITS: (65, 66),
    Etape.RAPPROCHEMENT: (66, 75),
    Etape.ENREGISTREMENT: (75, 99),
}
COMPLET = 100


@dataclass(frozen=True, slots=True)
class Avancement:
    """The stage with its French name, passages done and in all (0 when not counted), percent, done or not."""

    etape: str
    fait: int
    total: int
    pourcentage: int
    termine: bool


def avancement(depot: Depot) -> Avancement:
    """How far the deposit is, from its row."""
    if depot.etat in FINAUX:
        return Avancement(
            depot.get_etat_display(), depot.nb_passages, depot.nb_passages, COMPLET, termine=True
        )
    if depot.etat == EtatDepot.RECU or not depot.etape:
        return Avancement("En attente de traitement", 0, depot.nb_passages, 0, termine=False)
    debut, fin = _BORNES[Etape(depot.etape)]
    part = min(1.0, depot.etape_fait / depot.etape_total) if depot.etape_total else 0.0
    pourcentage = debut + round((fin - debut) * part)
    return Avancement(
        Etape(depot.etape).label, depot.etape_fait, depot.etape_total, pourcentage, termine=False
    )
