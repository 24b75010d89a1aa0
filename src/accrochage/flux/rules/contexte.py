"""What the rules need besides the passage."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from accrochage.flux.findings import Constat
from accrochage.flux.model import Certification, Passage
from accrochage.flux.reference import Tables

MOIS_DE_TRANSMISSION = 3
"""Calendar months that the law gives after the delivery (code du travail L.6113-8)."""

DERNIER_MOIS = 12


@dataclass(frozen=True, slots=True)
class Contexte:
    """The day of the check, the tables, and where in the file the passage stands.

    Build one for each certification, not one for each passage. ``emetteur`` is the
    depositor's matricule; ``suppression`` is True for a flux that removes passages.
    ``limite_retard`` is the first delivery date that is still within the three months.
    """

    aujourdhui: date
    tables: Tables
    certification: Certification
    emetteur: str
    suppression: bool = False
    limite_retard: date = field(init=False)

    def __post_init__(self) -> None:
        """Work out the limit once, and no limit for a suppression: it is late by nature."""
        limite = date.min if self.suppression else limite_de_retard(self.aujourdhui)
        object.__setattr__(self, "limite_retard", limite)


def limite_de_retard(aujourdhui: date) -> date:
    """Return the first delivery date whose three calendar months are not over on this day.

    Where the month is too short (31 May → 31 February), that is the first day of the next.
    """
    mois = aujourdhui.month - MOIS_DE_TRANSMISSION
    annee, mois = (aujourdhui.year, mois) if mois > 0 else (aujourdhui.year - 1, mois + DERNIER_MOIS)
    try:
        return date(annee, mois, aujourdhui.day)
    except ValueError:
        return date(annee, mois + 1, 1)


Controle = Callable[[Passage, Contexte], Iterable[Constat]]
"""A rule: yields a finding for each fault of the passage that it knows of."""

Soupcon = Callable[[Passage, Contexte], bool]
"""A family's cheap test: False only when none of the family's rules has anything to say."""


@dataclass(frozen=True, slots=True)
class FamilleDeRegles:
    """Rules about one subject, run in order, and only when the suspicion is founded."""

    nom: str
    soupcon: Soupcon
    regles: tuple[Controle, ...]
