"""The legal entity, its contracts, and the mandates between entities."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accrochage.portail.organismes.enums import EtatMandat, Role
from accrochage.portail.organismes.formats import grouper_contrat, grouper_matricule, grouper_siret
from accrochage.portail.organismes.querysets import MandatQuerySet, OrganismeQuerySet


class Organisme(models.Model):
    """A legal entity known to the portal, found by SIRET; its matricule is for life.

    ``fusionne_dans``: the body that took it over. Its row stays, closed, with its matricule and its
    contracts: they are aliases, so that files prepared with them still arrive.
    """

    siret = models.CharField(max_length=14, unique=True)
    raison_sociale = models.CharField(max_length=200)
    matricule = models.CharField(max_length=8, unique=True)
    contact_nom = models.CharField(max_length=60)
    contact_prenom = models.CharField(max_length=60)
    contact_email = models.EmailField(max_length=254)
    contact_fonction = models.CharField(max_length=100, blank=True, default="")
    adresse = models.CharField(max_length=200, blank=True, default="")
    code_postal = models.CharField(max_length=10, blank=True, default="")
    commune = models.CharField(max_length=100, blank=True, default="")
    ferme_le = models.DateTimeField(null=True, blank=True)
    fusionne_dans = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="absorbes"
    )
    cree_le = models.DateTimeField(default=timezone.now)

    objects = OrganismeQuerySet.as_manager()

    class Meta:
        ordering = ["raison_sociale", "id"]

    def __str__(self) -> str:
        return f"{self.raison_sociale} ({self.matricule})"

    @property
    def matricule_groupe(self) -> str:
        """``12 ABC 345``."""
        return grouper_matricule(self.matricule)

    @property
    def siret_groupe(self) -> str:
        """``732 829 320 00074``."""
        return grouper_siret(self.siret)

    @property
    def survivant(self) -> Organisme:
        """The body that took this one over; itself when nothing did. Mergers never make chains."""
        return self.fusionne_dans or self

    def sirets(self) -> list[str]:
        """Its SIRET and those of the bodies that it took over: it holds their certifications too."""
        return [self.siret, *self.absorbes.values_list("siret", flat=True)]


class MatriculeAttribue(models.Model):
    """A matricule given once. Rows are never removed: a matricule is never reused."""

    matricule = models.CharField(max_length=8, primary_key=True)
    attribue_le = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["matricule"]

    def __str__(self) -> str:
        return self.matricule


class Contrat(models.Model):
    """Attests a role in the transmission: ``MCFCER000123`` or ``MCFDEP000123``."""

    numero = models.CharField(max_length=12, unique=True)
    organisme = models.ForeignKey(Organisme, on_delete=models.PROTECT, related_name="contrats")
    role = models.CharField(max_length=13, choices=Role)
    debut = models.DateField()
    fin = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["numero"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisme", "role"], condition=Q(fin__isnull=True), name="contrat_un_seul_ouvert"
            ),
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name="contrat_dates"
            ),
        ]

    def __str__(self) -> str:
        return self.numero

    def etat_le(self, jour: date) -> EtatMandat:
        """Whether it is in force on a day; a contract is never revoked."""
        return _etat(self.debut, self.fin, jour)

    @property
    def numero_groupe(self) -> str:
        """``MCFCER 000 123``."""
        return grouper_contrat(self.numero)


class Mandat(models.Model):
    """A certificateur's authorisation to one déposant, with a start, an end and a scope.

    ``certifications``: codes (``RNCP34567``) that it covers; empty for all.
    """

    certificateur = models.ForeignKey(Organisme, on_delete=models.PROTECT, related_name="mandats_donnes")
    deposant = models.ForeignKey(Organisme, on_delete=models.PROTECT, related_name="mandats_recus")
    debut = models.DateField()
    fin = models.DateField(null=True, blank=True)
    revoque_le = models.DateTimeField(null=True, blank=True)
    certifications = ArrayField(models.CharField(max_length=20), default=list, blank=True)

    objects = MandatQuerySet.as_manager()

    class Meta:
        ordering = ["-debut", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(certificateur=F("deposant")), name="mandat_deux_organismes"),
            models.CheckConstraint(
                condition=Q(fin__isnull=True) | Q(fin__gte=F("debut")), name="mandat_dates"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificateur_id} → {self.deposant_id}"

    def etat_le(self, jour: date) -> EtatMandat:
        """Whether it is in force on a day."""
        return EtatMandat.REVOQUE if self.revoque_le else _etat(self.debut, self.fin, jour)

    @property
    def etat(self) -> EtatMandat:
        """Whether it is in force today."""
        return self.etat_le(timezone.localdate())


def _etat(debut: date, fin: date | None, jour: date) -> EtatMandat:
    if debut > jour:
        return EtatMandat.A_VENIR
    return EtatMandat.TERMINE if fin is not None and fin < jour else EtatMandat.EN_COURS
