"""The register of persons, as the matching needs it."""

from __future__ import annotations

from django.db import models


class Personne(models.Model):
    """One person of the register.

    ``nir_chiffre`` is AES-GCM (``registre.chiffrement``), ``nir_empreinte`` a keyed hash for
    look-up; the NIR itself is never stored. ``cle_*`` are normalised keys
    (``accrochage.matching``): names, the place as the commune it is in today, the country as
    its last three digits, empty for France. Month, day and place may be unknown.
    """

    nir_chiffre = models.BinaryField()
    nir_empreinte = models.BinaryField(max_length=32, unique=True)
    nom_naissance = models.CharField(max_length=100)
    nom_usage = models.CharField(max_length=100, blank=True)
    prenom1 = models.CharField(max_length=100)
    prenom2 = models.CharField(max_length=100, blank=True)
    prenom3 = models.CharField(max_length=100, blank=True)
    sexe = models.CharField(max_length=1)
    annee = models.SmallIntegerField()
    mois = models.SmallIntegerField(null=True)
    jour = models.SmallIntegerField(null=True)
    code_commune = models.CharField(max_length=5, blank=True)
    deces = models.DateField(null=True)
    cle_nom = models.CharField(max_length=100)
    cle_usage = models.CharField(max_length=100, blank=True)
    cle_prenom1 = models.CharField(max_length=100)
    cle_prenom2 = models.CharField(max_length=100, blank=True)
    cle_prenom3 = models.CharField(max_length=100, blank=True)
    cle_lieu = models.CharField(max_length=5, blank=True)
    cle_pays = models.CharField(max_length=3, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["cle_nom", "cle_prenom1", "sexe", "annee"], name="personne_passe1")]

    def __str__(self) -> str:
        return f"personne {self.pk}"


class DossierFormation(models.Model):
    """A CPF training file: the second way to name a person (``flux-format.md`` §1)."""

    id_dossier = models.CharField(max_length=13, unique=True)
    cle_nom = models.CharField(max_length=100)
    cle_prenom1 = models.CharField(max_length=100)
    personne = models.ForeignKey(
        Personne, on_delete=models.CASCADE, related_name="dossiers", db_constraint=False
    )

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"dossier {self.pk}"
