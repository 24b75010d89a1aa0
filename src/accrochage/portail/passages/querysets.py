"""Reads of accepted passages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

from accrochage.portail.organismes.enums import Role

if TYPE_CHECKING:
    from accrochage.portail.organismes.models import Compte
    from accrochage.portail.passages.models import PassageAccepte  # noqa: F401 - named in a string


class PassageAccepteQuerySet(models.QuerySet["PassageAccepte"]):
    """Accepted passages."""

    def visible_to(self, compte: Compte) -> Self:
        """For a certificateur all that is his, for a déposant what he sent himself."""
        if compte.role == Role.CERTIFICATEUR:
            return self.filter(certificateur=compte.organisme)
        return self.filter(emetteur=compte.organisme)

    def actifs(self) -> Self:
        """Those that were not removed."""
        return self.filter(supprime_le__isnull=True)
