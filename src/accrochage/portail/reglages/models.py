"""Settings that were changed, and notices published on the portal."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone


class Reglage(models.Model):
    """One setting of the registry that was given another value than the environment's."""

    cle = models.CharField(max_length=60, primary_key=True)
    valeur = models.IntegerField()
    change_le = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["cle"]

    def __str__(self) -> str:
        return self.cle


class Niveau(models.TextChoices):
    """How a notice looks."""

    INFO = "INFO", "information"
    ATTENTION = "ATTENTION", "attention"


class Lecteurs(models.TextChoices):
    """Who sees a notice."""

    TOUS = "TOUS", "tout le monde"
    CONNECTES = "CONNECTES", "les personnes connectées"
    AGENTS = "AGENTS", "les agents de l’opérateur"


class AnnonceQuerySet(models.QuerySet["Annonce"]):
    """Notices."""

    def publiees(self) -> Self:
        """Those shown now, whoever looks."""
        maintenant = timezone.now()
        return self.filter(debut__lte=maintenant).filter(Q(fin__isnull=True) | Q(fin__gt=maintenant))

    def pour(self, *, connecte: bool, agent: bool) -> Self:
        """Those that somebody sees now."""
        lecteurs = [Lecteurs.TOUS]
        if connecte:
            lecteurs.append(Lecteurs.CONNECTES)
        if agent:
            lecteurs.append(Lecteurs.AGENTS)
        return self.publiees().filter(lecteurs__in=lecteurs)


class Annonce(models.Model):
    """A notice at the top of the pages, from ``debut`` to ``fin`` (None: until it is withdrawn)."""

    texte = models.CharField(max_length=400)
    niveau = models.CharField(max_length=9, choices=Niveau, default=Niveau.INFO)
    lecteurs = models.CharField(max_length=9, choices=Lecteurs, default=Lecteurs.TOUS)
    debut = models.DateTimeField(default=timezone.now)
    fin = models.DateTimeField(null=True, blank=True)

    objects = AnnonceQuerySet.as_manager()

    class Meta:
        ordering = ["-debut", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gt=F("debut")), name="annonce_dates"
            )
        ]

    def __str__(self) -> str:
        return f"annonce {self.pk}"
