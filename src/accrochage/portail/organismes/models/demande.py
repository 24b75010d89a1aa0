"""Step 1: a body asks to be known, and talks with the operator until it is decided (``process.md`` §3)."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from accrochage.portail.organismes.enums import EtatDemandeInscription, NatureDeposant, Sens, UsageModele
from accrochage.portail.organismes.formats import grouper_siret
from accrochage.portail.organismes.models.confirmable import Confirmable
from accrochage.portail.organismes.models.organisme import Organisme
from accrochage.portail.organismes.querysets import DemandeInscriptionQuerySet


class DemandeInscription(Confirmable):
    """« Je souhaite me faire connaître et procéder à mon accrochage ».

    Nobody reads it before its address is confirmed (``jeton``: SHA-256, hex, of the link's secret).
    ``certifications`` are the codes declared (``RNCP34567``). ``depose_elle_meme``: the body deposits
    its own data; with déposants too, both. ``prise_par`` is the gestionnaire who has it in hand;
    ``organisme`` what its acceptance created.
    """

    siret = models.CharField(max_length=14, db_index=True)
    raison_sociale = models.CharField(max_length=200)
    adresse = models.CharField(max_length=200, blank=True)
    code_postal = models.CharField(max_length=10, blank=True)
    commune = models.CharField(max_length=100, blank=True)
    contact_nom = models.CharField(max_length=60)
    contact_prenom = models.CharField(max_length=60)
    contact_email = models.EmailField(max_length=254)
    contact_fonction = models.CharField(max_length=100, blank=True)
    certifications = ArrayField(models.CharField(max_length=20), default=list, blank=True)
    depose_elle_meme = models.BooleanField(default=True)
    etat = models.CharField(
        max_length=20,
        choices=EtatDemandeInscription,
        default=EtatDemandeInscription.A_CONFIRMER,
        db_index=True,
    )
    prise_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="demandes_prises",
    )
    prise_le = models.DateTimeField(null=True, blank=True)
    traitee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="demandes_traitees",
    )
    traitee_le = models.DateTimeField(null=True, blank=True)
    motif = models.TextField(max_length=2000, blank=True)
    organisme = models.ForeignKey(
        Organisme, on_delete=models.PROTECT, null=True, blank=True, related_name="demandes_inscription"
    )

    objects = DemandeInscriptionQuerySet.as_manager()

    @property
    def siret_groupe(self) -> str:
        """``732 829 320 00074``."""
        return grouper_siret(self.siret)

    @property
    def contact_nom_complet(self) -> str:
        """First name and name of who asks."""
        return f"{self.contact_prenom} {self.contact_nom}"


class DeposantDeclare(models.Model):
    """A déposant that a request names: it receives a mandate when the request is accepted."""

    demande = models.ForeignKey(DemandeInscription, on_delete=models.CASCADE, related_name="deposants")
    siret = models.CharField(max_length=14)
    raison_sociale = models.CharField(max_length=200)
    nature = models.CharField(max_length=13, choices=NatureDeposant)
    contact_email = models.EmailField(max_length=254, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["demande", "siret"], name="deposant_declare_unique")]

    def __str__(self) -> str:
        return self.siret

    @property
    def siret_groupe(self) -> str:
        """``732 829 320 00074``."""
        return grouper_siret(self.siret)


class Message(models.Model):
    """One message between the operator and who asks: about a request, or a question."""

    demande = models.ForeignKey(
        DemandeInscription, on_delete=models.CASCADE, null=True, blank=True, related_name="messages"
    )
    question = models.ForeignKey(
        "organismes.Question", on_delete=models.CASCADE, null=True, blank=True, related_name="messages"
    )
    sens = models.CharField(max_length=9, choices=Sens)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="messages_ecrits",
    )
    texte = models.TextField(max_length=4000)
    cree_le = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(demande__isnull=True) ^ Q(question__isnull=True), name="message_un_seul_objet"
            )
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"


class PieceJointe(models.Model):
    """A file sent with a message: ``piece`` is its storage name, encrypted; empty once it was erased."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="pieces")
    piece = models.CharField(max_length=200)
    nom = models.CharField(max_length=150)
    type = models.CharField(max_length=40)
    taille = models.PositiveIntegerField()
    empreinte = models.CharField(max_length=64)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"pièce {self.pk}"


class ModeleDeReponse(models.Model):
    """A ready-made text that gestionnaires start an answer from."""

    titre = models.CharField(max_length=100, unique=True)
    usage = models.CharField(max_length=11, choices=UsageModele)
    texte = models.TextField(max_length=4000)
    modifie_le = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["usage", "titre"]

    def __str__(self) -> str:
        return self.titre
