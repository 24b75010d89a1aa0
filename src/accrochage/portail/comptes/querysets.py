"""Reads about persons and the conditions they accept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from accrochage.portail.comptes.models import Utilisateur, VersionCgu


class VersionCguQuerySet(models.QuerySet["VersionCgu"]):
    """Versions of the conditions of use."""

    def courante(self) -> VersionCgu | None:
        """The one in force: the latest published; None before the first."""
        return self.order_by("-publiee_le", "-id").first()

    def a_accepter_par(self, utilisateur: Utilisateur) -> VersionCgu | None:
        """The version in force if this person has not accepted it."""
        acceptee = models.Exists(
            self.model.objects.filter(pk=models.OuterRef("pk"), acceptations__utilisateur=utilisateur)
        )
        courante = self.annotate(acceptee=acceptee).order_by("-publiee_le", "-id").first()
        return None if courante is None or courante.acceptee else courante  # type: ignore[attr-defined] # annotated
