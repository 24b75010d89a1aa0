"""The working table of a processing: one row a passage, filled by COPY in batches."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date
from itertools import batched
from typing import Any, NamedTuple

from django.db import connection

from accrochage.flux.catalogue import constat
from accrochage.flux.controle import PassageLu
from accrochage.flux.findings import Constat, Severite
from accrochage.flux.model import Action, Enveloppe
from accrochage.matching.criteres import CritereTrivial, criteres
from accrochage.portail.depots import constats as registre_constats
from accrochage.portail.depots.constats import rangee, sans_nul
from accrochage.portail.passages.contenu import contenu, empreinte_contenu
from accrochage.portail.registre import rapprochement
from accrochage.portail.registre.lieux import lieux

COLONNES = (
    *("depot_id", "rang", "certification", "ligne", "id_technique", "refuse", "averti"),
    *("date_debut", "contenu", "empreinte"),
)


LOT_VISES = 1_000
ICI = "\x1f"
"""Stands in a finding's text for the idTechnique of the row that :func:`signaler` gives it to."""


class Lot:
    """A batch of passages on its way to the database."""

    def __init__(self, depot_id: uuid.UUID, enveloppe: Enveloppe) -> None:
        self._depot_id = depot_id
        self._certificateur = enveloppe.certificateur_id_client
        self._certifications = enveloppe.certifications
        self._chercher = enveloppe.action is not Action.SUPPRESSION
        self._lignes: list[tuple[Any, ...]] = []
        self._constats: list[tuple[Any, ...]] = []
        self._recherches: list[tuple[Any, ...]] = []

    def __len__(self) -> int:
        """How many rows wait: findings count too, since one passage may have many."""
        return len(self._lignes) + len(self._constats)

    @property
    def passages(self) -> int:
        """How many passages wait."""
        return len(self._lignes)

    def ajouter(self, lu: PassageLu) -> None:
        """Add one passage: its row, its findings, its search."""
        trouves = list(lu.constats)
        if lu.passage is not None and self._chercher:
            trouves += self._rechercher(lu)
        refuse = any(c.severite is not Severite.AVERTISSEMENT for c in trouves)
        canonique = contenu(lu.passage, self._certifications[lu.certification]) if lu.passage else None
        self._lignes.append(
            (
                self._depot_id,
                lu.rang,
                lu.certification,
                lu.ligne,
                nommer(lu),
                refuse,
                bool(trouves) and not refuse,
                lu.passage.date_debut_validite if lu.passage else None,
                sans_nul(canonique) if canonique else None,
                empreinte_contenu(canonique, self._certificateur) if canonique else None,
            )
        )
        self._constats += [rangee(self._depot_id, lu.rang, c) for c in trouves]

    def _rechercher(self, lu: PassageLu) -> Iterable[Constat]:
        """Note what to search with; a trivial criterion is refused and never searched."""
        assert lu.passage is not None  # noqa: S101 - the caller looked
        trouve = criteres(lu.passage, lieux())
        if isinstance(trouve, CritereTrivial):
            yield constat("T007", id_technique=lu.id_technique, champ=trouve.champ, ligne=lu.ligne)
        else:
            self._recherches.append(rapprochement.ligne(self._depot_id, lu.rang, trouve))

    def verser(self) -> None:
        """Send the batch and empty it."""
        cible = f"COPY depots_ligne ({', '.join(COLONNES)}) FROM STDIN"
        with connection.cursor() as curseur, curseur.copy(cible) as copie:
            for valeurs in self._lignes:
                copie.write_row(valeurs)
        registre_constats.deposer(self._constats)
        rapprochement.deposer(self._recherches)
        self._lignes, self._constats, self._recherches = [], [], []


def nommer(lu: PassageLu) -> str:
    """The passage's idTechnique, or where it stands when it has none."""
    return sans_nul(lu.id_technique) if lu.id_technique else f"(sans idTechnique, ligne {lu.ligne})"


def effacer(depot_id: uuid.UUID) -> None:
    """Forget the working rows of a deposit."""
    with connection.cursor() as curseur:
        curseur.execute("DELETE FROM depots_ligne WHERE depot_id = %s", [depot_id])
    rapprochement.effacer(depot_id)


class Vise(NamedTuple):
    """A finding for all the passages of a certification, or for those of them delivered on a day."""

    certification: int
    jour: date | None
    constat: Constat


def signaler_ensemble(depot_id: uuid.UUID, vises: Iterable[Vise]) -> None:
    """Give each finding to the passages it is meant for, and mark them as refused or warned about."""
    for lot in batched(vises, LOT_VISES):
        colonnes = [list(colonne) for colonne in zip(*map(_colonnes, lot), strict=True)]
        with connection.cursor() as curseur:
            curseur.execute(_VISER, [*colonnes, depot_id])


def _colonnes(vise: Vise) -> tuple[Any, ...]:
    _, _, code, severite, _, champ, valeur, _, _, message, extra = rangee(uuid.UUID(int=0), 0, vise.constat)
    return vise.certification, vise.jour, code, severite, champ, valeur, message, extra


def signaler(depot_id: uuid.UUID, modele: Constat, *, ou: str, parametres: Iterable[Any]) -> int:
    """Give the same finding to every row that ``ou`` selects (SQL over ``depots_ligne l``); how many.

    ``ou`` is one of our own literals, never anything received.
    """
    entete = rangee(depot_id, 0, modele)
    requete = (
        f"INSERT INTO depots_constat ({', '.join(registre_constats.COLONNES)}) "  # noqa: S608 - literals of ours
        "SELECT l.depot_id, l.rang, %s, %s, left(l.id_technique, 255), %s, %s, l.ligne, NULL, "
        "replace(%s, chr(31), l.id_technique), %s::jsonb "
        f"FROM depots_ligne l WHERE l.depot_id = %s AND {ou}"
    )
    _, _, code, severite, _, champ, valeur, _, _, message, extra = entete
    with connection.cursor() as curseur:
        curseur.execute(requete, [code, severite, champ, valeur, message, extra, depot_id, *parametres])
        return int(curseur.rowcount)


_VISER = f"""
WITH vises AS (
  SELECT l.depot_id, l.rang, l.id_technique, l.ligne, v.*
  FROM depots_ligne l
  JOIN unnest(%s::int[], %s::date[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[], %s::text[])
    AS v (certification, jour, code, severite, champ, valeur, message, extra)
    ON v.certification = l.certification AND (v.jour IS NULL OR v.jour = l.date_debut)
  WHERE l.depot_id = %s
), dits AS (
  INSERT INTO depots_constat ({", ".join(registre_constats.COLONNES)})
  SELECT depot_id, rang, code, severite, left(id_technique, 255), champ, valeur, ligne, NULL, message,
    extra::jsonb
  FROM vises
), effets AS (
  SELECT depot_id, rang, bool_or(severite <> 'avertissement') AS refuse,
    bool_or(severite = 'avertissement') AS averti
  FROM vises GROUP BY depot_id, rang
)
UPDATE depots_ligne l SET refuse = l.refuse OR e.refuse, averti = l.averti OR e.averti
FROM effets e WHERE l.depot_id = e.depot_id AND l.rang = e.rang
"""  # noqa: S608 - column names of ours
