"""The deposit row: the truth about a file. The queue only wakes a worker."""

from __future__ import annotations

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accrochage.portail.depots.enums import Etape, EtatDepot
from accrochage.portail.depots.querysets import DepotQuerySet
from accrochage.portail.organismes.models import Compte, Organisme


class Depot(models.Model):
    """One file received from one account.

    ``numero`` is the idTraitement of the reports. ``fichier``, ``accuse_reception`` and
    ``accuse_traitement`` are storage names, written once and never changed. ``essais`` counts the
    workers that began to process it, ``essai_le`` is when the last one did.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    numero = models.BigIntegerField(unique=True, editable=False)
    compte = models.ForeignKey(Compte, on_delete=models.PROTECT, related_name="depots")
    depose_par = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="depots")
    emetteur = models.ForeignKey(Organisme, on_delete=models.PROTECT, related_name="depots_emis")
    certificateur = models.ForeignKey(
        Organisme, null=True, on_delete=models.PROTECT, related_name="depots_recus"
    )
    nom_fichier = models.CharField(max_length=255)
    fichier = models.CharField(max_length=255)
    taille = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    id_flux = models.CharField(max_length=50, blank=True)
    action = models.CharField(max_length=11, blank=True)
    schema = models.CharField(max_length=5, blank=True)
    etat = models.CharField(max_length=8, choices=EtatDepot, default=EtatDepot.RECU)
    etape = models.CharField(max_length=14, choices=Etape, blank=True)
    etape_fait = models.PositiveIntegerField(default=0)
    etape_total = models.PositiveIntegerField(default=0)
    recu_le = models.DateTimeField(default=timezone.now)
    commence_le = models.DateTimeField(null=True, blank=True)
    fini_le = models.DateTimeField(null=True, blank=True)
    essais = models.PositiveSmallIntegerField(default=0)
    essai_le = models.DateTimeField(null=True, blank=True)
    nb_passages = models.PositiveIntegerField(default=0)
    nb_acceptes = models.PositiveIntegerField(default=0)
    nb_refuses = models.PositiveIntegerField(default=0)
    nb_avertis = models.PositiveIntegerField(default=0)
    nb_deja_acceptes = models.PositiveIntegerField(default=0)
    accuse_reception = models.CharField(max_length=255, blank=True)
    accuse_traitement = models.CharField(max_length=255, blank=True)

    objects = DepotQuerySet.as_manager()

    class Meta:
        ordering = ["-numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["emetteur", "id_flux"],
                condition=~Q(etat__in=[EtatDepot.REJETE, EtatDepot.ANNULE]) & ~Q(id_flux=""),
                name="depot_id_flux_unique",
            ),
            models.UniqueConstraint(
                fields=["emetteur", "sha256"],
                condition=~Q(etat__in=[EtatDepot.REJETE, EtatDepot.ANNULE]),
                name="depot_octets_uniques",
            ),
        ]
        indexes = [models.Index(fields=["compte", "-numero"], name="depot_liste")]

    def __str__(self) -> str:
        return f"dépôt {self.numero}"


class Transition(models.Model):
    """The log of a deposit's states: which transition, when, by whom (``systeme`` if nobody)."""

    depot = models.ForeignKey(Depot, on_delete=models.PROTECT, related_name="transitions")
    nom = models.CharField(max_length=20)
    de = models.CharField(max_length=8, blank=True)
    vers = models.CharField(max_length=8, choices=EtatDepot)
    quand = models.DateTimeField(default=timezone.now)
    par = models.CharField(max_length=80, default="systeme")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.de} → {self.vers}"
