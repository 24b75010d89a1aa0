"""Compact a source table of communes into the packaged file.

The source is a CSV (gzip or not) with the columns code_insee, nom, type,
code_commune_rattachement, codes_postaux, anciens_codes, population. Same source, same bytes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
from pathlib import Path

from accrochage.flux.reference._communes import FICHIER, TypeCommune

_TYPES = {
    "commune-actuelle": TypeCommune.ACTUELLE,
    "commune-deleguee": TypeCommune.DELEGUEE,
    "commune-associee": TypeCommune.ASSOCIEE,
    "arrondissement-municipal": TypeCommune.ARRONDISSEMENT,
}


def compacter(source: bytes) -> bytes:
    """Return the packaged file's bytes for this source (CSV, gzip accepted).

    Raises ``KeyError`` when a column is missing or a type is unknown.
    """
    texte = (gzip.decompress(source) if source.startswith(b"\x1f\x8b") else source).decode("utf-8-sig")
    lignes = sorted(_ligne(rangee) for rangee in csv.DictReader(io.StringIO(texte)))
    return gzip.compress(("\n".join(lignes) + "\n").encode(), compresslevel=9, mtime=0)


def _ligne(rangee: dict[str, str]) -> str:
    champs = (
        rangee["code_insee"],
        rangee["nom"],
        _TYPES[rangee["type"]],
        rangee["code_commune_rattachement"],
        " ".join(rangee["codes_postaux"].split()),
        " ".join(sorted(rangee["anciens_codes"].split())),
        rangee["population"],
    )
    return "\t".join(" ".join(champ.split()) for champ in champs)


def main(arguments: list[str] | None = None) -> None:
    """Read the source named on the command line and write the packaged file."""
    analyse = argparse.ArgumentParser(prog="python -m accrochage.flux.reference", description=__doc__)
    analyse.add_argument("source", type=Path, help="CSV of communes, gzip accepted")
    analyse.add_argument("--sortie", type=Path, default=Path(__file__).with_name(FICHIER))
    choix = analyse.parse_args(arguments)
    choix.sortie.write_bytes(compacter(choix.source.read_bytes()))


if __name__ == "__main__":
    main()
