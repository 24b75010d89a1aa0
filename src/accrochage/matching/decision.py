"""From the number of persons that each pass leaves to a decision, and to the code that says it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Statut(StrEnum):
    """What a look-up ends with."""

    TROUVE = "TROUVE"
    AUCUN = "AUCUN"
    PLUSIEURS = "PLUSIEURS"


@dataclass(frozen=True, slots=True)
class Decision:
    """``passe`` is the pass that decided (1 to 3); ``code`` the T code, None when found."""

    statut: Statut
    passe: int
    code: str | None


_AUCUN = {1: "T001", 2: "T002", 3: "T003"}


def decider(restants: tuple[int, int, int]) -> Decision:
    """Decide from the persons left after passes 1, 2 and 3.

    The first pass that leaves one person finds it; the first that leaves none refuses; several
    after the last are homonyms: never a guess.
    """
    for passe, nombre in enumerate(restants, start=1):
        if nombre == 1:
            return Decision(Statut.TROUVE, passe, None)
        if nombre == 0:
            return Decision(Statut.AUCUN, passe, _AUCUN[passe])
    return Decision(Statut.PLUSIEURS, 3, "T004")
