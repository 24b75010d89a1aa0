"""What changed in an organisme's life: dated, signed, kept (``process.md`` §3)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from accrochage.portail.organismes.models.organisme import Organisme
from accrochage.portail.organismes.querysets import ChangementQuerySet


class Changement(models.Model):
    """One change of an organisme. ``acteur`` is the reference of who made it (``utilisateur:3``).

    ``sujet`` is the changed field (``raison_sociale``, ``siret``…) or the event (``fusion``,
    ``fermeture``). The values are here and not in the journal, which holds no personal data.
    """

    organisme = models.ForeignKey(Organisme, on_delete=models.PROTECT, related_name="changements")
    sujet = models.CharField(max_length=30)
    avant = models.CharField(max_length=300, blank=True)
    apres = models.CharField(max_length=300, blank=True)
    motif = models.TextField(max_length=2000, blank=True)
    acteur = models.CharField(max_length=120)
    quand = models.DateTimeField(default=timezone.now)

    objects = ChangementQuerySet.as_manager()

    class Meta:
        ordering = ["-quand", "-id"]
        indexes = [models.Index(fields=["organisme", "-quand"], name="changement_histoire")]

    def __str__(self) -> str:
        return f"{self.sujet} de {self.organisme_id}"


class ContactAConfirmer(models.Model):
    """The address that an administrator gave for the contact, until its mailed link is opened.

    ``jeton``: SHA-256 (hex) of the link's secret.
    """

    organisme = models.OneToOneField(Organisme, on_delete=models.CASCADE, related_name="contact_a_confirmer")
    nouvelle = models.EmailField(max_length=254)
    jeton = models.CharField(max_length=64, unique=True)
    demande_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="contacts_a_confirmer"
    )
    expire_le = models.DateTimeField()

    def __str__(self) -> str:
        return f"contact à confirmer {self.pk}"
