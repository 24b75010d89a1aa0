"""Reads of deposits. The scope travels here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from accrochage.portail.depots.enums import EtatDepot

if TYPE_CHECKING:
    from accrochage.portail.depots.models import Depot  # noqa: F401 - named in a string
    from accrochage.portail.organismes.models import Compte, Organisme


class DepotQuerySet(models.QuerySet["Depot"]):
    """Deposits."""

    def visible_to(self, compte: Compte) -> Self:
        """Those made from this account, and no other."""
        return self.filter(compte=compte)

    def qui_comptent(self, emetteur: Organisme) -> Self:
        """Those of this emetteur or of a body merged with it that are neither rejected nor withdrawn."""
        famille = type(emetteur).objects.famille(emetteur.pk)
        return self.filter(emetteur__in=famille).exclude(etat__in=[EtatDepot.REJETE, EtatDepot.ANNULE])
