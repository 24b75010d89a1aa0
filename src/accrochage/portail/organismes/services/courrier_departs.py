"""The mails of a departure: to who asks, and to those who work in the account."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.courriels import services as courriels
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.services import reference
from accrochage.portail.organismes.models import DemandeDepart


def envoyer_lien(demande: DemandeDepart, secret: str, *, heures: int) -> Courriel:
    """Send the link that confirms the address; ``secret`` is nowhere else."""
    return _au_demandeur(
        "depart_lien", demande, lien=_lien("inscription:depart_lien", jeton=secret), heures=heures
    )


def accuser_reception(demande: DemandeDepart) -> Courriel:
    """Say that the operator has the request."""
    return _au_demandeur("depart_recu", demande)


def annoncer_acceptation(demande: DemandeDepart, secret: str, *, jours: int) -> Courriel:
    """Send the invitation to become the account holder."""
    return _au_demandeur(
        "depart_accepte", demande, lien=_lien("invitation:ouvrir", jeton=secret), jours=jours
    )


def annoncer_refus(demande: DemandeDepart) -> Courriel:
    """Say why not."""
    return _au_demandeur("depart_refuse", demande, motif=demande.motif)


def prevenir(demande: DemandeDepart, administrateur: Utilisateur) -> Courriel:
    """Tell an administrator that somebody says one of them has left, and how to object."""
    return _a_l_equipe("depart_signale", demande, administrateur)


def annoncer_titulaire(demande: DemandeDepart, destinataire: Utilisateur, nouveau: Utilisateur) -> Courriel:
    """Tell those who worked in the account who holds it now; who has left also learns of the suspension."""
    gabarit = "depart_remplace" if destinataire.pk == demande.partant_id else "depart_titulaire"
    return _a_l_equipe(gabarit, demande, destinataire, titulaire=nouveau.nom_complet)


def _au_demandeur(gabarit: str, demande: DemandeDepart, **contexte: str | int) -> Courriel:
    return courriels.envoyer(
        gabarit=gabarit,
        destinataire=demande.email,
        contexte={**_commun(demande), "prenom": demande.prenom, "nom": demande.nom, **contexte},
        objet=reference(demande),
    )


def _a_l_equipe(gabarit: str, demande: DemandeDepart, destinataire: Utilisateur, **contexte: str) -> Courriel:
    return courriels.envoyer(
        gabarit=gabarit,
        destinataire=destinataire.email,
        contexte={
            **_commun(demande),
            "prenom": destinataire.prenom,
            "nom": destinataire.nom,
            "lien": _lien("organisation:compte"),
            **contexte,
        },
        objet=reference(demande),
    )


def _commun(demande: DemandeDepart) -> dict[str, str]:
    return {
        "reference": demande.reference_groupee,
        "raison_sociale": demande.compte.organisme.raison_sociale,
        "role": demande.compte.get_role_display(),
        "partant": demande.partant.nom_complet if demande.partant else "",
    }


def _lien(route: str, **parametres: str) -> str:
    return settings.URL_PORTAIL.rstrip("/") + reverse(route, kwargs=parametres or None)
