"""The mails of organismes and registrations: what each carries, and nothing more."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from accrochage.portail.comptes.formats import grouper_identifiant
from accrochage.portail.courriels import services as courriels
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.services import reference
from accrochage.portail.organismes.formats import grouper_contrat, grouper_matricule
from accrochage.portail.organismes.models import Compte, Contrat, Inscription, Organisme


def envoyer_identifiants_inscription(organisme: Organisme, contrat: Contrat) -> Courriel:
    """Tell the contact exactly what to type to open the account."""
    return courriels.envoyer(
        gabarit="identifiants_inscription",
        destinataire=organisme.contact_email,
        contexte={
            "prenom": organisme.contact_prenom,
            "nom": organisme.contact_nom,
            "raison_sociale": organisme.raison_sociale,
            "matricule": grouper_matricule(organisme.matricule),
            "contrat": grouper_contrat(contrat.numero),
            "lien": _lien("inscription:identifiants"),
        },
        objet=reference(organisme),
    )


def envoyer_lien_de_confirmation(inscription: Inscription, secret: str, heures: int) -> Courriel:
    """Send the single-use link; ``secret`` is nowhere else."""
    return courriels.envoyer(
        gabarit="inscription_lien",
        destinataire=inscription.email,
        contexte={
            "prenom": inscription.prenom,
            "nom": inscription.nom,
            "raison_sociale": inscription.organisme.raison_sociale,
            "lien": _lien("inscription:confirmer", jeton=secret),
            "heures": heures,
        },
        objet=reference(inscription),
    )


def envoyer_identifiant_de_connexion(compte: Compte) -> Courriel:
    """Send the account holder their login."""
    titulaire = compte.titulaire_du_compte
    return courriels.envoyer(
        gabarit="identifiant_connexion",
        destinataire=titulaire.email,
        contexte={
            "prenom": titulaire.prenom,
            "nom": titulaire.nom,
            "raison_sociale": compte.organisme.raison_sociale,
            "identifiant": grouper_identifiant(titulaire.identifiant),
            "lien": _lien("account_login"),
        },
        objet=reference(titulaire),
    )


def _lien(route: str, **parametres: str) -> str:
    return settings.URL_PORTAIL.rstrip("/") + reverse(route, kwargs=parametres or None)
