"""The actions that the code puts in the journal, read from its syntax trees."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from depot_git import arbre, court, sources

SRC = "src/accrochage/portail"
PROFONDEUR = 4
"""Functions that hand an action on to one another, at most."""


class Illisible(AssertionError):  # noqa: N818 - our exceptions have French names
    """An action that is not written as text anywhere we can follow it to."""


def actes() -> dict[str, str]:
    """Each action, with one place where it is noted."""
    trouves: dict[str, str] = {}
    for module in sources(SRC):
        for appel, fonction in _appels(arbre(module), "noter"):
            valeur = _argument(appel, "action", None)
            if valeur is None:
                continue  # a method of the same name, which calls the real one
            for action in _textes(valeur, module, fonction, PROFONDEUR):
                trouves.setdefault(action, f"{court(module)}:{appel.lineno}")
    return trouves


def _appels(racine: ast.AST, nom: str) -> Iterator[tuple[ast.Call, ast.FunctionDef | None]]:
    """Calls of a function by its name, each with the function it stands in."""

    def descendre(
        noeud: ast.AST, dans: ast.FunctionDef | None
    ) -> Iterator[tuple[ast.Call, ast.FunctionDef | None]]:
        for enfant in ast.iter_child_nodes(noeud):
            if isinstance(enfant, ast.Call) and _nom(enfant.func) == nom:
                yield enfant, dans
            yield from descendre(enfant, enfant if isinstance(enfant, ast.FunctionDef) else dans)

    return descendre(racine, None)


def _nom(fonction: ast.expr) -> str:
    return getattr(fonction, "id", None) or getattr(fonction, "attr", "")


def _argument(appel: ast.Call, nom: str, rang: int | None) -> ast.expr | None:
    par_nom = next((k.value for k in appel.keywords if k.arg == nom), None)
    if par_nom is not None or rang is None:
        return par_nom
    return appel.args[rang] if rang < len(appel.args) else None


def _textes(valeur: ast.expr, module: Path, fonction: ast.FunctionDef | None, reste: int) -> Iterator[str]:
    """All the texts that an expression may be worth."""
    match valeur:
        case ast.Constant(value=str(texte)):
            yield texte
        case ast.IfExp():
            yield from _textes(valeur.body, module, fonction, reste)
            yield from _textes(valeur.orelse, module, fonction, reste)
        case ast.Name(id=nom) if fonction and nom in _parametres(fonction) and reste:
            yield from _transmis(module, fonction, nom, reste - 1)
        case ast.Name(id=nom) | ast.Attribute(attr=nom):
            yield from _constante(nom, module, valeur)
        case _:
            raise Illisible(f"{court(module)}:{valeur.lineno} : write the action as text")


def _parametres(fonction: ast.FunctionDef) -> list[str]:
    noms = [a.arg for a in (*fonction.args.posonlyargs, *fonction.args.args)]
    return [*noms, *(a.arg for a in fonction.args.kwonlyargs)]


def _transmis(ou: Path, fonction: ast.FunctionDef, nom: str, reste: int) -> Iterator[str]:
    """What the callers of a function give for one of its parameters; a private one has them in its module."""
    places = [p for p in _parametres(fonction) if p not in {"self", "cls"}]
    appelants = 0
    for module in [ou] if fonction.name.startswith("_") else sources(SRC):
        for appel, dans in _appels(arbre(module), fonction.name):
            if (donne := _argument(appel, nom, places.index(nom))) is not None:
                appelants += 1
                yield from _textes(donne, module, dans, reste)
    if not appelants:
        raise Illisible(f"nobody gives {nom} to {fonction.name}")


def _constante(nom: str, module: Path, valeur: ast.expr) -> Iterator[str]:
    """Value of a constant of this module, or else of the only module that has one of that name."""
    ici = list(_affectees(nom, module))
    partout = ici or [t for autre in sources(SRC) for t in _affectees(nom, autre)]
    if len(set(partout)) != 1:
        raise Illisible(f"{court(module)}:{valeur.lineno} : {nom} is not one text")
    yield partout[0]


def _affectees(nom: str, module: Path) -> Iterator[str]:
    for noeud in arbre(module).body:
        if isinstance(noeud, ast.Assign) and isinstance(noeud.value, ast.Constant):
            cibles = {c.id for c in noeud.targets if isinstance(c, ast.Name)}
            if nom in cibles and isinstance(noeud.value.value, str):
                yield noeud.value.value
