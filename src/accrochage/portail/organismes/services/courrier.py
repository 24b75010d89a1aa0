"""The mails of organismes and registrations: what each carries, and nothing more."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.comptes.formats import grouper_identifiant
from accrochage.portail.courriels import services as courriels
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.services import reference
from accrochage.portail.organismes.formats import grouper_contrat, grouper_matricule
from accrochage.portail.organismes.models import Appartenance, Compte, Inscription, Mandat, Organisme
from accrochage.portail.organismes.services.ouvertures import AOuvrir


def envoyer_identifiants_inscription(organisme: Organisme, a_ouvrir: Sequence[AOuvrir]) -> Courriel:
    """Tell the contact exactly what to type for each account to open.

    A body that gave a mandate is named with its matricule, never with its contract number: both
    together would open that body's own account.
    """
    return courriels.envoyer(
        gabarit="identifiants_inscription",
        destinataire=organisme.contact_email,
        contexte={
            "prenom": organisme.contact_prenom,
            "nom": organisme.contact_nom,
            "raison_sociale": organisme.raison_sociale,
            "matricule": grouper_matricule(organisme.matricule),
            "comptes": [_a_saisir(compte) for compte in a_ouvrir],
            "lien": _lien("inscription:identifiants"),
        },
        objet=reference(organisme),
    )


def _a_saisir(compte: AOuvrir) -> dict[str, Any]:
    return {
        "role": compte.role.label,
        "contrat": grouper_contrat(compte.contrat.numero) if compte.contrat else "",
        "mandant": compte.mandant.raison_sociale if compte.mandant else "",
        "matricule_mandant": grouper_matricule(compte.mandant.matricule) if compte.mandant else "",
        "a_partir_du": compte.a_partir_du if compte.a_partir_du > timezone.localdate() else None,
    }


def envoyer_lien_de_confirmation(inscription: Inscription, secret: str, heures: int) -> Courriel:
    """Send the single-use link; ``secret`` is nowhere else."""
    return courriels.envoyer(
        gabarit="inscription_lien",
        destinataire=inscription.email,
        contexte={
            "prenom": inscription.prenom,
            "nom": inscription.nom,
            "raison_sociale": inscription.organisme.raison_sociale,
            "role": inscription.get_role_display(),
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
            "role": compte.get_role_display(),
            "identifiant": grouper_identifiant(titulaire.identifiant),
            "lien": _lien("account_login"),
        },
        objet=reference(titulaire),
    )


def annoncer_compte_ouvert(compte: Compte) -> Courriel:
    """Tell a person that their login has just opened one more account."""
    titulaire = compte.titulaire_du_compte
    return courriels.envoyer(
        gabarit="compte_ouvert",
        destinataire=titulaire.email,
        contexte={
            "prenom": titulaire.prenom,
            "nom": titulaire.nom,
            "raison_sociale": compte.organisme.raison_sociale,
            "role": compte.get_role_display(),
            "lien": _lien("account_login"),
        },
        objet=reference(titulaire),
    )


def annoncer_mandat(mandat: Mandat, compte: Compte) -> Courriel:
    """Tell the déposant's account, already open, that one more certificateur appears in it."""
    return _ecrire_au_deposant(
        "mandat_donne",
        mandat,
        compte,
        debut=mandat.debut,
        fin=mandat.fin,
        certifications=", ".join(mandat.certifications),
    )


def annoncer_changement(mandat: Mandat, compte: Compte) -> Courriel:
    """Tell the déposant's account the new end and scope of a mandate."""
    return _ecrire_au_deposant(
        "mandat_modifie",
        mandat,
        compte,
        debut=mandat.debut,
        fin=mandat.fin,
        certifications=", ".join(mandat.certifications),
    )


def annoncer_revocation(mandat: Mandat, compte: Compte) -> Courriel:
    """Tell the déposant's account that it deposits no more for this certificateur."""
    return _ecrire_au_deposant("mandat_revoque", mandat, compte)


def _ecrire_au_deposant(
    gabarit: str, mandat: Mandat, compte: Compte, **contexte: date | str | None
) -> Courriel:
    personne = Appartenance.objects.a_contacter(compte)
    return courriels.envoyer(
        gabarit=gabarit,
        destinataire=personne.email,
        contexte={
            "prenom": personne.prenom,
            "nom": personne.nom,
            "raison_sociale": compte.organisme.raison_sociale,
            "certificateur": mandat.certificateur.raison_sociale,
            "lien": _lien("organisation:mandats"),
            **contexte,
        },
        objet=reference(compte.organisme),
    )


def _lien(route: str, **parametres: str) -> str:
    return settings.URL_PORTAIL.rstrip("/") + reverse(route, kwargs=parametres or None)
