"""Reads of the outbox."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accrochage.portail.courriels.enums import EtatCourriel

if TYPE_CHECKING:
    from accrochage.portail.courriels.models import Courriel  # noqa: F401 - named in a string below

RETARD = timedelta(minutes=15)
# The queue has made its last attempt by then.
RETARD_MAXIMUM = timedelta(hours=24)


class CourrielQuerySet(models.QuerySet["Courriel"]):
    """Filters of the outbox."""

    def a_surveiller(self) -> Self:
        """Mails that a person should know of: failed ones, then those that failed once and wait."""
        rates = Q(etat=EtatCourriel.ECHEC) | Q(etat=EtatCourriel.A_ENVOYER, essais__gt=0)
        # ECHEC sorts after A_ENVOYER.
        return self.filter(rates).order_by("-etat", "-id")

    def anciens(self, jours: int) -> Self:
        """Mails that have left, or failed for good, and were asked for more than ``jours`` days ago."""
        return self.filter(cree_le__lt=timezone.now() - timedelta(days=jours)).exclude(
            etat=EtatCourriel.A_ENVOYER
        )

    def oublies(self) -> Self:
        """Mails that no attempt touched for long: their wake-up was lost with a worker."""
        maintenant = timezone.now()
        jamais_tentes = Q(essais=0, cree_le__lt=maintenant - RETARD)
        abandonnes = Q(cree_le__lt=maintenant - RETARD_MAXIMUM)
        return self.filter(jamais_tentes | abandonnes, etat=EtatCourriel.A_ENVOYER).order_by("id")
