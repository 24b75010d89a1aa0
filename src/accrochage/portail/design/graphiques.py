"""Charts drawn on the server as SVG, each with its table behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LARGEUR = 1000
LIGNES_MAX = 31


@dataclass(frozen=True, slots=True)
class Barre:
    """One bar: ``largeur`` in thousandths of the longest, ``texte`` is the value as people read it."""

    libelle: str
    valeur: float
    texte: str
    largeur: int


@dataclass(frozen=True, slots=True)
class Barres:
    """Horizontal bars, each drawn in its row of the table that says their values."""

    titre: str
    colonne: str
    barres: tuple[Barre, ...]


def barres(titre: str, colonne: str, lignes: Iterable[tuple[str, float, str]]) -> Barres:
    """Lay out ``(label, value, text)`` in order, :data:`LIGNES_MAX` at most; no value is negative."""
    lues = list(lignes)[:LIGNES_MAX]
    plus_grande = max((valeur for _, valeur, _ in lues), default=0) or 1
    return Barres(
        titre,
        colonne,
        tuple(
            Barre(libelle, valeur, texte, round(LARGEUR * valeur / plus_grande))
            for libelle, valeur, texte in lues
        ),
    )
