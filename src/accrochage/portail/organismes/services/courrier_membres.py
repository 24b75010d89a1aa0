"""The mails about who works in an account: invitations, rights, the account holder."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse

from accrochage.portail.comptes.formats import grouper_identifiant
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.courriels import services as courriels
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.services import reference
from accrochage.portail.organismes.models import Compte, Invitation
from accrochage.portail.reglages.registre import entier


def envoyer_invitation(invitation: Invitation, secret: str, *, jours: int) -> Courriel:
    """Send the single-use link; ``secret`` is nowhere else."""
    return courriels.envoyer(
        gabarit="invitation",
        destinataire=invitation.email,
        contexte={
            **_compte(invitation.compte),
            "prenom": invitation.prenom,
            "nom": invitation.nom,
            "invite_par": invitation.invite_par.nom_complet,
            "droit": invitation.get_droit_display(),
            "lien": _lien("invitation:ouvrir", jeton=secret),
            "jours": jours,
        },
        objet=reference(invitation),
    )


def envoyer_identifiant(compte: Compte, utilisateur: Utilisateur) -> Courriel:
    """Send a new member their login."""
    return courriels.envoyer(
        gabarit="identifiant_connexion",
        destinataire=utilisateur.email,
        contexte={
            **_compte(compte),
            **_personne(utilisateur),
            "identifiant": grouper_identifiant(utilisateur.identifiant),
            "lien": _lien("account_login"),
        },
        objet=reference(utilisateur),
    )


def annoncer_arrivee(invitation: Invitation, utilisateur: Utilisateur) -> list[Courriel]:
    """Tell who invited that the person is there, and the person what their login opens now."""
    par, envoyes = invitation.invite_par, []
    if not par.est_agent:
        contexte = {**_compte(invitation.compte), **_personne(par), "membre": utilisateur.nom_complet}
        envoyes.append(
            courriels.envoyer(
                gabarit="membre_arrive",
                destinataire=par.email,
                contexte=contexte,
                objet=reference(invitation),
            )
        )
    # The invited mailbox and the login's may differ: both are told.
    envoyes += [
        courriels.envoyer(
            gabarit="compte_rejoint",
            destinataire=adresse,
            contexte={
                **_compte(invitation.compte),
                **_personne(utilisateur),
                "droit": invitation.get_droit_display(),
                "lien": _lien("account_login"),
            },
            objet=reference(invitation),
        )
        for adresse in dict.fromkeys((utilisateur.email, invitation.email))
    ]
    return envoyes


def annoncer_changement(
    compte: Compte, utilisateur: Utilisateur, *, nature: str, droit: str = ""
) -> Courriel:
    """Tell a person what changed in their access: ``droit``, ``suspendu``, ``reactive`` or ``retire``."""
    return courriels.envoyer(
        gabarit="acces_modifie",
        destinataire=utilisateur.email,
        contexte={
            **_compte(compte),
            **_personne(utilisateur),
            "nature": nature,
            "droit": droit,
            "lien": _lien("account_login"),
        },
        objet=reference(utilisateur),
    )


def annoncer_dormance(compte: Compte, utilisateur: Utilisateur, *, avant: date) -> Courriel:
    """Tell a member who no longer logs in that their access is suspended unless they do before a day."""
    return courriels.envoyer(
        gabarit="dormance_annoncee",
        destinataire=utilisateur.email,
        contexte={
            **_compte(compte),
            **_personne(utilisateur),
            "mois": entier("UTILISATEURS_DORMANCE_MOIS"),
            "avant": avant,
            "lien": _lien("account_login"),
        },
        objet=reference(utilisateur),
    )


def annoncer_titulaire(compte: Compte, destinataire: Utilisateur, titulaire: Utilisateur) -> Courriel:
    """Tell the former and the new account holder who holds the account now."""
    return courriels.envoyer(
        gabarit="titulaire_change",
        destinataire=destinataire.email,
        contexte={
            **_compte(compte),
            **_personne(destinataire),
            "titulaire": titulaire.nom_complet,
            "vous": destinataire.pk == titulaire.pk,
            "lien": _lien("organisation:compte"),
        },
        objet=reference(compte),
    )


def annoncer_exigence(compte: Compte, destinataire: Utilisateur) -> Courriel:
    """Tell a member without a second factor that the account asks for one from now on."""
    return courriels.envoyer(
        gabarit="second_facteur_exige",
        destinataire=destinataire.email,
        contexte={**_compte(compte), **_personne(destinataire), "lien": _lien("mfa_index")},
        objet=reference(compte),
    )


def _compte(compte: Compte) -> dict[str, str]:
    return {"raison_sociale": compte.organisme.raison_sociale, "role": compte.get_role_display()}


def _personne(utilisateur: Utilisateur) -> dict[str, str]:
    return {"prenom": utilisateur.prenom, "nom": utilisateur.nom}


def _lien(route: str, **parametres: str) -> str:
    return settings.URL_PORTAIL.rstrip("/") + reverse(route, kwargs=parametres or None)
