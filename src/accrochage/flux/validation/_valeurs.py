"""What is wrong with one value, by the dictionary: the same verdict as the schema checker's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum
from functools import cache

from accrochage.flux.dictionary import Base, Simple

BLANCS_XML = " \t\n\r"
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
_DATE_HEURE = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})?", re.ASCII)
_ENTIER = re.compile(r"[+-]?[0-9]+")
_BOOLEENS = frozenset({"true", "false", "1", "0"})
_DECALAGE_MAX = 14 * 3600
_CHIFFRES_MAX = 40

LONGUEUR_RETENUE = 255
"""Characters of the longest text that a cache may keep: blanks make dates and numbers of any length."""


class Genre(StrEnum):
    """A kind of fault, whatever it is a fault of."""

    ABSENT = "absent"
    INATTENDU = "inattendu"
    REPETE = "repete"
    LONGUEUR = "longueur"
    LISTE = "liste"
    MOTIF = "motif"
    TYPE = "type"
    BORNES = "bornes"
    NIL_INTERDIT = "nil_interdit"
    NIL_REMPLI = "nil_rempli"
    CHOIX = "choix"
    ATTRIBUT = "attribut"
    TEXTE = "texte"
    ELEMENT = "element"
    VIDE = "vide"
    ESPACE = "espace"


def fautes_de_valeur(simple: Simple, texte: str) -> Iterator[Genre]:
    """Yield what the schema checker holds against a text for this type: nothing, or one kind of fault."""
    if simple.base is Base.TEXTE:
        yield from _texte(simple, texte)
        return
    valeur = texte.strip(BLANCS_XML)
    if not valeur:
        yield Genre.VIDE
    elif simple.base is Base.ENTIER:
        yield from _entier(simple, valeur)
    elif simple.base is Base.BOOLEEN:
        if valeur not in _BOOLEENS:
            yield Genre.TYPE
    elif not (_est_date(valeur) if simple.base is Base.DATE else _est_date_heure(valeur)):
        yield Genre.TYPE
    elif not _suit(simple, valeur):
        yield Genre.MOTIF


def _texte(simple: Simple, texte: str) -> Iterator[Genre]:
    if not texte:
        yield Genre.VIDE
    elif simple.valeurs:
        if texte not in simple.valeurs:
            yield Genre.LISTE
    elif simple.motif is not None:
        if not _suit(simple, texte):
            yield Genre.MOTIF
    elif not (simple.longueur_min or 0) <= len(texte) <= (simple.longueur_max or len(texte)):
        yield Genre.LONGUEUR


def _entier(simple: Simple, valeur: str) -> Iterator[Genre]:
    if _ENTIER.fullmatch(valeur) is None:
        yield Genre.TYPE
        return
    trop_long = len(valeur.lstrip("+-0")) > _CHIFFRES_MAX
    if trop_long or not (simple.minimum or 0) <= lire_entier(valeur) <= (simple.maximum or 0):
        yield Genre.BORNES


def lire_entier(texte: str) -> int:
    """Return the number that an accepted text says, whatever the zeros before it.

    Python refuses to read thousands of digits, be they zeros; XML Schema does not count those.
    """
    valeur = texte.strip(BLANCS_XML)
    if len(valeur) <= _CHIFFRES_MAX:
        return int(valeur)
    signe = "-" if valeur.startswith("-") else ""
    return int(signe + (valeur.lstrip("+-0") or "0"))


@cache
def _motif(motif: str) -> re.Pattern[str]:
    return re.compile(motif)


def _suit(simple: Simple, valeur: str) -> bool:
    return simple.motif is None or _motif(simple.motif).fullmatch(valeur) is not None


def _est_date(valeur: str) -> bool:
    trouvee = _DATE.fullmatch(valeur)
    if trouvee is None:
        return False
    try:
        date.fromisoformat(trouvee[1])
    except ValueError:
        return False
    return True


def _est_date_heure(valeur: str) -> bool:
    if _DATE_HEURE.fullmatch(valeur) is None:
        return False
    try:
        moment = datetime.fromisoformat(valeur)
    except ValueError:
        return False
    decalage = moment.utcoffset()
    return decalage is None or abs(decalage.total_seconds()) <= _DECALAGE_MAX
