"""Findings of a deposit, as ``accrochage.flux.findings.Constat`` gives them."""

from __future__ import annotations

from django.db import models

from accrochage.flux.findings import Severite
from accrochage.portail.depots.models.depot import Depot


class Constat(models.Model):
    """One finding, on the passage of rank ``rang`` or on the file (null at its reception, -1 later).

    Those on passages are written along the processing, and are final when their deposit is.
    """

    depot = models.ForeignKey(Depot, on_delete=models.PROTECT, related_name="constats")
    rang = models.IntegerField(null=True)
    code = models.CharField(max_length=8)
    severite = models.CharField(max_length=13, choices=[(s.value, s.value) for s in Severite])
    id_technique = models.CharField(max_length=255, blank=True)
    champ = models.CharField(max_length=60, blank=True)
    valeur = models.CharField(max_length=100, blank=True)
    ligne = models.IntegerField(null=True)
    colonne = models.IntegerField(null=True)
    message = models.TextField()
    parametres = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["depot", "code", "id"], name="constat_par_regle")]

    def __str__(self) -> str:
        return f"{self.code} {self.id_technique}"
