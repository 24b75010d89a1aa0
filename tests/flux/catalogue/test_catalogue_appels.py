"""Wherever the code makes a finding, its code exists and its texts can be filled."""

import ast
from pathlib import Path

import pytest

import accrochage
from accrochage.flux.catalogue import REGLES, parametres_de

SOURCES = Path(accrochage.__file__).parent


def appels() -> list[tuple[str, str, ast.Call]]:
    trouves = []
    for source in sorted(SOURCES.rglob("*.py")):
        texte = source.read_text(encoding="utf-8")
        if "constat(" not in texte:
            continue
        for noeud in ast.walk(ast.parse(texte)):
            match noeud:
                case ast.Call(func=ast.Name(id="constat"), args=[ast.Constant(value=str(code)), *_]):
                    trouves.append((f"{source.relative_to(SOURCES)}:{noeud.lineno}", code, noeud))
    return trouves


APPELS = appels()


def test_calls_are_found():
    assert len(APPELS) > 40


@pytest.mark.parametrize(("ou", "code", "appel"), APPELS, ids=[f"{ou}-{code}" for ou, code, _ in APPELS])
def test_each_call_names_a_code_and_gives_its_parameters(ou, code, appel):
    assert code in REGLES
    donnes = {argument.arg for argument in appel.keywords}
    if None not in donnes:
        assert parametres_de(code) <= donnes
        mots = ("{champ}", "{valeur}", "{id_technique}")
        attendus = {mot.strip("{}") for mot in mots if mot in REGLES[code].message}
        assert attendus <= donnes
