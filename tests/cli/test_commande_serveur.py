"""``accrochage serveur`` only starts the portal's own commands."""

from __future__ import annotations

import sys

import pytest
from click.testing import CliRunner

from accrochage.cli import main

# The command has taken its module's name in the package.
MODULE = sys.modules["accrochage.cli.serveur"]


@pytest.fixture
def lancees(monkeypatch):
    """The commands that would run; each ends with code 7."""
    commandes: list[list[str]] = []

    def lancer(commande: list[str]) -> int:
        commandes.append(commande)
        return 7

    monkeypatch.setattr(MODULE, "_lancer", lancer)
    return commandes


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["migrate"],
        ["registre", "importer", "a.csv"],
        ["check", "--deploy", "-v", "2"],
        ["--help"],
        ["registre", "--", "-x"],
    ],
)
def test_arguments_go_through_as_they_are_and_the_code_comes_back(lancees, arguments):
    resultat = CliRunner().invoke(main, ["serveur", *arguments])
    assert lancees == [[sys.executable, "-m", "accrochage.portail", *arguments]]
    assert resultat.exit_code == 7


def test_the_real_command_runs():
    resultat = CliRunner().invoke(main, ["serveur", "version"])
    assert resultat.exit_code == 0


def test_without_django_a_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setattr(MODULE, "portail_installe", lambda: False)
    resultat = CliRunner().invoke(main, ["serveur", "migrate"])
    assert resultat.exit_code == 2
    assert "accrochage[portail]" in resultat.stderr


def test_it_is_listed_in_the_help():
    assert "serveur" in CliRunner().invoke(main, ["--help"]).stdout
