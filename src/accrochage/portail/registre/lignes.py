"""One row of a register file, read and checked. What is not sure is refused: a wrong person costs more."""

from __future__ import annotations

import calendar
from datetime import date
from typing import NamedTuple

from accrochage.matching.lieux import cle_pays
from accrochage.matching.normalisation import cle
from accrochage.portail.registre.sources import Ligne

LONGUEUR_TEXTE = 100
LONGUEUR_NIR = 13
LONGUEUR_AVEC_CLE = 15
LONGUEUR_CODE = 5
ANNEE_MIN, ANNEE_MAX = 1850, 2100
MODULO_CLE = 97
NOMS = ("nomNaissance", "nomUsage", "prenom1", "prenom2", "prenom3")
ETRANGER = "99"


class LignePersonne(NamedTuple):
    """A person of the file. ``noms`` in the order of ``NOMS``; ``pays`` as three digits or empty."""

    nir: str
    noms: tuple[str, ...]
    sexe: str
    annee: int
    mois: int | None
    jour: int | None
    code: str
    deces: date | None
    pays: str


class _Refus(Exception):  # noqa: N818 - it says what becomes of the row
    """A value of the row can't be what its column says."""


def personne(ligne: Ligne) -> LignePersonne | None:
    """The person that a row describes; None when it does not describe one."""
    try:
        return _personne(ligne)
    except _Refus:
        return None


def _personne(ligne: Ligne) -> LignePersonne:
    nir = nir_propre(ligne.get("nir", ""))
    noms = tuple(ligne.get(colonne, "").strip() for colonne in NOMS)
    sexe = ligne.get("sexe", "").strip().upper()
    if nir is None or sexe not in {"M", "F"} or not cle(noms[0]) or not cle(noms[2]):
        raise _Refus
    if any(len(nom) > LONGUEUR_TEXTE or "\x00" in nom for nom in noms):
        raise _Refus
    annee, mois, jour = _naissance(ligne)
    code = ligne.get("codeInsee", "").strip().upper()
    if code and not (len(code) == LONGUEUR_CODE and code.isascii() and code.isalnum()):
        raise _Refus
    pays = cle_pays(ligne.get("codePaysNaissance", "") or (code if code.startswith(ETRANGER) else ""))
    if pays and not (len(pays) == len("139") and pays.isascii() and pays.isdigit()):
        raise _Refus
    return LignePersonne(nir, noms, sexe, annee, mois, jour, code, _jour(ligne.get("dateDeces", "")), pays)


def _naissance(ligne: Ligne) -> tuple[int, int | None, int | None]:
    """Year, month and day; an unknown month or day is empty or zero."""
    annee = _entier(ligne.get("anneeNaissance", ""), ANNEE_MAX)
    mois = _entier(ligne.get("moisNaissance", ""), 12)
    if annee is None or annee < ANNEE_MIN:
        raise _Refus
    dernier = calendar.monthrange(annee, mois)[1] if mois else 31
    return annee, mois, _entier(ligne.get("jourNaissance", ""), dernier)


def nir_propre(texte: str) -> str | None:
    """The 13 characters of a NIR given with or without its key and spaces; None when it is not one."""
    compact = "".join(texte.split()).upper()
    corps, cle_lue = compact[:LONGUEUR_NIR], compact[LONGUEUR_NIR:]
    # In the key's computation 2A counts as 19 and 2B as 18.
    chiffres = corps[:5] + {"2A": "19", "2B": "18"}.get(corps[5:7], corps[5:7]) + corps[7:]
    if len(compact) not in {LONGUEUR_NIR, LONGUEUR_AVEC_CLE} or not _que_des_chiffres(chiffres + cle_lue):
        return None
    if cle_lue and MODULO_CLE - int(chiffres) % MODULO_CLE != int(cle_lue):
        return None
    return corps if corps.strip("0") else None


def _que_des_chiffres(texte: str) -> bool:
    return texte.isascii() and texte.isdigit()


def _entier(texte: str, maximum: int) -> int | None:
    """A number from 1 to ``maximum``, None for nothing or zero; ``1985.0`` is what tables make of 1985."""
    propre = texte.strip().removesuffix(".0")
    if not propre.strip("0"):
        return None
    if not _que_des_chiffres(propre) or len(propre) > len("1985") or int(propre) > maximum:
        raise _Refus
    return int(propre)


def _jour(texte: str) -> date | None:
    """A day written as ISO 8601, alone or with a time."""
    propre = texte.strip()
    if not propre:
        return None
    try:
        return date.fromisoformat(propre[:10])
    except ValueError:
        raise _Refus from None
