"""What protects a person's access: locks after failures, known devices, a change of address under way."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone


class VerrouConnexion(models.Model):
    """Failed attempts on one typed login, whether it exists or not: both are answered alike.

    ``cle`` is the keyed hash of what was typed; ``jeton`` the SHA-256 (hex) of the secret in the
    mailed unlocking link, empty while the login is not locked or belongs to nobody.
    """

    cle = models.CharField(max_length=64, primary_key=True)
    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True, related_name="verrous"
    )
    echecs = models.PositiveIntegerField(default=0)
    premier_echec_le = models.DateTimeField(default=timezone.now)
    verrouille_le = models.DateTimeField(null=True, blank=True)
    jeton = models.CharField(max_length=64, blank=True, db_index=True)
    lien_envoye_le = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["cle"]

    def __str__(self) -> str:
        return f"verrou {self.cle[:8]}"


class AppareilConnu(models.Model):
    """A browser a person has logged in with. ``empreinte``: SHA-256 (hex) of the secret in its cookie."""

    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="appareils"
    )
    empreinte = models.CharField(max_length=64)
    libelle = models.CharField(max_length=80, blank=True)
    connu_le = models.DateTimeField(default=timezone.now)
    vu_le = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-vu_le", "id"]
        constraints = [models.UniqueConstraint(fields=["utilisateur", "empreinte"], name="appareil_unique")]

    def __str__(self) -> str:
        return f"appareil {self.pk}"


class ChangementAdresse(models.Model):
    """A new mail address that waits for both confirmations. One a person at most.

    ``jeton_ancienne`` and ``jeton_nouvelle`` are the SHA-256 (hex) of the secrets mailed to each address.
    """

    utilisateur = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="changement_adresse"
    )
    nouvelle = models.EmailField(max_length=254)
    jeton_ancienne = models.CharField(max_length=64, unique=True)
    jeton_nouvelle = models.CharField(max_length=64, unique=True)
    ancienne_confirmee_le = models.DateTimeField(null=True, blank=True)
    nouvelle_confirmee_le = models.DateTimeField(null=True, blank=True)
    cree_le = models.DateTimeField(default=timezone.now)
    expire_le = models.DateTimeField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"changement d’adresse {self.pk}"
