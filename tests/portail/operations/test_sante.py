"""Health tells which part is down, and nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.storage import storages
from django.db import OperationalError, connection
from django.utils import timezone

pytestmark = pytest.mark.django_db


@pytest.fixture
def ouvrier():
    """A worker that gave its sign some seconds ago, as procrastinate writes it."""

    def inscrire(secondes: float) -> None:
        with connection.cursor() as curseur:
            curseur.execute(
                "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)",
                [timezone.now() - timedelta(seconds=secondes)],
            )

    return inscrire


def test_all_is_well(client, ouvrier):
    ouvrier(5)
    reponse = client.get("/sante")
    assert reponse.status_code == 200
    assert reponse.json() == {"statut": "ok", "base": "ok", "file": "ok", "stockage": "ok"}
    assert "no-store" in reponse["Cache-Control"]


@pytest.mark.parametrize("signes", [[], [300]])
def test_no_live_worker_is_a_failure(client, ouvrier, signes):
    for secondes in signes:
        ouvrier(secondes)
    reponse = client.get("/sante")
    assert reponse.status_code == 503
    assert (reponse.json()["statut"], reponse.json()["file"]) == ("en panne", "en panne")
    assert reponse.json()["base"] == "ok"


def test_a_storage_that_fails_is_told_without_its_reason(client, ouvrier, monkeypatch):
    ouvrier(5)

    def refuser(_nom):
        raise PermissionError("/secret/dossier")

    monkeypatch.setattr(storages["depots"], "exists", refuser)
    reponse = client.get("/sante")
    assert reponse.status_code == 503
    assert reponse.json()["stockage"] == "en panne"
    assert "secret" not in reponse.content.decode()


def test_a_database_that_fails_is_told(client, monkeypatch):
    from accrochage.portail.operations import sante

    def tomber() -> bool:
        raise OperationalError("host=10.0.0.1")

    monkeypatch.setitem(sante.ESSAIS, "base", tomber)
    reponse = client.get("/sante")
    assert reponse.status_code == 503
    assert "10.0.0.1" not in reponse.content.decode()


def test_it_takes_no_writing(client):
    assert client.post("/sante").status_code == 405
