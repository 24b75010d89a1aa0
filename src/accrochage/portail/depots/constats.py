"""Findings in and out of the database."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Iterator
from typing import Any

from django.db import connection

from accrochage.flux.catalogue import constat as refaire
from accrochage.flux.findings import Constat, Severite
from accrochage.portail.depots import models

COLONNES = (
    *("depot_id", "rang", "code", "severite", "id_technique", "champ", "valeur", "ligne", "colonne"),
    *("message", "parametres"),
)
LONGUEUR_VALEUR = 100


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
        sans_nul(constat.id_technique),
        constat.champ or "",
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
    """A stored finding as the checks gave it, its remedy made anew from the catalogue."""
    return refaire(
        ligne.code,
        id_technique=ligne.id_technique or None,
        champ=ligne.champ or None,
        valeur=ligne.valeur or None,
        ligne=ligne.ligne,
        colonne=ligne.colonne,
        severite=Severite(ligne.severite),
        **ligne.parametres,
    )


def relus(lignes: Iterable[models.Constat]) -> Iterator[Constat]:
    """The same for many."""
    return (relu(ligne) for ligne in lignes)
