"""Findings in and out of the database."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from django.db import connection

from accrochage.flux.catalogue import REGLES
from accrochage.flux.catalogue import constat as refaire
from accrochage.flux.findings import Constat, Severite
from accrochage.portail.depots import models

COLONNES = (
    *("depot_id", "rang", "code", "severite", "id_technique", "champ", "valeur", "ligne", "colonne"),
    *("message", "parametres"),
)
LONGUEUR_VALEUR = 100
# What the schema refuses may be longer than what it accepts.
LONGUEUR_CLE = 255
LONGUEUR_CHAMP = 60
LOT = 200


def sans_nul(texte: str | None) -> str:
    """The text without the NUL that PostgreSQL can't hold; empty for nothing."""
    return (texte or "").replace("\x00", "�")


def rangee(depot_id: uuid.UUID, rang: int | None, constat: Constat) -> tuple[Any, ...]:
    """The row of a finding, in the order of ``COLONNES``."""
    return (
        depot_id,
        rang,
        constat.code,
        constat.severite.value,
        sans_nul(constat.id_technique)[:LONGUEUR_CLE],
        (constat.champ or "")[:LONGUEUR_CHAMP],
        sans_nul(constat.valeur)[:LONGUEUR_VALEUR],
        constat.ligne,
        constat.colonne,
        sans_nul(constat.message),
        json.dumps(constat.parametres, ensure_ascii=False).replace("\\u0000", "�"),
    )


def deposer(rangees: Iterable[tuple[Any, ...]]) -> None:
    """Write findings by COPY."""
    cible = f"COPY depots_constat ({', '.join(COLONNES)}) FROM STDIN"
    with connection.cursor() as curseur, curseur.copy(cible) as copie:
        for valeurs in rangees:
            copie.write_row(valeurs)


def deposer_de_fichier(depot_id: uuid.UUID, constats: Iterable[Constat]) -> None:
    """Write findings on the file as a whole."""
    deposer(rangee(depot_id, None, constat) for constat in constats)


def relu(ligne: models.Constat) -> Constat:
    """A stored finding: its texts as they were given, its remedy made anew from the catalogue.

    Texts of the catalogue may be reworded, and a code may ask for more than was stored then: what
    a depositor was told does not change.
    """
    try:
        refait = _refaire(ligne)
    except ValueError:
        remede = REGLES[ligne.code].explication
        return Constat(ligne.code, Severite(ligne.severite), ligne.message, remede, **_situation(ligne))
    return replace(refait, message=ligne.message)


def _situation(ligne: models.Constat) -> dict[str, Any]:
    return {
        "id_technique": ligne.id_technique or None,
        "champ": ligne.champ or None,
        "valeur": ligne.valeur or None,
        "ligne": ligne.ligne,
        "colonne": ligne.colonne,
    }


def _refaire(ligne: models.Constat) -> Constat:
    return refaire(ligne.code, severite=Severite(ligne.severite), **_situation(ligne), **ligne.parametres)


def relus(lignes: Iterable[models.Constat]) -> Iterator[Constat]:
    """The same for many."""
    return (relu(ligne) for ligne in lignes)


def rejets(depot_id: uuid.UUID) -> Iterator[Constat]:
    """Findings that refuse passages, in file order."""
    graves = models.Constat.objects.filter(depot_id=depot_id, rang__gte=0)
    return relus(graves.exclude(severite=Severite.AVERTISSEMENT).order_by("rang", "id").iterator(LOT))
