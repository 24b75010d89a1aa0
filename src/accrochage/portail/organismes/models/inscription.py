"""A registration under way. It stands above ``comptes``: it needs contracts and accounts."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accrochage.portail.organismes.enums import EtatInscription, Role
from accrochage.portail.organismes.models.organisme import Organisme


class Inscription(models.Model):
    """One person opening one account; expires after 72 hours (``process.md`` §4).

    ``jeton`` is the SHA-256 (hex) of the secret in the mailed link; the secret itself is
    nowhere in the database. Nothing is active before the state is TERMINEE.
    """

    organisme = models.ForeignKey(Organisme, on_delete=models.CASCADE, related_name="inscriptions")
    role = models.CharField(max_length=13, choices=Role)
    nom = models.CharField(max_length=60)
    prenom = models.CharField(max_length=60)
    email = models.EmailField(max_length=254)
    fonction = models.CharField(max_length=100)
    cgu_version = models.CharField(max_length=20)
    cgu_acceptees_le = models.DateTimeField()
    etat = models.CharField(
        max_length=20, choices=EtatInscription, default=EtatInscription.COURRIEL_A_CONFIRMER
    )
    jeton = models.CharField(max_length=64, unique=True)
    cree_le = models.DateTimeField(default=timezone.now)
    expire_le = models.DateTimeField()
    courriel_confirme_le = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-cree_le", "id"]

    def __str__(self) -> str:
        return f"inscription {self.pk} ({self.etat})"
