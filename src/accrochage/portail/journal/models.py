"""The audit journal. Rows are only ever added; a trigger in the database refuses the rest."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accrochage.portail.journal.querysets import EntreeQuerySet


class Entree(models.Model):
    """One act: who (``acteur``), what (``action``), on what (``objet``), from where, with what result.

    ``acteur`` and ``objet`` are ``type:identifier`` references (``utilisateur:12``,
    ``depot:4f…``), never a name, a NIR or a mail address, so that the journal holds no
    personal data and needs no foreign key to the layers above it.
    """

    class Resultat(models.TextChoices):
        """How the act ended."""

        SUCCES = "SUCCES", "Succès"
        REFUS = "REFUS", "Refus"

    horodatage = models.DateTimeField(default=timezone.now, db_index=True)
    acteur = models.CharField(max_length=80, blank=True)
    action = models.CharField(max_length=80, db_index=True)
    objet = models.CharField(max_length=120, blank=True, db_index=True)
    compte = models.CharField(max_length=80, blank=True, db_index=True)
    adresse = models.GenericIPAddressField(null=True, blank=True)
    resultat = models.CharField(max_length=6, choices=Resultat, default=Resultat.SUCCES)
    details = models.JSONField(default=dict, blank=True)

    objects = EntreeQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["compte", "-id"], name="journal_par_compte"),
            models.Index(fields=["acteur", "-id"], name="journal_par_acteur"),
        ]

    def __str__(self) -> str:
        return f"{self.horodatage:%Y-%m-%d %H:%M:%S} {self.action} {self.objet}"


class Maillon(models.Model):
    """The seal of one entry in the chain: rank n is computed over the entry and the seal of rank n - 1.

    ``empreinte`` is an HMAC-SHA-256 (hex). Rows are only ever added, like those of the journal.
    """

    rang = models.BigIntegerField(primary_key=True)
    entree = models.OneToOneField(Entree, on_delete=models.DO_NOTHING, related_name="maillon")
    empreinte = models.CharField(max_length=64)

    class Meta:
        ordering = ["rang"]

    def __str__(self) -> str:
        return f"maillon {self.rang}"
