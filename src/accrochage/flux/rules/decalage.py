"""Columns that look shifted: values that belong to another element."""

from __future__ import annotations

import re
from collections.abc import Iterable

from accrochage.flux.findings import Constat

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", re.ASCII)
_CODE_POSTAL = re.compile(r"(?:\d{5}|2[AB]\d{3})", re.ASCII)
_LETTRES = re.compile(r"[^\W\d_]{3,}(?:[ '’-][^\W\d_]+)*")
_MOTS_DE_SEXE = frozenset(
    {"HOMME", "FEMME", "MASCULIN", "FEMININ", "FÉMININ", "MALE", "FEMALE", "MME", "MLLE"}
)
_MOTS_DE_BOOLEEN = frozenset({"OUI", "NON", "VRAI", "FAUX", "YES", "TRUE", "FALSE", "NIL", "NILL", "NULL"})
_MOTS_DE_MOIS = frozenset(
    {"JANVIER", "FÉVRIER", "FEVRIER", "MARS", "AVRIL", "MAI", "JUIN", "JUILLET", "AOÛT", "AOUT"}
    | {"SEPTEMBRE", "OCTOBRE", "NOVEMBRE", "DÉCEMBRE", "DECEMBRE", "INCONNU", "INCONNUE"}
)
_NOMS = frozenset(
    {"nomNaissance", "nomUsage", "prenom1", "prenom2", "prenom3", "nomTitulaire", "prenom1Titulaire"}
)
_NOMBRES = frozenset({"anneeNaissance", "moisNaissance", "jourNaissance"})
_DATES = frozenset(
    {"dateDebutValidite", "dateFinValidite", "dateDebutExamen", "dateFinExamen", "dateInscription"}
)
_REFUS_DE_VALEUR = frozenset({"P004", "P005", "P006", "P007", "P008"})
_NOMS_REFUSES = frozenset({"P111", "P215"})


def semble_decale(constats: Iterable[Constat]) -> bool:
    """Tell if one passage's findings show values that stand in another element's place.

    A postal code or a word in sexe, a date or a postal code in a name, an address in a name, a
    word in a number or a date, a date in a list of choices.
    """
    return any(_est_signe(constat) for constat in constats)


def _est_signe(constat: Constat) -> bool:
    valeur = (constat.valeur or "").strip()
    if constat.code == "P110":
        return True
    if constat.code in _NOMS_REFUSES:
        return constat.champ in _NOMS and _est_donnee(valeur)
    if constat.code not in _REFUS_DE_VALEUR:
        return False
    if constat.champ == "sexe":
        return _est_donnee(valeur) or _est_mot(valeur, sauf=_MOTS_DE_SEXE | _MOTS_DE_BOOLEEN)
    if constat.champ in _NOMBRES or constat.champ in _DATES:
        return _est_mot(valeur, sauf=_MOTS_DE_BOOLEEN | _MOTS_DE_MOIS)
    return constat.code == "P005" and _est_donnee(valeur)


def _est_donnee(valeur: str) -> bool:
    return bool(_DATE.fullmatch(valeur) or _CODE_POSTAL.fullmatch(valeur))


def _est_mot(valeur: str, *, sauf: frozenset[str]) -> bool:
    return bool(_LETTRES.fullmatch(valeur)) and valeur.upper() not in sauf
