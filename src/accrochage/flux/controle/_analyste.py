"""From one element to its analysis: the model, or why the schema refuses it, and the rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import NamedTuple, cast

from lxml import etree

from accrochage.flux.catalogue import LONGUEUR_CLE, constat
from accrochage.flux.controle._doublons import identite
from accrochage.flux.findings import Constat
from accrochage.flux.model import Certification, Passage
from accrochage.flux.reference import tables
from accrochage.flux.rules import Contexte, controler_certification, controler_et_nettoyer
from accrochage.flux.validation import ESPACE_DE_NOMS, expliquer_passage

_NS = f"{{{ESPACE_DE_NOMS}}}"
_ID_TECHNIQUE = f"{_NS}idTechnique"


class Analyse(NamedTuple):
    """One passage analysed. ``passage`` is None when the schema refuses it.

    ``identite`` is a fingerprint of person, certification and date; None when there is no passage.
    """

    certification: int
    id_technique: str | None
    ligne: int
    passage: Passage | None
    identite: int | None
    constats: list[Constat]


class Reglages(NamedTuple):
    """What the rules need and that is the same all through a file."""

    aujourdhui: date
    emetteur: str
    suppression: bool


Origine = etree._Element | str  # noqa: SLF001 - lxml names its public class so
"""What a passage was read from: its element, or its text from its first tag on."""


class Analyste:
    """Analyses the passages of one certification."""

    def __init__(self, rang: int, certification: Certification | None, reglages: Reglages) -> None:
        self._rang = rang
        self._contexte: Contexte | None = None
        self._communs: list[Constat] = []
        self._sel: tuple[str, str] = ("", "")
        if certification is not None:
            self._contexte = Contexte(
                aujourdhui=reglages.aujourdhui,
                tables=tables(),
                certification=certification,
                emetteur=reglages.emetteur,
                suppression=reglages.suppression,
            )
            self._communs = controler_certification(certification)
            self._sel = (certification.type, certification.code)

    def accepter(self, passage: Passage, ligne: int, origine: Origine) -> Analyse:
        """Apply the rules to a passage that the schema accepts; its tag ends on this line."""
        constats: list[Constat] = []
        if self._contexte is not None:
            constats, passage = controler_et_nettoyer(passage, self._contexte)
            if constats:
                constats = [replace(trouve, ligne=_ligne(trouve, origine, ligne)) for trouve in constats]
            if self._communs:
                constats = [*self._communs_de(passage.id_technique), *constats]
        return Analyse(
            self._rang, passage.id_technique, ligne, passage, identite(passage, self._sel), constats
        )

    def refuser(self, element: etree._Element, ligne: int) -> Analyse:
        """Explain why the schema refuses a passage; its tag ends on this line."""
        decalage = ligne - cast("int", element.sourceline)
        id_technique = (element.findtext(_ID_TECHNIQUE) or "")[:LONGUEUR_CLE] or None
        constats = [
            replace(trouve, ligne=ligne if trouve.ligne is None else trouve.ligne + decalage)
            for trouve in expliquer_passage(element, id_technique=id_technique)
        ]
        if not constats:
            constats = [
                constat("P015", id_technique=id_technique, ligne=ligne, detail="sans autre précision")
            ]
        if self._communs:
            constats = [*self._communs_de(id_technique), *constats]
        return Analyse(self._rang, id_technique, ligne, None, None, constats)

    def _communs_de(self, id_technique: str | None) -> Iterator[Constat]:
        return (replace(commun, id_technique=id_technique) for commun in self._communs)


def _ligne(trouve: Constat, origine: Origine, ligne: int) -> int:
    """Return the line of a finding's field in a passage whose tag ends on ``ligne``."""
    if trouve.champ is None:
        return ligne
    if isinstance(origine, str):
        balise = re.search(rf"<(?:[^<>\s:]+:)?{re.escape(trouve.champ)}(?=[\s/>])[^<>]*", origine)
        return ligne if balise is None else ligne + origine.count("\n", origine.find(">"), balise.end())
    champ = next(origine.iter(f"{_NS}{trouve.champ}"), None)
    return ligne if champ is None else ligne + cast("int", champ.sourceline) - cast("int", origine.sourceline)
