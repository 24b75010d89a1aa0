"""Variables of the environment: read in one way, and all documented."""

from __future__ import annotations

import ast
import re

import pytest
from depot_git import RACINE, SRC, arbre, court, sources

from accrochage.portail.config.env import Lecteur

LECTURES = {"presente", "texte", "entier", "booleen", "liste", "url", "chemin", "cle", "cles"}
PAGE = RACINE / "docs" / "exploitants" / "configuration.md"
A_PART = {
    "src/accrochage/portail/__main__.py",  # chooses the settings
    "src/accrochage/portail/config/env.py",  # the one reader
    "src/accrochage/portail/config/wsgi.py",  # chooses the settings
    "src/accrochage/portail/operations/superviseur.py",  # hands its environment on to its children
}


def variables_lues() -> set[str]:
    return {
        appel.args[0].value
        for module in sources("src/accrochage/portail")
        for appel in ast.walk(arbre(module))
        if isinstance(appel, ast.Call)
        and isinstance(appel.func, ast.Attribute)
        and appel.func.attr in LECTURES
        and isinstance(appel.func.value, ast.Name)
        and appel.func.value.id in {"env", "_lecteur"}
        and isinstance(appel.args[0], ast.Constant)
    }


def variables_documentees() -> set[str]:
    return set(re.findall(r"^\| `([A-Z0-9_]+)` \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE))


def test_the_readers_are_those_we_look_for():
    publiques = {n for n in vars(Lecteur) if not n.startswith("_")}
    assert publiques - {"avec_defauts"} == LECTURES


def test_every_variable_is_documented_and_exists():
    assert len(variables_lues()) > 20
    assert variables_lues() == variables_documentees()


@pytest.mark.parametrize("module", sources("src/accrochage/portail"), ids=court)
def test_nothing_else_reads_the_environment(module):
    if court(module) in A_PART:
        return
    lus = [
        n.lineno
        for n in ast.walk(arbre(module))
        if isinstance(n, ast.Attribute) and n.attr in {"environ", "getenv"}
    ]
    assert lus == []


def test_the_exceptions_still_exist():
    assert {c for c in A_PART if not (SRC.parents[1] / c).exists()} == set()
