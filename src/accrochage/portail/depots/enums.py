"""States of a deposit and the transitions between them."""

from __future__ import annotations

from django.db import models


class EtatDepot(models.TextChoices):
    """The six states, with the word that the user sees (``flux-format.md`` §2)."""

    RECU = "RECU", "Reçu"
    EN_COURS = "EN_COURS", "Traitement en cours"
    SUCCES = "SUCCES", "Traité avec succès"
    ERREURS = "ERREURS", "Traité avec erreurs"
    REJETE = "REJETE", "Rejeté"
    ANNULE = "ANNULE", "Annulé"


TRANSITIONS: dict[str, tuple[EtatDepot | None, EtatDepot]] = {
    "recevoir": (None, EtatDepot.RECU),
    "refuser": (None, EtatDepot.REJETE),
    "commencer": (EtatDepot.RECU, EtatDepot.EN_COURS),
    "rejeter": (EtatDepot.EN_COURS, EtatDepot.REJETE),
    "reussir": (EtatDepot.EN_COURS, EtatDepot.SUCCES),
    "finir_avec_erreurs": (EtatDepot.EN_COURS, EtatDepot.ERREURS),
    "annuler": (EtatDepot.RECU, EtatDepot.ANNULE),
}

FINAUX = frozenset({EtatDepot.SUCCES, EtatDepot.ERREURS, EtatDepot.REJETE, EtatDepot.ANNULE})


class Etape(models.TextChoices):
    """Stages of the processing, in order; what the progress shows."""

    LECTURE = "LECTURE", "Lecture et contrôle du fichier"
    DROITS = "DROITS", "Vérification des droits et des certifications"
    RAPPROCHEMENT = "RAPPROCHEMENT", "Recherche des titulaires"
    ENREGISTREMENT = "ENREGISTREMENT", "Enregistrement et rédaction de l’accusé"
