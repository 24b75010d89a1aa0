"""An organisme's space on the portal in one role, and who works in it."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from accrochage.portail.organismes.enums import Droit, MotifSuspension, Role
from accrochage.portail.organismes.models.organisme import Organisme
from accrochage.portail.organismes.querysets import AppartenanceQuerySet


class Compte(models.Model):
    """The space of one organisme in one role. Exists from the first completed registration."""

    organisme = models.ForeignKey(Organisme, on_delete=models.PROTECT, related_name="comptes")
    role = models.CharField(max_length=13, choices=Role)
    titulaire_du_compte = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="comptes_tenus"
    )
    ouvert_le = models.DateTimeField(default=timezone.now)
    second_facteur_exige = models.BooleanField(default=False)

    class Meta:
        ordering = ["organisme__raison_sociale", "role"]
        constraints = [models.UniqueConstraint(fields=["organisme", "role"], name="compte_un_par_role")]

    def __str__(self) -> str:
        return f"{self.organisme.raison_sociale} · {self.get_role_display()}"


class Appartenance(models.Model):
    """A person's right in an account."""

    compte = models.ForeignKey(Compte, on_delete=models.PROTECT, related_name="appartenances")
    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="appartenances"
    )
    droit = models.CharField(max_length=14, choices=Droit)
    depuis = models.DateTimeField(default=timezone.now)
    suspendue_le = models.DateTimeField(null=True, blank=True)
    suspendue_pour = models.CharField(max_length=14, choices=MotifSuspension, blank=True)
    avis_dormance_le = models.DateTimeField(null=True, blank=True)

    objects = AppartenanceQuerySet.as_manager()

    class Meta:
        ordering = ["compte_id", "id"]
        constraints = [models.UniqueConstraint(fields=["compte", "utilisateur"], name="appartenance_unique")]

    def __str__(self) -> str:
        return f"{self.utilisateur_id} @ {self.compte_id} : {self.droit}"
