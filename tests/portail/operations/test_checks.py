"""Checks of the database: version and connections, against the real server."""

from __future__ import annotations

import pytest

from accrochage.portail.operations import checks

pytestmark = pytest.mark.django_db


def identifiants(bases=("default",)):
    return [m.id for m in checks.base_suffisante(None, databases=bases)]


def test_the_server_is_enough_for_the_default_settings():
    assert identifiants() == []


def test_nothing_is_asked_of_the_database_unless_it_is_named():
    assert identifiants(None) == []


def test_too_many_connections_are_noticed(settings):
    settings.WEB_PROCESSUS = 20
    assert identifiants() == ["accrochage.W001"]


def test_an_old_server_is_refused(monkeypatch):
    monkeypatch.setattr(checks, "POSTGRESQL_MINIMUM", 99)
    assert identifiants() == ["accrochage.E002"]
