"""The mails about an organisme's own life, to its contact."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.courriels import services as courriels
from accrochage.portail.journal.services import reference
from accrochage.portail.organismes.models import ContactAConfirmer, Organisme


def faire_confirmer_contact(attente: ContactAConfirmer, secret: str, *, heures: int) -> None:
    """Ask the new address of the contact for its confirmation; ``secret`` is nowhere else."""
    lien = reverse("organisation:confirmer_contact", kwargs={"jeton": secret})
    _ecrire("contact_a_confirmer", attente.organisme, a=attente.nouvelle, lien=_url(lien), heures=heures)


def annoncer_contact(organisme: Organisme, *, ancienne: str) -> None:
    """Tell both addresses that the contact of an organisme is another."""
    for destinataire in (ancienne, organisme.contact_email):
        _ecrire("contact_change", organisme, a=destinataire)


def annoncer_changement(organisme: Organisme, quoi: str) -> None:
    """Tell the contact what the operator changed: ``siret``, ``contrat``, ``fermeture``, ``reouverture``."""
    _ecrire("organisme_change", organisme, a=organisme.contact_email, quoi=quoi)


def _ecrire(gabarit: str, organisme: Organisme, *, a: str, **contexte: str | int) -> None:
    courriels.envoyer(
        gabarit=gabarit,
        destinataire=a,
        contexte={"raison_sociale": organisme.raison_sociale, "le": timezone.now(), **contexte},
        objet=reference(organisme),
    )


def _url(chemin: str) -> str:
    return settings.URL_PORTAIL.rstrip("/") + chemin
