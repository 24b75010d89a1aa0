"""The conditions of use: their versions, and who accepted which, when."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from accrochage.portail.comptes.querysets import VersionCguQuerySet


class VersionCgu(models.Model):
    """A published version. Never changed, never removed: people accepted these very words.

    ``texte`` is plain: an empty line between paragraphs, ``# `` before a heading.
    """

    version = models.CharField(max_length=20, unique=True)
    texte = models.TextField()
    resume = models.CharField(max_length=300, blank=True)
    publiee_le = models.DateTimeField(default=timezone.now)

    objects = VersionCguQuerySet.as_manager()

    class Meta:
        ordering = ["-publiee_le", "-id"]

    def __str__(self) -> str:
        return self.version


class AcceptationCgu(models.Model):
    """One person accepted one version, at that time."""

    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="acceptations_cgu"
    )
    version = models.ForeignKey(VersionCgu, on_delete=models.PROTECT, related_name="acceptations")
    acceptee_le = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-acceptee_le", "id"]
        constraints = [
            models.UniqueConstraint(fields=["utilisateur", "version"], name="cgu_acceptee_une_fois")
        ]

    def __str__(self) -> str:
        return f"{self.utilisateur_id} : {self.version_id}"
