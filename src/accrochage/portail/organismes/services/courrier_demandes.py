"""The mails of a request to be known, to who asks."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from accrochage.portail.courriels import services as courriels
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.services import reference
from accrochage.portail.organismes.models import DemandeInscription


def envoyer_lien(demande: DemandeInscription, secret: str, *, heures: int) -> Courriel:
    """Send the link that confirms the address; ``secret`` is nowhere else."""
    return _ecrire("demande_lien", demande, lien=_lien("demande:lien", jeton=secret), heures=heures)


def accuser_reception(demande: DemandeInscription) -> Courriel:
    """Say that the operator has the request, and how to follow it."""
    return _ecrire("demande_recue", demande)


def demander_information(demande: DemandeInscription) -> Courriel:
    """Say that an information is asked; the question itself is on the follow-up page."""
    return _ecrire("demande_information", demande)


def annoncer_acceptation(demande: DemandeInscription) -> Courriel:
    """Say that the body is known; the identifiers come in a mail of their own."""
    return _ecrire("demande_acceptee", demande)


def annoncer_refus(demande: DemandeInscription) -> Courriel:
    """Say why not."""
    return _ecrire("demande_refusee", demande, motif=demande.motif)


def _ecrire(gabarit: str, demande: DemandeInscription, **contexte: str | int) -> Courriel:
    return courriels.envoyer(
        gabarit=gabarit,
        destinataire=demande.contact_email,
        contexte={
            "prenom": demande.contact_prenom,
            "nom": demande.contact_nom,
            "raison_sociale": demande.raison_sociale,
            "reference": demande.reference_groupee,
            "lien": _lien("demande:suivre"),
            **contexte,
        },
        objet=reference(demande),
    )


def _lien(route: str, **parametres: str) -> str:
    return settings.URL_PORTAIL.rstrip("/") + reverse(route, kwargs=parametres or None)
