"""Establishments of the imported SIRENE stock, for the *annuaire* (``process.md`` §3)."""

from __future__ import annotations

from django.db import models


class Etablissement(models.Model):
    """One establishment as the last imported stock says it is."""

    siret = models.CharField(max_length=14, primary_key=True)
    denomination = models.CharField(max_length=200, blank=True)
    actif = models.BooleanField()
    adresse = models.CharField(max_length=200, blank=True)
    code_postal = models.CharField(max_length=10, blank=True)
    commune = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering = ["siret"]

    def __str__(self) -> str:
        return self.siret
