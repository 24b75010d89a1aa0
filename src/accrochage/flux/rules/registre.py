"""Every rule of a passage, in order, and the function that runs them.

A clean passage costs one cheap suspicion a family; a family's rules run only when it is founded.
"""

from __future__ import annotations

from accrochage.flux.findings import Constat
from accrochage.flux.model import Passage
from accrochage.flux.rules import dates, lieux, naissance, nir, noms, parcours, textes
from accrochage.flux.rules.contexte import Contexte, FamilleDeRegles

FAMILLES: tuple[FamilleDeRegles, ...] = (
    dates.FAMILLE,
    naissance.FAMILLE,
    noms.FAMILLE,
    lieux.FAMILLE,
    nir.FAMILLE,
    parcours.FAMILLE,
)
"""The families that read the cleaned passage; ``textes`` comes before them, on the raw one."""

_SOUPCONS = tuple((famille.soupcon, famille.regles) for famille in FAMILLES)
_soupcon_textes = textes.FAMILLE.soupcon


def controler_et_nettoyer(passage: Passage, contexte: Contexte) -> tuple[list[Constat], Passage]:
    """Run every passage rule on a raw passage; return the findings, in order of code, and the clean passage.

    Blanks and the words "nil" are reported, then read as absent by the other rules and in the
    clean passage, which is the very same object when there is nothing to clean.
    """
    constats: list[Constat] = []
    if _soupcon_textes(passage, contexte):
        for regle in textes.FAMILLE.regles:
            constats += regle(passage, contexte)
        passage = textes.nettoyer(passage)
    for soupcon, regles in _SOUPCONS:
        if soupcon(passage, contexte):
            for regle in regles:
                constats += regle(passage, contexte)
    if len(constats) > 1:
        constats.sort(key=lambda constat: constat.code)
    return constats, passage


def controler_passage(passage: Passage, contexte: Contexte) -> list[Constat]:
    """Run every passage rule on a raw passage; return all that they find, in order of code."""
    return controler_et_nettoyer(passage, contexte)[0]


def nettoyer(passage: Passage) -> Passage:
    """Return the passage with the words "nil" and the blanks of optional texts read as absent.

    Returns the very same object when there is nothing to clean.
    """
    return textes.nettoyer(passage)
