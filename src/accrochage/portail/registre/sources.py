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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyarrow.parquet import ParquetFile

COLONNES_REQUISES = frozenset({"nir", "nomNaissance", "prenom1", "sexe", "anneeNaissance"})
COLONNES_DOSSIER = frozenset({"idDossier", "nir", "nomTitulaire", "prenom1Titulaire"})
LOT_PARQUET = 20_000
EN_TETE_MAX = 10_000
_ILLISIBLE = "fichier illisible : un CSV en UTF-8 est attendu"

Ligne = dict[str, str]


class FichierRegistreRefuse(Exception):  # noqa: N818 - it says what becomes of the file
    """The file can't be a register: unreadable, or columns are missing. Nothing was written."""


def est_dossiers(colonnes: Iterable[str]) -> bool:
    """Whether these columns are those of training dossiers."""
    return set(colonnes) >= COLONNES_DOSSIER


def lire(chemin: Path) -> tuple[tuple[str, ...], Iterator[Ligne]]:
    """Column names, and the rows as texts (empty where there is nothing).

    Raises :class:`FichierRegistreRefuse` before the first row when the columns are not those of
    a register nor of training dossiers, and at the row where the file turns out unreadable. A
    row that has not as many values as there are columns is empty.
    """
    colonnes, lignes = (_parquet if chemin.suffix.lower() == ".parquet" else _csv)(chemin)
    if len(set(colonnes)) != len(colonnes):
        raise FichierRegistreRefuse("une colonne est présente deux fois")
    manquantes = COLONNES_REQUISES - set(colonnes)
    if manquantes and not est_dossiers(colonnes):
        raise FichierRegistreRefuse(f"colonnes absentes : {', '.join(sorted(manquantes))}")
    return colonnes, lignes


def _csv(chemin: Path) -> tuple[tuple[str, ...], Iterator[Ligne]]:
    try:
        with chemin.open(encoding="utf-8-sig", newline="") as fichier:
            tete = fichier.readline(EN_TETE_MAX)
    except (OSError, UnicodeDecodeError) as erreur:
        raise FichierRegistreRefuse(_ILLISIBLE) from erreur
    separateur = ";" if tete.count(";") > tete.count(",") else ","
    colonnes = tuple(nom.strip() for nom in next(csv.reader([tete], delimiter=separateur), []))
    return colonnes, _lignes_csv(chemin, separateur, colonnes)


def _lignes_csv(chemin: Path, separateur: str, colonnes: tuple[str, ...]) -> Iterator[Ligne]:
    try:
        with chemin.open(encoding="utf-8-sig", newline="") as fichier:
            lecteur = csv.reader(fichier, delimiter=separateur)
            next(lecteur)
            for valeurs in lecteur:
                if len(valeurs) == len(colonnes):
                    yield dict(zip(colonnes, valeurs, strict=True))
                elif valeurs:
                    yield {}
    except (OSError, UnicodeDecodeError, csv.Error):
        # Their texts quote the line, which is about somebody.
        raise FichierRegistreRefuse(_ILLISIBLE) from None


def _parquet(chemin: Path) -> tuple[tuple[str, ...], Iterator[Ligne]]:
    # A large library that only this needs: workers and web do without its memory.
    import pyarrow.parquet as pq  # noqa: PLC0415 - the reason above

    try:
        table = pq.ParquetFile(chemin)
    except (OSError, ValueError) as erreur:
        raise FichierRegistreRefuse("fichier illisible : un Parquet est attendu") from erreur
    return tuple(table.schema_arrow.names), _lignes_parquet(table)


def _lignes_parquet(table: ParquetFile) -> Iterator[Ligne]:
    try:
        for lot in table.iter_batches(batch_size=LOT_PARQUET):
            for ligne in lot.to_pylist():
                yield {nom: "" if valeur is None else str(valeur) for nom, valeur in ligne.items()}
    except (OSError, ValueError):
        raise FichierRegistreRefuse("fichier illisible : un Parquet est attendu") from None
