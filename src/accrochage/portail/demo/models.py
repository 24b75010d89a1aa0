"""The demonstration's mailbox."""

from __future__ import annotations

from django.db import models
from django.utils import timezone


class CourrielRecu(models.Model):
    """A mail as its recipient would have got it. Exists in the demonstration only."""

    destinataire = models.EmailField(max_length=254)
    expediteur = models.CharField(max_length=254)
    sujet = models.CharField(max_length=998)
    texte = models.TextField()
    html = models.TextField(blank=True)
    recu_le = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"courriel reçu {self.pk}"
