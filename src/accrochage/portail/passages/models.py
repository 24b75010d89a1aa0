"""Accepted passages. Below ``depots``: a deposit is named by its identifier, not by a key."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accrochage.portail.organismes.models import Organisme
from accrochage.portail.passages.querysets import PassageAccepteQuerySet
from accrochage.portail.referentiel.models import Certification
from accrochage.portail.registre.models import Personne


class PassageAccepte(models.Model):
    """One passage that entered the passeport. Never erased: a suppression is dated.

    ``contenu`` is the passage as sent (the model as JSON, a NIR replaced by its fingerprint),
    ``empreinte`` the keyed fingerprint of that content: identical re-sends are told from different
    ones by it, and no NIR can be found by trying.
    """

    emetteur = models.ForeignKey(Organisme, on_delete=models.PROTECT, related_name="passages_emis")
    certificateur = models.ForeignKey(Organisme, on_delete=models.PROTECT, related_name="passages")
    certification = models.ForeignKey(Certification, on_delete=models.PROTECT, related_name="passages")
    id_technique = models.CharField(max_length=255)
    personne = models.ForeignKey(
        Personne, on_delete=models.PROTECT, related_name="passages", db_constraint=False
    )
    date_debut_validite = models.DateField()
    contenu = models.JSONField()
    empreinte = models.BinaryField(max_length=32)
    depot_id = models.UUIDField(db_index=True)
    accepte_le = models.DateTimeField(default=timezone.now)
    supprime_le = models.DateTimeField(null=True, blank=True)
    supprime_par_depot_id = models.UUIDField(null=True, blank=True)

    objects = PassageAccepteQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["certificateur", "id_technique"], name="passage_certificateur"),
            models.Index(
                fields=["personne", "certification", "date_debut_validite"], name="passage_personne"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["emetteur", "id_technique"], condition=Q(supprime_le__isnull=True), name="passage_cle"
            )
        ]

    def __str__(self) -> str:
        return f"passage {self.pk}"
