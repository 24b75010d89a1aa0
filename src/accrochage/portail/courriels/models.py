"""One row a mail."""

from __future__ import annotations

from django.db import models
from django.utils import timezone

from accrochage.portail.courriels.enums import EtatCourriel
from accrochage.portail.courriels.querysets import CourrielQuerySet


class Courriel(models.Model):
    """A mail to one person, rendered when it was asked for.

    ``texte`` and ``html`` may carry a single-use link: they are blanked once sent.
    ``objet`` is a ``type:identifier`` reference (``organisme:12``), so that a page about the
    thing can list its mails. ``erreur`` is the kind of the last failure, never its text:
    servers quote addresses in theirs.
    """

    gabarit = models.CharField(max_length=60)
    objet = models.CharField(max_length=120, blank=True, db_index=True)
    destinataire = models.EmailField(max_length=254)
    sujet = models.CharField(max_length=200)
    texte = models.TextField(blank=True)
    html = models.TextField(blank=True)
    etat = models.CharField(
        max_length=10, choices=EtatCourriel, default=EtatCourriel.A_ENVOYER, db_index=True
    )
    essais = models.PositiveSmallIntegerField(default=0)
    erreur = models.CharField(max_length=80, blank=True)
    cree_le = models.DateTimeField(default=timezone.now)
    envoye_le = models.DateTimeField(null=True, blank=True)

    objects = CourrielQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"courriel {self.pk} ({self.gabarit}, {self.etat})"
