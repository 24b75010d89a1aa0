"""Certifications of the RNCP and the RS, and who holds them."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accrochage.portail.referentiel.querysets import CertificationQuerySet


class Certification(models.Model):
    """One fiche. ``code`` carries its prefix: ``RNCP34567``, ``RS5893``.

    ``date_fin_enregistrement`` ends registration; ``date_limite_delivrance``, when known, is
    the last day on which the certification may still be delivered.
    """

    class Type(models.TextChoices):
        """The two registers."""

        RNCP = "RNCP", "RNCP"
        RS = "RS", "RS"

    code = models.CharField(max_length=20, unique=True)
    type = models.CharField(max_length=4, choices=Type)
    intitule = models.CharField(max_length=500)
    active = models.BooleanField(default=True)
    date_debut_enregistrement = models.DateField(null=True, blank=True)
    date_fin_enregistrement = models.DateField(null=True, blank=True)
    date_limite_delivrance = models.DateField(null=True, blank=True)

    objects = CertificationQuerySet.as_manager()

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Detention(models.Model):
    """A body that holds a certification; held by SIREN (first 9 digits of the SIRET).

    ``retiree_le``: the day a publication no longer named it. It may still declare what it delivered
    before, during the legal delay.
    """

    certification = models.ForeignKey(Certification, on_delete=models.CASCADE, related_name="detentions")
    siret = models.CharField(max_length=14, db_index=True)
    nom = models.CharField(max_length=200, blank=True)
    retiree_le = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["certification_id", "siret"]
        constraints = [models.UniqueConstraint(fields=["certification", "siret"], name="detention_unique")]

    def __str__(self) -> str:
        return f"{self.certification_id} : {self.siret}"


class ImportReferentiel(models.Model):
    """A published référentiel sent from the operator's desk, and what became of it.

    ``piece`` is the storage name of the encrypted file, empty once it was read. ``bilan`` holds the
    figures of ``publication.Bilan``; ``message`` why it was refused.
    """

    class Etat(models.TextChoices):
        """Where it stands."""

        RECU = "RECU", "en attente"
        EN_COURS = "EN_COURS", "en cours"
        REUSSI = "REUSSI", "importé"
        REFUSE = "REFUSE", "refusé"

    piece = models.CharField(max_length=200, blank=True)
    nom = models.CharField(max_length=150)
    etat = models.CharField(max_length=8, choices=Etat, default=Etat.RECU)
    force = models.BooleanField(default=False)
    lues = models.PositiveIntegerField(default=0)
    bilan = models.JSONField(default=dict, blank=True)
    message = models.CharField(max_length=500, blank=True)
    demande_par = models.CharField(max_length=120)
    cree_le = models.DateTimeField(default=timezone.now)
    fini_le = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-cree_le", "-id"]

    def __str__(self) -> str:
        return f"import {self.pk}"
