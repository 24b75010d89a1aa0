"""Functions of 60 lines and modules of 400 at most, tests and benches included."""

from __future__ import annotations

import ast
from collections import Counter

from depot_git import arbre, court, fichiers, sources

FONCTION_MAXIMUM = 60
MODULE_MAXIMUM = 400


def test_functions_are_short():
    longues = [
        f"{court(module)}:{noeud.lineno} {noeud.name}, {longueur} lines"
        for module in sources("src", "tests", "benchmarks", "docs")
        for noeud in ast.walk(arbre(module))
        if isinstance(noeud, ast.FunctionDef | ast.AsyncFunctionDef)
        and (longueur := (noeud.end_lineno or 0) - noeud.lineno + 1) > FONCTION_MAXIMUM
    ]
    assert longues == []


def test_modules_are_short():
    longs = [
        f"{court(module)}, {lignes} lines"
        for module in sources("src", "tests", "benchmarks", "docs")
        if (lignes := len(module.read_text(encoding="utf-8").splitlines())) > MODULE_MAXIMUM
    ]
    assert longs == []


def test_test_modules_have_names_of_their_own():
    noms = Counter(f.name for f in sources("tests") if f.name.startswith("test_"))
    assert [nom for nom, nombre in noms.items() if nombre > 1] == []


def test_style_sheets_and_scripts_are_short():
    longs = [
        court(f) for f in fichiers(".css", ".js") if len(f.read_text("utf-8").splitlines()) > MODULE_MAXIMUM
    ]
    assert longs == []
