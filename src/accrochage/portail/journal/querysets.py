"""Reads of the journal."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from accrochage.portail.journal.models import Entree  # noqa: F401 - named in a string below


class EntreeQuerySet(models.QuerySet["Entree"]):
    """Filters of the journal."""

    def refus_recents(self, action: str, *, depuis: timedelta, **filtres: object) -> EntreeQuerySet:
        """Refused attempts of ``action`` within the last ``depuis``, for limits that all servers share."""
        return self.recents(action, depuis=depuis, **filtres).filter(resultat="REFUS")

    def recents(self, action: str, *, depuis: timedelta, **filtres: object) -> EntreeQuerySet:
        """Entries of ``action`` within the last ``depuis``."""
        return self.filter(action=action, horodatage__gt=timezone.now() - depuis, **filtres)
