"""Read the packaged table of communes.

``communes.tsv.gz``: one commune a line, seven columns separated by tabs: INSEE code, name, type
(one letter), code of the commune it belongs to, postal codes, former INSEE codes (both
separated by spaces), inhabitants. Source: the official geographical code and its history since 1943.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources

FICHIER = "communes.tsv.gz"


class TypeCommune(StrEnum):
    """What a code designates today."""

    ACTUELLE = "C"
    DELEGUEE = "D"
    ASSOCIEE = "A"
    ARRONDISSEMENT = "M"


@dataclass(frozen=True, slots=True)
class Commune:
    """One line of the table.

    ``rattachement`` is the commune that a delegated or associated commune, or a borough,
    belongs to; ``anciens_codes`` are the codes that this place had before (merged communes,
    change of department); ``population`` is 0 where it is not known.
    """

    code: str
    nom: str
    type: TypeCommune
    rattachement: str | None
    codes_postaux: tuple[str, ...]
    anciens_codes: tuple[str, ...]
    population: int = 0


@dataclass(frozen=True, slots=True)
class Tables:
    """What the rules look up: every INSEE code of a commune at any time since 1943, every postal code."""

    codes_insee: frozenset[str]
    codes_postaux: frozenset[str]


def _lignes() -> list[str]:
    paquet = resources.files("accrochage.flux.reference")
    return gzip.decompress(paquet.joinpath(FICHIER).read_bytes()).decode().splitlines()


@cache
def tables() -> Tables:
    """Return the sets of codes, read once a process (about 30 ms)."""
    insee: list[str] = []
    postaux: list[str] = []
    for ligne in _lignes():
        code, _, _, _, codes_postaux, anciens, _ = ligne.split("\t")
        insee.append(code)
        if codes_postaux:
            postaux += codes_postaux.split(" ")
        if anciens:
            insee += anciens.split(" ")
    return Tables(codes_insee=frozenset(insee), codes_postaux=frozenset(postaux))


@cache
def communes() -> tuple[Commune, ...]:
    """Return every commune with its history, in the order of codes."""
    return tuple(_commune(ligne) for ligne in _lignes())


def _commune(ligne: str) -> Commune:
    code, nom, lettre, rattachement, codes_postaux, anciens, population = ligne.split("\t")
    return Commune(
        code=code,
        nom=nom,
        type=TypeCommune(lettre),
        rattachement=rattachement or None,
        codes_postaux=tuple(codes_postaux.split()),
        anciens_codes=tuple(anciens.split()),
        population=int(population or 0),
    )
