"""Where the passages stand in a file: the common answer of the fast and of the careful reading."""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from accrochage.flux.findings import Constat

_NON_SIGNES = "Q"


class Morceau(NamedTuple):
    """Bytes ``[debut, fin)`` that hold ``passages`` whole passages of one certification.

    ``ligne`` is the line of the first byte; ``certification`` counts, from 0, the
    certifications that hold passages.
    """

    debut: int
    fin: int
    ligne: int
    certification: int
    passages: int


class Coupe(NamedTuple):
    """All the passages of a certification, as the envelope leaves them out.

    ``ouverture`` is where the certification's own tag begins; ``ligne`` is the line of ``fin``.
    """

    ouverture: int
    debut: int
    fin: int
    ligne: int


def _colonne() -> array[int]:
    return array(_NON_SIGNES)


@dataclass(slots=True)
class Plan:
    """Every run of passages, in file order, a few bytes each.

    ``prefixe`` is that of every passage, colon included, after the fast reading only.
    ``nouveau`` tells that a passage uses what only schema 1.1.5 knows.
    ``constats`` are the faults of the envelope found on the way; ``retraits`` are the
    byte ranges that caused them and that the envelope leaves out.
    """

    prefixe: str = ""
    passages: int = 0
    nouveau: bool = False
    constats: list[Constat] = field(default_factory=list)
    retraits: list[tuple[int, int]] = field(default_factory=list)
    _morceaux: tuple[array[int], ...] = field(default_factory=lambda: tuple(_colonne() for _ in range(5)))
    _coupes: tuple[array[int], ...] = field(default_factory=lambda: tuple(_colonne() for _ in range(4)))

    def ajouter(self, morceau: Morceau) -> None:
        """Take the next run of passages."""
        self.passages += morceau.passages
        for colonne, valeur in zip(self._morceaux, morceau, strict=True):
            colonne.append(valeur)

    def couper(self, coupe: Coupe) -> None:
        """Close the certification whose runs have been added."""
        for colonne, valeur in zip(self._coupes, coupe, strict=True):
            colonne.append(valeur)

    @property
    def certifications(self) -> int:
        """How many certifications hold passages."""
        return len(self._coupes[0])

    def morceaux(self) -> Iterator[Morceau]:
        """Yield the runs of passages in file order."""
        return (Morceau(*valeurs) for valeurs in zip(*self._morceaux, strict=True))

    def coupe(self, rang: int) -> Coupe:
        """Return the certification of this rank among those that hold passages."""
        return Coupe(*(colonne[rang] for colonne in self._coupes))
