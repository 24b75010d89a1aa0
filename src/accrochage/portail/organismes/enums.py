"""Enumerations of organismes and accounts."""

from __future__ import annotations

from django.db import models


class Role(models.TextChoices):
    """The role of an organisme in the transmission; an account has exactly one."""

    CERTIFICATEUR = "CERTIFICATEUR", "certificateur"
    DEPOSANT = "DEPOSANT", "déposant"


class Droit(models.TextChoices):
    """What a person may do in an account."""

    ADMINISTRATEUR = "ADMINISTRATEUR", "administrateur"
    DEPOSANT = "DEPOSANT", "déposant"
    LECTEUR = "LECTEUR", "lecteur"


class EtatInscription(models.TextChoices):
    """Where a registration stands."""

    COURRIEL_A_CONFIRMER = "COURRIEL_A_CONFIRMER", "adresse à confirmer"
    MOT_DE_PASSE = "MOT_DE_PASSE", "mot de passe à choisir"
    TERMINEE = "TERMINEE", "terminée"


class EtatDemande(models.TextChoices):
    """Where a request that somebody must decide stands."""

    A_CONFIRMER = "A_CONFIRMER", "adresse à confirmer"
    RECUE = "RECUE", "à traiter"
    ACCEPTEE = "ACCEPTEE", "acceptée"
    REFUSEE = "REFUSEE", "refusée"


class MotifSuspension(models.TextChoices):
    """Why a membership is suspended."""

    ADMINISTRATEUR = "ADMINISTRATEUR", "par un administrateur"
    DORMANCE = "DORMANCE", "sans connexion depuis longtemps"
    DEPART = "DEPART", "départ"


class EtatMandat(models.TextChoices):
    """Where a mandate stands on a day; computed, never stored."""

    A_VENIR = "A_VENIR", "à venir"
    EN_COURS = "EN_COURS", "en cours"
    TERMINE = "TERMINE", "terminé"
    REVOQUE = "REVOQUE", "révoqué"
