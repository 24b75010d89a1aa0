"""The outbox and the real worker of the queue."""

import smtplib

import pytest
from django.core import mail
from django.db import connection
from procrastinate.contrib.django import app

from accrochage.portail.courriels import services
from accrochage.portail.courriels.enums import EtatCourriel
from accrochage.portail.courriels.models import Courriel

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.enable_socket]


@pytest.fixture(autouse=True)
def _file_vide():
    """The queue's tables are not Django's: nothing empties them between transactional tests."""
    with connection.cursor() as curseur:
        curseur.execute("DELETE FROM procrastinate_jobs")


def travailler():
    """Run the worker until the queue is empty."""
    with app.replace_connector(app.connector.get_worker_connector()) as ouvrier:
        ouvrier.run_worker(
            queues=["courriels"],
            wait=False,
            install_signal_handlers=False,
            listen_notify=False,
            concurrency=1,
        )


def taches():
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT status::text, attempts FROM procrastinate_jobs WHERE task_name LIKE %s",
            ["%envoyer_courriel"],
        )
        return curseur.fetchall()


def envoyer():
    return services.envoyer(
        gabarit="mot_de_passe_oublie_inconnu",
        destinataire="personne@exemple.test",
        contexte={"acces": [], "heures": 24},
    )


def test_the_worker_sends_what_waits():
    courriel = envoyer()
    travailler()
    courriel.refresh_from_db()
    assert courriel.etat == EtatCourriel.ENVOYE
    assert len(mail.outbox) == 1
    assert not any(etat in {"todo", "doing", "failed"} for etat, _ in taches())


def test_a_dead_mail_server_puts_the_task_back_for_later(monkeypatch):
    def refuser(_self):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuser)
    courriel = envoyer()
    travailler()
    courriel.refresh_from_db()
    assert (courriel.etat, courriel.essais) == (EtatCourriel.A_ENVOYER, 1)
    assert taches() == [("todo", 1)]
    assert Courriel.objects.a_surveiller().get() == courriel
