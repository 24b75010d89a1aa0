"""What the rules look at: the files under version control."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from pathlib import Path

RACINE = Path(__file__).parents[2]
SRC = RACINE / "src" / "accrochage"


@cache
def fichiers(*suffixes: str) -> tuple[Path, ...]:
    """Files that are, or are about to be, committed; those of the given suffixes only."""
    sortie = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=RACINE,
        check=True,
        capture_output=True,
    ).stdout.decode()
    trouves = (RACINE / nom for nom in sortie.split("\0") if nom)
    return tuple(f for f in trouves if f.is_file() and (not suffixes or f.suffix in suffixes))


def sources(*dossiers: str) -> tuple[Path, ...]:
    """Python modules under some folders, without migrations: Django writes those."""
    choisis = [RACINE / d for d in dossiers]
    return tuple(
        f
        for f in fichiers(".py")
        if "migrations" not in f.parts and any(f.is_relative_to(d) for d in choisis)
    )


@cache
def arbre(fichier: Path) -> ast.Module:
    """Syntax tree of a module."""
    return ast.parse(fichier.read_text(encoding="utf-8"))


def court(fichier: Path) -> str:
    return str(fichier.relative_to(RACINE))
