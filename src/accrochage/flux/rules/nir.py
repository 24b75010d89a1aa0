"""What the NIR itself says: sex, year, month and place of birth.

Months 01 to 12 are the calendar's; 20 to 42 and 50 to 99 stand for an incomplete civil status;
00, 13 to 19 and 43 to 49 are never given. The year has two digits, so it is read in 19.. and in
20.. . Corsica is 20 before 1976, 2A and 2B since. Source: the number's public description.
"""

from __future__ import annotations

from collections.abc import Iterator

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.model import IdentifiantNational, Passage
from accrochage.flux.rules.contexte import Contexte, FamilleDeRegles
from accrochage.flux.rules.lieux import lieu_connu

_SEXES = ("1", "2")
_MOIS = frozenset(f"{n:02}" for n in (*range(1, 13), *range(20, 43), *range(50, 100)))
_CORSES = frozenset({"20", "2A", "2B"})
_DEUX_CORSES = 1976
_AGES = range(10, 100)


def soupcon(passage: Passage, contexte: Contexte) -> bool:
    """Tell if a NIR is anything else than usual: a known commune, a plain month, an age of ten or more."""
    personne = passage.identification_titulaire
    if personne.__class__ is not IdentifiantNational:
        return False
    nir = personne.nir
    return (
        nir[3:5] not in _MOIS
        or nir[5:10] not in contexte.tables.codes_insee
        or nir[5:7] in _CORSES
        or not nir.startswith(_SEXES)
        or not _age_courant(nir[1:3], passage.date_debut_validite.year)
    )


def _age_courant(deux_chiffres: str, delivrance: int) -> bool:
    """Tell if the year, read in 19.., makes an age of ten to ninety-nine."""
    return deux_chiffres.isdecimal() and delivrance - 1900 - int(deux_chiffres) in _AGES


def _nir(passage: Passage) -> str | None:
    personne = passage.identification_titulaire
    return personne.nir if isinstance(personne, IdentifiantNational) else None


def _annees(nir: str, passage: Passage) -> list[int]:
    """Return the years of birth that the two digits can mean, not after the delivery."""
    if not nir[1:3].isdecimal():
        return []
    deux_chiffres = int(nir[1:3])
    return [
        siecle + deux_chiffres
        for siecle in (1900, 2000)
        if siecle + deux_chiffres <= passage.date_debut_validite.year
    ]


def p113_mois(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Refuse when the month is none that is ever given."""
    nir = _nir(passage)
    if nir and nir[3:5] not in _MOIS:
        yield constat("P113", id_technique=passage.id_technique, champ="nir", valeur=nir, mois=nir[3:5])


def p114_annee(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Refuse when the year follows the delivery, in whichever century it is read."""
    nir = _nir(passage)
    if nir and not _annees(nir, passage):
        yield constat(
            "P114",
            id_technique=passage.id_technique,
            champ="nir",
            valeur=nir,
            annee=nir[1:3],
            delivrance=passage.date_debut_validite.isoformat(),
        )


def p115_sexe(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Refuse when the first digit is no sex."""
    nir = _nir(passage)
    if nir and not nir.startswith(_SEXES):
        yield constat("P115", id_technique=passage.id_technique, champ="nir", valeur=nir, sexe=nir[0])


def p212_lieu(passage: Passage, contexte: Contexte) -> Iterator[Constat]:
    """Warn when the place of birth never was one, or not in that year."""
    nir = _nir(passage)
    if nir is None:
        return
    annees = _annees(nir, passage)
    if annees and not any(_lieu_possible(nir[5:10], annee, contexte) for annee in annees):
        yield constat("P212", id_technique=passage.id_technique, champ="nir", valeur=nir)


def _lieu_possible(code: str, annee: int, contexte: Contexte) -> bool:
    if code.startswith(("2A", "2B")) and annee < _DEUX_CORSES:
        return False
    if code.startswith("20") and annee >= _DEUX_CORSES:
        return False
    return lieu_connu(code, annee, contexte.tables)


def p213_age(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when under ten on the delivery, or a hundred and more."""
    nir = _nir(passage)
    if nir is None:
        return
    annees = _annees(nir, passage)
    if annees and not any(passage.date_debut_validite.year - annee in _AGES for annee in annees):
        yield constat("P213", id_technique=passage.id_technique, champ="nir", valeur=nir)


FAMILLE = FamilleDeRegles(
    nom="nir",
    soupcon=soupcon,
    regles=(p113_mois, p114_annee, p115_sexe, p212_lieu, p213_age),
)
