"""What can be done to a deposit. Façade of the modules beside."""

from __future__ import annotations

from django.db import transaction

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.depots import etats
from accrochage.portail.depots.etats import TransitionImpossible
from accrochage.portail.depots.models import Depot
from accrochage.portail.depots.reception import recevoir
from accrochage.portail.depots.traitement import reprendre, traiter
from accrochage.portail.journal.services import noter, reference

__all__ = ["TransitionImpossible", "annuler", "recevoir", "reprendre", "traiter"]


def annuler(*, depot: Depot, utilisateur: Utilisateur, adresse: str | None = None) -> None:
    """Withdraw a deposit that no worker has begun. Raises :class:`TransitionImpossible` otherwise."""
    with transaction.atomic():
        etats.passer(depot, "annuler", par=reference(utilisateur))
        noter(
            action="depot.annule",
            acteur=reference(utilisateur),
            objet=reference(depot),
            compte=reference(depot.compte),
            adresse=adresse,
        )
