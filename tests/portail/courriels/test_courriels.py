import json
import smtplib
import socket
from datetime import timedelta
from email import message_from_bytes
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from accrochage.portail.courriels import services
from accrochage.portail.courriels.enums import EtatCourriel
from accrochage.portail.courriels.models import Courriel

pytestmark = pytest.mark.django_db
CONTEXTE = {"identifiant": "ABC DEF GHJ", "le": timezone.now()}


def envoyer(destinataire="personne@exemple.test"):
    return services.envoyer(gabarit="mot_de_passe_modifie", destinataire=destinataire, contexte=CONTEXTE)


def reveils():
    with connection.cursor() as curseur:
        curseur.execute("SELECT args FROM procrastinate_jobs WHERE task_name LIKE %s", ["%envoyer_courriel"])
        return [json.loads(ligne[0]) for ligne in curseur.fetchall()]


@pytest.fixture
def panne(monkeypatch):
    """The mail server refuses everything, quoting the address as they do."""

    def refuser(_self):
        raise smtplib.SMTPRecipientsRefused(
            {"personne@exemple.test": (550, b"personne@exemple.test inconnue")}
        )

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuser)


def test_a_mail_is_first_a_row_and_a_wake_up_that_carries_only_its_number():
    courriel = envoyer()
    assert courriel.etat == EtatCourriel.A_ENVOYER
    assert reveils() == [{"courriel_id": courriel.pk}]
    assert mail.outbox == []


def test_a_rolled_back_transaction_leaves_neither():
    def echouer():
        with transaction.atomic():
            envoyer()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        echouer()
    assert not Courriel.objects.exists()
    assert reveils() == []


def test_sending_blanks_the_body_and_keeps_the_fact():
    courriel = envoyer()
    services.expedier(courriel_id=courriel.pk)
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.texte, courriel.html) == (EtatCourriel.ENVOYE, "", "")
    assert courriel.envoye_le
    (parti,) = mail.outbox
    assert parti.to == ["personne@exemple.test"]
    assert "ABC DEF GHJ" in parti.body
    assert parti.alternatives[0].mimetype == "text/html"


def test_sending_twice_sends_once():
    courriel = envoyer()
    services.expedier(courriel_id=courriel.pk)
    services.expedier(courriel_id=courriel.pk)
    services.expedier(courriel_id=courriel.pk + 1000)
    assert len(mail.outbox) == 1


@pytest.mark.usefixtures("panne")
def test_a_failure_is_tried_again_then_seen(caplog):
    courriel = envoyer()
    for essai in range(1, services.ESSAIS_MAXIMUM):
        with pytest.raises(services.EnvoiRate):
            services.expedier(courriel_id=courriel.pk)
        courriel.refresh_from_db()
        assert (courriel.etat, courriel.essais) == (EtatCourriel.A_ENVOYER, essai)
    services.expedier(courriel_id=courriel.pk)
    courriel.refresh_from_db()
    assert courriel.etat == EtatCourriel.ECHEC
    assert courriel.erreur == "SMTPRecipientsRefused"
    assert courriel.texte
    assert list(Courriel.objects.a_surveiller()) == [courriel]
    assert "personne@exemple.test" not in caplog.text


def test_a_failed_mail_can_be_put_back_and_leaves(panne, monkeypatch):
    courriel = envoyer()
    Courriel.objects.update(etat=EtatCourriel.ECHEC, essais=services.ESSAIS_MAXIMUM)
    monkeypatch.undo()
    services.relancer(courriel=courriel)
    assert len(reveils()) == 2
    services.expedier(courriel_id=courriel.pk)
    courriel.refresh_from_db()
    assert courriel.etat == EtatCourriel.ENVOYE
    services.relancer(courriel=courriel)
    assert len(reveils()) == 2


def test_mails_forgotten_by_a_killed_worker_are_woken(horloge):
    courriel = envoyer()
    assert services.reprendre_les_oublies() == 0
    horloge.shift(timedelta(minutes=16))
    assert services.reprendre_les_oublies() == 1
    services.expedier(courriel_id=courriel.pk)
    assert services.reprendre_les_oublies() == 0


def test_old_mails_are_forgotten_with_their_addresses_but_not_those_that_wait(horloge, settings):
    settings.COURRIELS_CONSERVATION_JOURS = 30
    parti, rate, attend = envoyer(), envoyer(), envoyer()
    services.expedier(courriel_id=parti.pk)
    Courriel.objects.filter(pk=rate.pk).update(etat=EtatCourriel.ECHEC)
    horloge.shift(timedelta(days=29))
    recent = envoyer()
    services.expedier(courriel_id=recent.pk)
    assert services.purger() == 0
    horloge.shift(timedelta(days=2))
    assert services.purger() == 2
    assert set(Courriel.objects.all()) == {attend, recent}
    assert services.purger() == 0


def test_without_the_queue_the_mail_leaves_after_the_commit(settings, django_capture_on_commit_callbacks):
    settings.COURRIELS_IMMEDIATS = True
    with django_capture_on_commit_callbacks(execute=True):
        envoyer()
        assert mail.outbox == []
    assert len(mail.outbox) == 1
    assert reveils() == []


@pytest.mark.usefixtures("panne")
def test_without_the_queue_a_dead_server_still_ends_in_a_seen_failure(
    settings, django_capture_on_commit_callbacks
):
    settings.COURRIELS_IMMEDIATS = True
    with django_capture_on_commit_callbacks(execute=True):
        courriel = envoyer()
    courriel.refresh_from_db()
    assert courriel.etat == EtatCourriel.ECHEC


class Boite:
    """What a real SMTP server received."""

    def __init__(self):
        self.recus = []

    async def handle_DATA(  # noqa: N802 - aiosmtpd names it
        self, _server, _session, enveloppe
    ):
        self.recus.append((enveloppe.rcpt_tos, message_from_bytes(enveloppe.content, policy=default)))
        return "250 OK"


@pytest.fixture
def serveur_smtp(settings, socket_enabled):
    boite = Boite()
    with socket.create_server(("127.0.0.1", 0)) as libre:
        hote, port = libre.getsockname()
    serveur = Controller(boite, hostname=hote, port=port)
    serveur.start()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": hote, "port": port, "timeout": 10},
        }
    }
    yield boite
    serveur.stop()


def test_a_real_server_receives_french_text_and_html(serveur_smtp, settings):
    courriel = envoyer()
    services.expedier(courriel_id=courriel.pk)
    ((destinataires, message),) = serveur_smtp.recus
    assert destinataires == ["personne@exemple.test"]
    assert message["Subject"] == "Votre mot de passe a changé"
    assert message["Auto-Submitted"] == "auto-generated"
    texte = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    assert "choisissez tout de suite un nouveau mot de passe\u00a0:" in texte
    assert '<html lang="fr">' in html
    assert settings.URL_PORTAIL in texte


def test_the_same_mail_keeps_its_message_id_from_one_attempt_to_the_next(serveur_smtp):
    courriel = envoyer()
    services.expedier(courriel_id=courriel.pk)
    Courriel.objects.update(etat=EtatCourriel.A_ENVOYER, texte=courriel.texte, html=courriel.html)
    services.expedier(courriel_id=courriel.pk)
    assert len({message["Message-ID"] for _, message in serveur_smtp.recus}) == 1
