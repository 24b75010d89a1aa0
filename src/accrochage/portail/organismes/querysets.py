"""Reads of organismes and accounts. The scope travels here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from accrochage.portail.comptes.models import Utilisateur
    from accrochage.portail.organismes.models import Appartenance, Compte  # noqa: F401 - one is named in a string


class AppartenanceQuerySet(models.QuerySet["Appartenance"]):
    """Memberships."""

    def actives_de(self, utilisateur: Utilisateur) -> Self:
        """Accounts the person may work in now, with their organisme, in a stable order."""
        return (
            self.filter(utilisateur=utilisateur, suspendue_le__isnull=True)
            .select_related("compte__organisme")
            .order_by("compte__organisme__raison_sociale", "compte__role", "compte_id")
        )

    def visible_to(self, compte: Compte) -> Self:
        """Members of one account."""
        return self.filter(compte=compte).select_related("utilisateur").order_by("depuis", "id")
