"""Rows of a register file, CSV or Parquet, in constant memory.

Columns, by name and in any order: ``nir``, ``nomNaissance``, ``prenom1``, ``sexe``,
``anneeNaissance`` are required; ``nomUsage``, ``prenom2``, ``prenom3``, ``moisNaissance``,
``jourNaissance``, ``codeInsee``, ``codePaysNaissance``, ``dateDeces`` (ISO) may be missing.
Files of training dossiers: ``idDossier``, ``nir``, ``nomTitulaire``, ``prenom1Titulaire``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow.parquet as pq

COLONNES_REQUISES = frozenset({"nir", "nomNaissance", "prenom1", "sexe", "anneeNaissance"})
COLONNES_DOSSIER = frozenset({"idDossier", "nir", "nomTitulaire", "prenom1Titulaire"})
LOT_PARQUET = 20_000

Ligne = dict[str, str]


class FichierRegistreRefuse(Exception):  # noqa: N818 - it says what becomes of the file
    """The file can't be a register: unreadable, or columns are missing. Nothing was written."""


def est_dossiers(colonnes: Iterable[str]) -> bool:
    """Whether these columns are those of training dossiers."""
    return set(colonnes) >= COLONNES_DOSSIER


def lire(chemin: Path) -> tuple[tuple[str, ...], Iterator[Ligne]]:
    """Column names, and the rows as texts (empty where there is nothing).

    Raises :class:`FichierRegistreRefuse` before the first row when the columns are not those of
    a register nor of training dossiers.
    """
    colonnes, lignes = (_parquet if chemin.suffix.lower() == ".parquet" else _csv)(chemin)
    manquantes = COLONNES_REQUISES - set(colonnes)
    if manquantes and not est_dossiers(colonnes):
        raise FichierRegistreRefuse(f"colonnes absentes : {', '.join(sorted(manquantes))}")
    return colonnes, lignes


def _csv(chemin: Path) -> tuple[tuple[str, ...], Iterator[Ligne]]:
    try:
        with chemin.open(encoding="utf-8-sig", newline="") as fichier:
            tete = fichier.readline()
    except (OSError, UnicodeDecodeError) as erreur:
        raise FichierRegistreRefuse("fichier illisible : un CSV en UTF-8 est attendu") from erreur
    separateur = ";" if tete.count(";") > tete.count(",") else ","
    colonnes = tuple(nom.strip() for nom in next(csv.reader([tete], delimiter=separateur), []))
    return colonnes, _lignes_csv(chemin, separateur, colonnes)


def _lignes_csv(chemin: Path, separateur: str, colonnes: tuple[str, ...]) -> Iterator[Ligne]:
    with chemin.open(encoding="utf-8-sig", newline="") as fichier:
        lecteur = csv.reader(fichier, delimiter=separateur)
        next(lecteur)
        for valeurs in lecteur:
            if valeurs:
                yield dict(zip(colonnes, valeurs, strict=False))


def _parquet(chemin: Path) -> tuple[tuple[str, ...], Iterator[Ligne]]:
    try:
        table = pq.ParquetFile(chemin)
    except (OSError, ValueError) as erreur:
        raise FichierRegistreRefuse("fichier illisible : un Parquet est attendu") from erreur
    return tuple(table.schema_arrow.names), _lignes_parquet(table)


def _lignes_parquet(table: pq.ParquetFile) -> Iterator[Ligne]:
    for lot in table.iter_batches(batch_size=LOT_PARQUET):
        for ligne in lot.to_pylist():
            yield {nom: "" if valeur is None else str(valeur) for nom, valeur in ligne.items()}
