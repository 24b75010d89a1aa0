"""Charts drawn on the server as SVG, each with its table behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

LARGEUR = 1000
HAUTEUR_LIGNE = 28
LIGNES_MAX = 31


@dataclass(frozen=True, slots=True)
class Barre:
    """One bar: ``largeur`` and ``y`` in units of the drawing, ``texte`` is the value as people read it."""

    libelle: str
    valeur: float
    texte: str
    largeur: int
    y: int


@dataclass(frozen=True, slots=True)
class Barres:
    """Horizontal bars, longest possible at :data:`LARGEUR`; ``hauteur`` of the whole drawing."""

    titre: str
    colonne: str
    barres: tuple[Barre, ...]

    @property
    def hauteur(self) -> int:
        """Height in units of the drawing."""
        return HAUTEUR_LIGNE * len(self.barres)


def barres(titre: str, colonne: str, lignes: Iterable[tuple[str, float, str]]) -> Barres:
    """Lay out ``(label, value, text)`` in order, :data:`LIGNES_MAX` at most; no value is negative."""
    lues = list(lignes)[:LIGNES_MAX]
    plus_grande = max((valeur for _, valeur, _ in lues), default=0) or 1
    return Barres(
        titre,
        colonne,
        tuple(
            Barre(libelle, valeur, texte, round(LARGEUR * valeur / plus_grande), rang * HAUTEUR_LIGNE)
            for rang, (libelle, valeur, texte) in enumerate(lues)
        ),
    )
