"""Synthetic persons: a register with nobody real in it, always the same for the same seed.

Family names follow a steep curve, as real ones do (a few hundred common names, then a long tail made of
French-sounding syllables); first names too. Birthplaces are drawn by population. Twins, homonyms,
compound names, married women's usage names and births abroad are there in realistic shares. The
names below are ours, from common knowledge; no frequency file is copied.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from accrochage.matching._noms import ETRANGERS, FEMININS, MASCULINS, NOMS, SYLLABES

JOURS_DES_MOIS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
PART_ETRANGER = 0.09
PART_COMPOSE = 0.03
PART_USAGE = 0.45
PART_JUMEAU = 0.01
PART_NOM_RARE = 0.45
ANNEE_MIN, ANNEE_MAX = 1945, 2008


@dataclass(frozen=True, slots=True)
class PersonneSynthetique:
    """One invented person, as a register row says it; ``code_pays`` has three digits, empty for France."""

    nir: str
    nom_naissance: str
    nom_usage: str
    prenom1: str
    prenom2: str
    prenom3: str
    sexe: str
    annee: int
    mois: int | None
    jour: int | None
    code_insee: str
    code_pays: str

    def ligne(self) -> dict[str, str]:
        """The row of a register file, by column name."""
        return {
            "nir": self.nir,
            "nomNaissance": self.nom_naissance,
            "nomUsage": self.nom_usage,
            "prenom1": self.prenom1,
            "prenom2": self.prenom2,
            "prenom3": self.prenom3,
            "sexe": self.sexe,
            "anneeNaissance": str(self.annee),
            "moisNaissance": "" if self.mois is None else str(self.mois),
            "jourNaissance": "" if self.jour is None else str(self.jour),
            "codeInsee": self.code_insee,
            "codePaysNaissance": self.code_pays,
        }


class Tirage:
    """Draws one of ``choix`` with the given weights, from a shared random source."""

    def __init__(self, choix: Sequence[str], poids: Sequence[float]) -> None:
        self._choix = choix
        self._cumul = list(accumulate(poids))

    def tirer(self, hasard: random.Random) -> str:
        """One of the choices."""
        return self._choix[bisect(self._cumul, hasard.random() * self._cumul[-1])]


def _zipf(choix: Sequence[str]) -> Tirage:
    return Tirage(choix, [1 / (rang + 3) for rang in range(len(choix))])


class Generateur:
    """Draws persons. ``communes`` are (INSEE code, population) pairs; ``graine`` fixes everything."""

    def __init__(self, graine: int, communes: Sequence[tuple[str, int]]) -> None:
        self._hasard = random.Random(graine)  # noqa: S311 - repeatable draws, no secret
        self._communes = Tirage([code for code, _ in communes], [poids for _, poids in communes])
        self._noms = _zipf(NOMS)
        self._prenoms = {"M": _zipf(MASCULINS), "F": _zipf(FEMININS)}
        self._pays = _zipf(ETRANGERS)
        self._ordres: dict[str, int] = {}

    def personnes(self, nombre: int) -> Iterator[PersonneSynthetique]:
        """Yield ``nombre`` persons with different NIR; about one in a hundred is a twin of the one before."""
        precedente: PersonneSynthetique | None = None
        for _ in range(nombre):
            if precedente and self._hasard.random() < PART_JUMEAU:
                precedente = self._jumeau(precedente)
            else:
                precedente = self._personne()
            yield precedente

    def _personne(self) -> PersonneSynthetique:
        hasard = self._hasard
        sexe = "F" if hasard.random() < 0.5 else "M"  # noqa: PLR2004 - as many of each
        annee = hasard.randint(ANNEE_MIN, ANNEE_MAX)
        mois = hasard.randint(1, 12)
        jour = hasard.randint(1, JOURS_DES_MOIS[mois - 1])
        etranger = hasard.random() < PART_ETRANGER
        code = "99" + self._pays.tirer(hasard) if etranger else self._communes.tirer(hasard)
        if etranger and hasard.random() < 0.15:  # noqa: PLR2004 - 1 January stands for an unknown day
            mois, jour = 1, 1
        marie = sexe == "F" and hasard.random() < PART_USAGE
        return PersonneSynthetique(
            nir=self._nir(sexe, annee, mois, code),
            nom_naissance=self._nom(),
            nom_usage=self._nom() if marie else "",
            prenom1=self._prenom(sexe),
            prenom2=self._prenom(sexe) if hasard.random() < 0.8 else "",  # noqa: PLR2004 - most have two
            prenom3=self._prenom(sexe) if hasard.random() < 0.5 else "",  # noqa: PLR2004 - half have three
            sexe=sexe,
            annee=annee,
            mois=mois,
            jour=jour,
            code_insee=code,
            code_pays=code[2:] if etranger else "",
        )

    def _jumeau(self, autre: PersonneSynthetique) -> PersonneSynthetique:
        return PersonneSynthetique(
            nir=self._nir(autre.sexe, autre.annee, autre.mois or 1, autre.code_insee),
            nom_naissance=autre.nom_naissance,
            nom_usage="",
            prenom1=self._prenom(autre.sexe),
            prenom2=self._prenom(autre.sexe),
            prenom3="",
            sexe=autre.sexe,
            annee=autre.annee,
            mois=autre.mois,
            jour=autre.jour,
            code_insee=autre.code_insee,
            code_pays=autre.code_pays,
        )

    def _nom(self) -> str:
        hasard = self._hasard
        if hasard.random() < PART_COMPOSE:
            return f"{self._nom_simple()}-{self._nom_simple()}"
        return self._nom_simple()

    def _nom_simple(self) -> str:
        hasard = self._hasard
        if hasard.random() > PART_NOM_RARE:
            return self._noms.tirer(hasard)
        debuts, milieux, fins = SYLLABES
        milieu = hasard.choice(milieux) if hasard.random() < 0.6 else ""  # noqa: PLR2004 - two or three
        return hasard.choice(debuts) + milieu + hasard.choice(fins)

    def _prenom(self, sexe: str) -> str:
        return self._prenoms[sexe].tirer(self._hasard)

    def _nir(self, sexe: str, annee: int, mois: int, code: str) -> str:
        """A NIR of 13 characters whose order number makes it unlike all others drawn."""
        debut = f"{1 if sexe == 'M' else 2}{annee % 100:02d}{mois:02d}{code}"
        ordre = self._ordres.get(debut, 0) + 1
        self._ordres[debut] = ordre
        if ordre > 999:  # noqa: PLR2004 - three digits
            return self._nir(sexe, annee, mois % 12 + 1, code)
        return f"{debut}{ordre:03d}"
