"""Places of birth made comparable: a commune is a set of codes over time (``matching.md`` « Places »)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

PAYS_ETRANGER = "99"
FRANCE = "100"
LONGUEUR_PAYS = 3
LONGUEUR_CODE = 5


class CommuneConnue(Protocol):
    """What a table of communes must tell of each code."""

    @property
    def code(self) -> str:
        """INSEE code, five characters."""

    @property
    def rattachement(self) -> str | None:
        """Code of the commune that this one is part of today."""

    @property
    def anciens_codes(self) -> Sequence[str]:
        """Codes that this place had before."""

    @property
    def codes_postaux(self) -> Sequence[str]:
        """Postal codes of the place today."""


class Lieux:
    """From any code that a place ever had to the one key of that place today.

    Two codes have the same key when they designate the same commune, one of its former, delegated
    or associated communes, or one of its boroughs. A code that is not in the table (a country, a
    commune of a former colony) is its own key.
    """

    def __init__(self, communes: Iterable[CommuneConnue]) -> None:
        self._cle: dict[str, str] = {}
        self._postaux: dict[str, list[str]] = {}
        toutes = list(communes)
        actuelles = [commune for commune in toutes if not commune.rattachement]
        for commune in actuelles:
            self._cle[commune.code] = commune.code
        for commune in toutes:
            self._cle.setdefault(commune.code, commune.rattachement or commune.code)
        for commune in toutes:
            self._rattacher(commune)

    def _rattacher(self, commune: CommuneConnue) -> None:
        cle = self._cle[commune.code]
        for ancien in commune.anciens_codes:
            self._cle.setdefault(ancien, cle)
        for postal in commune.codes_postaux:
            if cle not in (cles := self._postaux.setdefault(postal, [])):
                cles.append(cle)

    def cle(self, code_insee: str | None) -> str:
        """Key of a place by INSEE code; empty when there is none."""
        propre = (code_insee or "").strip().upper()
        return self._cle.get(propre, propre)

    def cles_postales(self, code_postal: str | None) -> tuple[str, ...]:
        """Keys of the communes that a postal code serves; empty when it is unknown."""
        return tuple(self._postaux.get((code_postal or "").strip(), ()))


def cle_pays(code: str | None) -> str:
    """Last three digits of a country code; France (``100``) and nothing are both empty.

    Accepts ``99139`` (register, codeInsee) and ``139`` (codePaysNaissance).
    """
    propre = (code or "").strip()
    if len(propre) == LONGUEUR_CODE and propre.startswith(PAYS_ETRANGER):
        propre = propre[-LONGUEUR_PAYS:]
    return "" if propre == FRANCE else propre
