"""Reads of the référentiel."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from accrochage.portail.referentiel.models import Certification  # noqa: F401 - named in a string

LONGUEUR_SIREN = 9


class CertificationQuerySet(models.QuerySet["Certification"]):
    """Certifications."""

    def detenues_par(self, siret: str) -> Self:
        """Those held by the body of this SIRET: any establishment of the same SIREN counts."""
        if len(siret) < LONGUEUR_SIREN:
            return self.none()
        return self.filter(detentions__siret__startswith=siret[:LONGUEUR_SIREN]).distinct()
