"""Reads of the référentiel."""

from __future__ import annotations

from datetime import timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

if TYPE_CHECKING:
    from accrochage.portail.referentiel.models import Certification  # noqa: F401 - named in a string

LONGUEUR_SIREN = 9
MOTS = 8
"""Words of a search that count."""
DELAI_LEGAL = timedelta(days=92)
"""Three months to declare (code du travail, R.6113-17-1): a former holder still has them."""


class CertificationQuerySet(models.QuerySet["Certification"]):
    """Certifications."""

    def chercher(self, saisie: str) -> Self:
        """Those whose code begins with what was typed, or whose title holds every word of it."""
        trouvees = self
        mots = saisie.split()[:MOTS]
        if not mots:
            return trouvees
        titre = Q()
        for mot in mots:
            titre &= Q(intitule__icontains=mot)
        return trouvees.filter(titre | Q(code__startswith="".join(mots).upper()))

    def detenues_par(self, *sirets: str) -> Self:
        """Those held by the body of these SIRET: any establishment of the same SIREN counts."""
        sirens = {siret[:LONGUEUR_SIREN] for siret in sirets if len(siret) >= LONGUEUR_SIREN}
        if not sirens:
            return self.none()
        a_elle = reduce(or_, (Q(detentions__siret__startswith=siren) for siren in sirens))
        limite = timezone.localdate() - DELAI_LEGAL
        en_cours = Q(detentions__retiree_le__isnull=True) | Q(detentions__retiree_le__gte=limite)
        return self.filter(en_cours, a_elle).distinct()
