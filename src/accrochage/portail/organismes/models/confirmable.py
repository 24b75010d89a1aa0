"""What somebody asks from outside, that nobody reads before its address is confirmed by a mailed link."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accrochage.portail.organismes.formats import grouper_reference


class Confirmable(models.Model):
    """A request with a reference. ``jeton``: SHA-256 (hex) of the secret in the mailed link."""

    reference = models.CharField(max_length=12, unique=True)
    jeton = models.CharField(max_length=64, unique=True)
    cree_le = models.DateTimeField(default=timezone.now)
    expire_le = models.DateTimeField()
    confirmee_le = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["-cree_le", "-id"]

    def __str__(self) -> str:
        return self.reference

    @property
    def reference_groupee(self) -> str:
        """``DEP-7K3M-9QXB``."""
        return grouper_reference(self.reference)
