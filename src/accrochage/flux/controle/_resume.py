"""What crosses from a working process to the one that counts: little, and no passage."""

from __future__ import annotations

from typing import NamedTuple

from accrochage.flux.controle._analyste import Analyse
from accrochage.flux.controle._lots import Cadre, Lot, analyser
from accrochage.flux.findings import Constat, Severite
from accrochage.flux.rules import semble_decale


class Resume(NamedTuple):
    """The passages of one lot: keys, fingerprints and lines side by side, and what was found.

    ``constats`` holds (place in the lot, findings) for the passages that have some.
    """

    cles: list[str | None]
    identites: list[int | None]
    lignes: list[int]
    constats: list[tuple[int, list[Constat]]]
    non_conformes: int
    decales: int


def resumer(lot: Lot, cadre: Cadre) -> Resume:
    """Analyse a lot and keep what the totals need. Raises ``Surprise`` as ``analyser`` does."""
    analyses = analyser(lot, cadre)
    constats = [(rang, analyse.constats) for rang, analyse in enumerate(analyses) if analyse.constats]
    return Resume(
        cles=[analyse.id_technique for analyse in analyses],
        identites=[analyse.identite for analyse in analyses],
        lignes=[analyse.ligne for analyse in analyses],
        constats=constats,
        non_conformes=sum(1 for analyse in analyses if analyse.passage is None),
        decales=sum(1 for _, trouves in constats if semble_decale(trouves)),
    )


def est_refuse(constats: list[Constat]) -> bool:
    """Tell if these findings refuse their passage."""
    return any(trouve.severite is not Severite.AVERTISSEMENT for trouve in constats)


def decale(analyse: Analyse) -> bool:
    """Tell if a passage's values look shifted."""
    return bool(analyse.constats) and semble_decale(analyse.constats)
