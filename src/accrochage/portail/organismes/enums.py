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


class EtatDemandeInscription(models.TextChoices):
    """Where a request to make oneself known stands (``process.md`` §3)."""

    A_CONFIRMER = "A_CONFIRMER", "adresse à confirmer"
    RECUE = "RECUE", "reçue"
    EN_EXAMEN = "EN_EXAMEN", "en cours d’examen"
    INFORMATION_DEMANDEE = "INFORMATION_DEMANDEE", "information demandée"
    ACCEPTEE = "ACCEPTEE", "acceptée"
    REFUSEE = "REFUSEE", "refusée"


class NatureDeposant(models.TextChoices):
    """What a déposant named in a request is to the certificateur; a training partner is refused."""

    CERTIFICATEUR = "CERTIFICATEUR", "un autre certificateur"
    PRESTATAIRE = "PRESTATAIRE", "un prestataire"


class Sens(models.TextChoices):
    """Who wrote a message of a request."""

    DEMANDEUR = "DEMANDEUR", "vous"
    OPERATEUR = "OPERATEUR", "l’opérateur"


class UsageModele(models.TextChoices):
    """What a ready-made text is for."""

    INFORMATION = "INFORMATION", "demander une information"
    REFUS = "REFUS", "refuser une demande"
    REPONSE = "REPONSE", "répondre à une question"


class EtatQuestion(models.TextChoices):
    """Where a question to the operator stands."""

    A_CONFIRMER = "A_CONFIRMER", "adresse à confirmer"
    RECUE = "RECUE", "à traiter"
    REPONDUE = "REPONDUE", "répondue"
    CLOSE = "CLOSE", "close"


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
