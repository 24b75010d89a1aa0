"""What the dashboard counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, Sum
from django.utils import timezone

from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.depots.models import Depot
from accrochage.portail.organismes.models import Compte

PERIODE_JOURS = 30
DERNIERS = 5


@dataclass(frozen=True, slots=True)
class Tableau:
    """Figures of an account: all its deposits, and the passages of those of the period."""

    depots: int
    en_cours: int
    rejetes: int
    acceptes: int
    refuses: int
    derniers: list[Depot]
    jours: int = PERIODE_JOURS


def tableau_du_compte(compte: Compte) -> Tableau:
    """Count the deposits of an account. Two queries."""
    visibles = Depot.objects.visible_to(compte)
    recents = Q(recu_le__gte=timezone.now() - timedelta(days=PERIODE_JOURS))
    comptes = visibles.aggregate(
        depots=Count("pk"),
        en_cours=Count("pk", filter=Q(etat__in=[EtatDepot.RECU, EtatDepot.EN_COURS])),
        rejetes=Count("pk", filter=recents & Q(etat=EtatDepot.REJETE)),
        acceptes=Sum("nb_acceptes", filter=recents, default=0),
        refuses=Sum("nb_refuses", filter=recents & Q(etat=EtatDepot.ERREURS), default=0),
    )
    derniers = visibles.select_related("depose_par").order_by("-numero")[:DERNIERS]
    return Tableau(**comptes, derniers=list(derniers))
