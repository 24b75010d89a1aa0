"""Writing a mail, sending it, trying again."""

from __future__ import annotations

import smtplib
from collections.abc import Mapping
from email.utils import parseaddr
from functools import partial
from typing import Any

import structlog
from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from accrochage.portail.courriels.enums import EtatCourriel
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.reglages.registre import entier

ESSAIS_MAXIMUM = 6
journal_technique = structlog.get_logger(__name__)


class EnvoiRate(Exception):  # noqa: N818 - it is a state of a mail, in the vocabulary of the domain
    """The mail did not leave this time; the queue tries again."""


def envoyer(*, gabarit: str, destinataire: str, contexte: Mapping[str, Any], objet: str = "") -> Courriel:
    """Write a mail in the outbox and wake the queue, both in the caller's transaction.

    Renders ``courriels/<gabarit>.sujet.txt``, ``.txt`` and ``.html``. Nothing leaves before the
    commit: the queue is in the same database, so the wake-up is committed with the mail.
    """
    donnees = {**contexte, "portail": settings.URL_PORTAIL}
    courriel = Courriel.objects.create(
        gabarit=gabarit,
        objet=objet,
        destinataire=destinataire,
        sujet=" ".join(render_to_string(f"courriels/{gabarit}.sujet.txt", donnees).split(None))[:200],
        texte=render_to_string(f"courriels/{gabarit}.txt", donnees).strip() + "\n",
        html=render_to_string(f"courriels/{gabarit}.html", donnees).strip() + "\n",
    )
    _reveiller(courriel)
    return courriel


def expedier(*, courriel_id: int) -> None:
    """Send one mail now if it still waits. Running it twice sends once.

    Raises :class:`EnvoiRate` when the mail did not leave and another attempt is due; after
    ``ESSAIS_MAXIMUM`` attempts the mail is ECHEC, which gestionnaires see, and nothing is raised.
    """
    with transaction.atomic():
        courriel = Courriel.objects.select_for_update(skip_locked=True).filter(pk=courriel_id).first()
        if courriel is None or courriel.etat != EtatCourriel.A_ENVOYER:
            return
        erreur = _tenter(courriel)
        courriel.save()
    if erreur:
        journal_technique.warning(
            "courriel.rate", courriel=courriel.pk, essais=courriel.essais, erreur=erreur
        )
    if erreur and courriel.etat == EtatCourriel.A_ENVOYER:
        raise EnvoiRate


def relancer(*, courriel: Courriel) -> None:
    """Put a failed mail back in the outbox."""
    with transaction.atomic():
        repris = Courriel.objects.filter(pk=courriel.pk, etat=EtatCourriel.ECHEC).update(
            etat=EtatCourriel.A_ENVOYER, essais=0, erreur=""
        )
        if repris:
            _reveiller(courriel)


def reprendre_les_oublies() -> int:
    """Wake the queue for mails whose wake-up was lost with a worker. Returns how many."""
    oublies = list(Courriel.objects.oublies())
    for courriel in oublies:
        _reveiller(courriel)
    return len(oublies)


def purger() -> int:
    """Forget old mails, with the addresses they hold; those that still wait stay. Returns how many."""
    nombre, _ = Courriel.objects.anciens(entier("COURRIELS_CONSERVATION_JOURS")).delete()
    if nombre:
        journal_technique.info("courriels.purge", nombre=nombre)
    return nombre


def _reveiller(courriel: Courriel) -> None:
    if settings.COURRIELS_IMMEDIATS:
        transaction.on_commit(partial(_expedier_sans_file, courriel.pk))
        return
    from accrochage.portail.courriels.tasks import envoyer_courriel  # noqa: PLC0415 - tasks call services

    envoyer_courriel.defer(courriel_id=courriel.pk)


def _expedier_sans_file(courriel_id: int) -> None:
    for _ in range(ESSAIS_MAXIMUM):
        try:
            expedier(courriel_id=courriel_id)
        except EnvoiRate:
            continue
        return


def _tenter(courriel: Courriel) -> str:
    """Send, and set the state on the row. Returns the kind of the failure, empty when sent."""
    courriel.essais += 1
    try:
        _message(courriel).send()
    except Exception as erreur:  # noqa: BLE001 - whatever a mail server or its network throws
        courriel.erreur = _nature(erreur)
        if courriel.essais >= ESSAIS_MAXIMUM:
            courriel.etat = EtatCourriel.ECHEC
        return courriel.erreur
    courriel.etat, courriel.envoye_le = EtatCourriel.ENVOYE, timezone.now()
    courriel.texte = courriel.html = courriel.erreur = ""
    return ""


def _message(courriel: Courriel) -> EmailMultiAlternatives:
    domaine = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    message = EmailMultiAlternatives(
        subject=courriel.sujet,
        body=courriel.texte,
        to=[courriel.destinataire],
        # The same identifier at each attempt: a mail sent twice by a crash shows once.
        headers={
            "Message-ID": f"<accrochage.{courriel.pk}.{courriel.cree_le:%Y%m%d%H%M%S%f}@{domaine}>",
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(courriel.html, "text/html")
    return message


def _nature(erreur: Exception) -> str:
    code = f" {erreur.smtp_code}" if isinstance(erreur, smtplib.SMTPResponseException) else ""
    return f"{type(erreur).__name__}{code}"[:80]
