"""How persons come into an account, or back into their own: invitations, departures, lost devices."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accrochage.portail.organismes.enums import Droit, EtatDemande
from accrochage.portail.organismes.models.compte import Compte
from accrochage.portail.organismes.models.confirmable import Confirmable
from accrochage.portail.organismes.querysets import (
    DemandeDepartQuerySet,
    DemandeSecondFacteurQuerySet,
    InvitationQuerySet,
)


class Invitation(models.Model):
    """A mailed right to join an account. ``jeton``: SHA-256 (hex) of the secret in the link.

    ``titulaire``: accepted, it makes the person the account holder (after a departure).
    """

    compte = models.ForeignKey(Compte, on_delete=models.PROTECT, related_name="invitations")
    nom = models.CharField(max_length=60)
    prenom = models.CharField(max_length=60)
    email = models.EmailField(max_length=254)
    fonction = models.CharField(max_length=100, blank=True)
    droit = models.CharField(max_length=14, choices=Droit)
    titulaire = models.BooleanField(default=False)
    jeton = models.CharField(max_length=64, unique=True)
    invite_par = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="invitations_faites"
    )
    cree_le = models.DateTimeField(default=timezone.now)
    expire_le = models.DateTimeField()
    acceptee_le = models.DateTimeField(null=True, blank=True)
    annulee_le = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        ordering = ["-cree_le", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["compte", "email"],
                condition=Q(acceptee_le__isnull=True, annulee_le__isnull=True),
                name="invitation_une_par_adresse",
            )
        ]

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class DemandeDepart(Confirmable):
    """« The administrator has left »: asked by an outsider with a proof, decided by a gestionnaire.

    Nobody reads it before its address is confirmed (``jeton``: SHA-256, hex, of the link's secret).
    ``piece`` is the storage name of the encrypted proof, empty once it was erased; ``piece_nom``
    the name it was sent under. ``partant`` is the person named as having left: the one whom the
    portal told the requester to contact.
    """

    compte = models.ForeignKey(Compte, on_delete=models.PROTECT, related_name="demandes_depart")
    partant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="departs_signales"
    )
    nom = models.CharField(max_length=60)
    prenom = models.CharField(max_length=60)
    email = models.EmailField(max_length=254)
    fonction = models.CharField(max_length=100)
    explication = models.TextField(max_length=2000)
    piece = models.CharField(max_length=200)
    piece_nom = models.CharField(max_length=150)
    piece_type = models.CharField(max_length=40)
    piece_taille = models.PositiveIntegerField()
    piece_empreinte = models.CharField(max_length=64)
    etat = models.CharField(
        max_length=12, choices=EtatDemande, default=EtatDemande.A_CONFIRMER, db_index=True
    )
    traitee_le = models.DateTimeField(null=True, blank=True)
    traitee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="departs_traites",
    )
    motif = models.TextField(max_length=2000, blank=True)
    invitation = models.OneToOneField(
        Invitation, on_delete=models.PROTECT, null=True, blank=True, related_name="depart"
    )

    objects = DemandeDepartQuerySet.as_manager()

    @property
    def nom_complet(self) -> str:
        """First name and name of who asks."""
        return f"{self.prenom} {self.nom}"


class DemandeSecondFacteur(models.Model):
    """A person who lost their device, with the right password, asks that the second factor be lifted."""

    utilisateur = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="demandes_second_facteur"
    )
    etat = models.CharField(max_length=12, choices=EtatDemande, default=EtatDemande.RECUE, db_index=True)
    cree_le = models.DateTimeField(default=timezone.now)
    traitee_le = models.DateTimeField(null=True, blank=True)
    traitee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="appareils_leves",
    )

    objects = DemandeSecondFacteurQuerySet.as_manager()

    class Meta:
        ordering = ["-cree_le", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["utilisateur"], condition=Q(etat="RECUE"), name="second_facteur_une_demande"
            )
        ]

    def __str__(self) -> str:
        return f"demande de second facteur {self.pk}"
