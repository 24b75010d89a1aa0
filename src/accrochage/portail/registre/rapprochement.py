"""The published cascade on a whole deposit at once: COPY in, one join a branch, results in place.

Each pass narrows the one before, so one join on pass 1 with conditional counts gives all three
(``matching.md``); ``accrochage.matching.decision`` is the same decision for one person, and a test
holds the two together. Searches live in an unlogged table until their deposit is done.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction

from accrochage.matching.criteres import Criteres, CriteresDossier, CriteresEtatCivil, CriteresNir
from accrochage.portail.journal.services import noter
from accrochage.portail.registre.nir import empreinte_nir

COLONNES = [
    *("lot", "rang", "branche", "nom", "prenom1", "sexe", "annee", "mois", "jour", "lieux", "pays"),
    *("prenom2", "prenom3", "usage", "nir_empreinte", "id_dossier"),
]

_RIEN = (None,) * 9


@dataclass(frozen=True, slots=True)
class BilanRapprochement:
    """Number of look-ups of a deposit and how they ended, by T code (``TROUVE`` when found)."""

    par_code: dict[str, int]


def ligne(lot: uuid.UUID, rang: int, criteres: Criteres) -> tuple[object, ...]:
    """The row of one search, in the order of ``COLONNES``."""
    match criteres:
        case CriteresEtatCivil() as c:
            return (
                *(lot, rang, "E", c.nom, c.prenom1, c.sexe, c.annee, c.mois, c.jour, list(c.lieux), c.pays),
                *(c.prenom2, c.prenom3, c.usage, None, None),
            )
        case CriteresNir():
            vide = (None,) * 10
            return (lot, rang, "N", criteres.nom, *vide, empreinte_nir(criteres.nir), None)
        case CriteresDossier():
            return (lot, rang, "D", criteres.nom, criteres.prenom, *_RIEN, None, criteres.id_dossier)


def deposer(lignes: Iterable[tuple[object, ...]]) -> None:
    """Put searches on the table by COPY."""
    cible = f"COPY registre_recherche ({', '.join(COLONNES)}) FROM STDIN"
    with connection.cursor() as curseur, curseur.copy(cible) as copie:
        for valeurs in lignes:
            copie.write_row(valeurs)


def effacer(lot: uuid.UUID) -> None:
    """Forget the searches of a deposit."""
    with connection.cursor() as curseur:
        curseur.execute("DELETE FROM registre_recherche WHERE lot = %s", [lot])


def rapprocher(lot: uuid.UUID, *, compte: str = "") -> BilanRapprochement:
    """Decide every search of the deposit: ``personne_id`` or a T code.

    Notes it in the journal; ``compte`` is the reference of the account that the search is made for.
    """
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE registre_recherche")
    # Together: no answer of the register is kept without its entry in the journal.
    with transaction.atomic(), connection.cursor() as curseur:
        for requete in (_ETAT_CIVIL, _NIR, _DOSSIER):
            curseur.execute(requete, {"lot": lot})
        curseur.execute(
            "SELECT coalesce(code, 'TROUVE'), count(*) FROM registre_recherche WHERE lot = %s GROUP BY 1",
            [lot],
        )
        bilan = BilanRapprochement(dict(curseur.fetchall()))
        noter(
            action="registre.consulte",
            acteur="systeme",
            objet=f"depot:{lot}",
            compte=compte,
            details=bilan.par_code,
        )
    return bilan


_ETAT_CIVIL = """
WITH comparees AS (
  SELECT r.rang, p.id,
    (r.mois IS NULL OR p.mois = r.mois) AND (r.jour IS NULL OR p.jour = r.jour) AS passe2,
    (cardinality(r.lieux) = 0 OR p.cle_lieu = ANY (r.lieux))
      AND (r.pays IS NULL OR p.cle_pays = r.pays)
      AND (r.prenom2 = '' OR p.cle_prenom2 = r.prenom2)
      AND (r.prenom3 = '' OR p.cle_prenom3 = r.prenom3)
      AND (r.usage = '' OR p.cle_usage = r.usage) AS passe3
  FROM registre_recherche r
  LEFT JOIN registre_personne p
    ON p.cle_nom = r.nom AND p.cle_prenom1 = r.prenom1 AND p.sexe = r.sexe AND p.annee = r.annee
  WHERE r.lot = %(lot)s AND r.branche = 'E' AND r.nom <> '' AND r.prenom1 <> ''
), comptees AS (
  SELECT rang,
    count(id) AS n1, min(id) AS id1,
    count(id) FILTER (WHERE passe2) AS n2, min(id) FILTER (WHERE passe2) AS id2,
    count(id) FILTER (WHERE passe2 AND passe3) AS n3, min(id) FILTER (WHERE passe2 AND passe3) AS id3
  FROM comparees GROUP BY rang
)
UPDATE registre_recherche r SET
  personne_id = CASE WHEN n1 = 1 THEN id1 WHEN n1 > 1 AND n2 = 1 THEN id2
                     WHEN n1 > 1 AND n2 > 1 AND n3 = 1 THEN id3 END,
  passe = CASE WHEN n1 <= 1 THEN 1 WHEN n2 <= 1 THEN 2 ELSE 3 END,
  code = CASE WHEN n1 = 0 THEN 'T001' WHEN n1 = 1 THEN NULL WHEN n2 = 0 THEN 'T002' WHEN n2 = 1 THEN NULL
              WHEN n3 = 0 THEN 'T003' WHEN n3 = 1 THEN NULL ELSE 'T004' END
FROM comptees c WHERE r.lot = %(lot)s AND r.rang = c.rang
"""
_NIR = """
UPDATE registre_recherche r SET passe = 1, personne_id = t.id, code = CASE WHEN t.id IS NULL THEN 'T005' END
FROM (
  SELECT s.rang, p.id FROM registre_recherche s
  LEFT JOIN registre_personne p ON p.nir_empreinte = s.nir_empreinte AND p.cle_nom = s.nom
  WHERE s.lot = %(lot)s AND s.branche = 'N'
) t WHERE r.lot = %(lot)s AND r.rang = t.rang
"""
_DOSSIER = """
UPDATE registre_recherche r SET passe = 1, personne_id = t.personne_id,
  code = CASE WHEN t.personne_id IS NULL THEN 'T006' END
FROM (
  SELECT s.rang, d.personne_id FROM registre_recherche s
  LEFT JOIN registre_dossierformation d
    ON d.id_dossier = s.id_dossier AND d.cle_nom = s.nom AND d.cle_prenom1 = s.prenom1
  WHERE s.lot = %(lot)s AND s.branche = 'D'
) t WHERE r.lot = %(lot)s AND r.rang = t.rang
"""
