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
        """Code of the commune that this one is a part of today; None for a whole commune."""

    @property
    def anciens_codes(self) -> Sequence[str]:
        """Codes that this place had before."""

    @property
    def codes_postaux(self) -> Sequence[str]:
        """Postal codes of the place today."""


class Lieux:
    """Codes of places made comparable: what was sent against what a register says.

    A place's key is its code of today; its former codes (merged communes, change of department,
    Corsica before 2A and 2B) share it. A part (borough, delegated or associated commune) keeps a key of
    its own, and goes with its whole: the whole of a city may be any of its boroughs, but one borough is
    not another. A code that is not in the table (a country, a former colony) is its own key.
    """

    def __init__(self, communes: Iterable[CommuneConnue]) -> None:
        self._cle: dict[str, str] = {}
        self._entiers: dict[str, list[str]] = {}
        self._parties: dict[str, list[str]] = {}
        self._postaux: dict[str, list[str]] = {}
        # Today's communes first: a code in use is not taken for the former code of another.
        toutes = sorted(communes, key=lambda commune: bool(commune.rattachement))
        for commune in toutes:
            self._cle[commune.code] = commune.code
        for commune in toutes:
            self._ajouter(commune)

    def _ajouter(self, commune: CommuneConnue) -> None:
        for ancien in commune.anciens_codes:
            self._cle.setdefault(ancien, commune.code)
        if commune.rattachement and commune.rattachement != commune.code:
            self._entiers.setdefault(commune.code, []).append(commune.rattachement)
            self._parties.setdefault(commune.rattachement, []).append(commune.code)
        for postal in commune.codes_postaux:
            self._postaux.setdefault(postal, []).append(commune.code)

    def cle(self, code_insee: str | None) -> str:
        """Key of the place that a register names by an INSEE code; empty when there is none."""
        propre = (code_insee or "").strip().upper()
        return self._cle.get(propre, propre)

    def cles(self, code_insee: str | None) -> tuple[str, ...]:
        """Keys that a register may have for the place of a sent INSEE code; none for no code."""
        cle = self.cle(code_insee)
        return (cle, *self._entiers.get(cle, ()), *self._parties.get(cle, ())) if cle else ()

    def cles_postales(self, code_postal: str | None) -> tuple[str, ...]:
        """The same for the communes that a postal code serves; none when it is unknown."""
        communes = self._postaux.get((code_postal or "").strip(), ())
        # A city has the postal codes of all its boroughs: the borough says more.
        entiers = {voisine for code in communes for voisine in self._entiers.get(code, ())}
        precises = [code for code in communes if code not in entiers]
        return tuple(dict.fromkeys(cle for code in precises for cle in self.cles(code)))


def cle_pays(code: str | None) -> str:
    """Last three digits of a country code; France (``100``) and nothing are both empty.

    Accepts ``99139`` (register, codeInsee) and ``139`` (codePaysNaissance).
    """
    propre = (code or "").strip()
    if len(propre) == LONGUEUR_CODE and propre.startswith(PAYS_ETRANGER):
        propre = propre[-LONGUEUR_PAYS:]
    return "" if propre == FRANCE else propre
