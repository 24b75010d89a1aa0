"""The annuaire over an imported SIRENE stock file (CSV, UTF-8, separated by commas or semicolons)."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction
from stdnum.fr import siret as siret_std

from accrochage.portail.journal.services import noter
from accrochage.portail.organismes.annuaire import Fiche
from accrochage.portail.organismes.models import Etablissement

COLONNES = ("siret", "etatAdministratifEtablissement")
DENOMINATIONS = (
    "denomination",
    "denominationUniteLegale",
    "denominationUsuelleEtablissement",
    "enseigne1Etablissement",
)
"""Columns that may name the body, in the order of preference."""
VOIE = ("numeroVoieEtablissement", "typeVoieEtablissement", "libelleVoieEtablissement")
PAS = 100_000
PART_INUTILISABLE = 0.05
VERROU = "SELECT pg_advisory_xact_lock(7237128882346)"
"""One import at a time."""
TAMPON = """
CREATE TEMP TABLE stock (
  rang bigint GENERATED ALWAYS AS IDENTITY, siret text, denomination text, actif boolean, adresse text,
  code_postal text, commune text
) ON COMMIT DROP
"""
COPIE = "COPY stock (siret, denomination, actif, adresse, code_postal, commune) FROM STDIN"
ECRIRE = """
INSERT INTO organismes_etablissement AS e (siret, denomination, actif, adresse, code_postal, commune)
SELECT DISTINCT ON (siret) siret, denomination, actif, adresse, code_postal, commune FROM stock
ORDER BY siret, rang DESC
ON CONFLICT (siret) DO UPDATE SET denomination = EXCLUDED.denomination, actif = EXCLUDED.actif,
  adresse = EXCLUDED.adresse, code_postal = EXCLUDED.code_postal, commune = EXCLUDED.commune
WHERE (e.denomination, e.actif, e.adresse, e.code_postal, e.commune)
  IS DISTINCT FROM (EXCLUDED.denomination, EXCLUDED.actif, EXCLUDED.adresse, EXCLUDED.code_postal,
  EXCLUDED.commune)
"""


class StockRefuse(Exception):  # noqa: N818 - it says what becomes of the file
    """The file is no SIRENE stock; the text says why, in French. Nothing was written."""


@dataclass(slots=True)
class Bilan:
    """What an import did: lines read, left aside (no SIRET), written because new or changed."""

    lues: int = 0
    ecartees: int = 0
    ecrites: int = 0


class AnnuaireSirene:
    """Establishments as the last imported stock says they are."""

    def chercher(self, siret: str) -> Fiche | None:
        """One query by primary key."""
        connu = Etablissement.objects.filter(siret=siret).first()
        if connu is None:
            return None
        return Fiche(siret, connu.denomination, connu.actif, connu.adresse, connu.code_postal, connu.commune)


def importer(chemin: Path, *, par: str = "systeme", progres: Callable[[int], None] = lambda _: None) -> Bilan:
    """Load a stock file, streaming: new and changed establishments are written, none is removed.

    The same file twice writes nothing. ``progres`` is told the lines read, from time to time.
    Raises :class:`StockRefuse`.
    """
    bilan = Bilan()
    try:
        with chemin.open(encoding="utf-8-sig", newline="") as fichier, transaction.atomic():
            _charger(_lignes(fichier, bilan, progres), bilan)
            noter(
                action="annuaire.importe",
                acteur=par,
                details={"lues": bilan.lues, "ecrites": bilan.ecrites, "ecartees": bilan.ecartees},
            )
    except (OSError, UnicodeDecodeError, csv.Error) as erreur:
        raise StockRefuse("fichier illisible : un CSV en UTF-8 est attendu") from erreur
    return bilan


def _charger(lignes: Iterator[tuple[object, ...]], bilan: Bilan) -> None:
    with connection.cursor() as curseur:
        curseur.execute(VERROU)
        curseur.execute(TAMPON)
        with curseur.copy(COPIE) as copie:
            for ligne in lignes:
                copie.write_row(ligne)
        if bilan.lues == 0:
            raise StockRefuse("le fichier ne contient aucun établissement")
        if bilan.ecartees > bilan.lues * PART_INUTILISABLE:
            raise StockRefuse(f"{bilan.ecartees} lignes sur {bilan.lues} n’ont pas de SIRET valable")
        curseur.execute(ECRIRE)
        bilan.ecrites = curseur.rowcount
        curseur.execute("DROP TABLE stock")


def _lignes(
    fichier: Iterator[str], bilan: Bilan, progres: Callable[[int], None]
) -> Iterator[tuple[object, ...]]:
    entete = next(fichier, "")
    separateur = ";" if entete.count(";") > entete.count(",") else ","
    colonnes = [c.strip() for c in next(csv.reader([entete], delimiter=separateur), [])]
    if manquantes := [nom for nom in COLONNES if nom not in colonnes]:
        raise StockRefuse(f"colonnes absentes : {', '.join(manquantes)}")
    for valeurs in csv.DictReader(fichier, colonnes, delimiter=separateur):
        bilan.lues += 1
        if bilan.lues % PAS == 0:
            progres(bilan.lues)
        if (ligne := _ligne(valeurs)) is None:
            bilan.ecartees += 1
        else:
            yield ligne


def _ligne(valeurs: dict[str, str | None]) -> tuple[object, ...] | None:
    """The columns of :data:`COPIE`; None for a line without a SIRET."""
    siret = _texte(valeurs, "siret", 14)
    if not siret_std.is_valid(siret):
        return None
    denomination = next((t for nom in DENOMINATIONS if (t := _texte(valeurs, nom, 200))), "")
    adresse = " ".join(t for nom in VOIE if (t := _texte(valeurs, nom, 100)))
    return (
        siret,
        denomination,
        _texte(valeurs, "etatAdministratifEtablissement", 1).upper() == "A",
        adresse[:200],
        _texte(valeurs, "codePostalEtablissement", 10),
        _texte(valeurs, "libelleCommuneEtablissement", 100),
    )


def _texte(valeurs: dict[str, str | None], colonne: str, longueur: int) -> str:
    """Clean text of a cell: « [ND] » stands for what is not published, NUL never passes."""
    texte = " ".join((valeurs.get(colonne) or "").replace("\0", "").split())
    return "" if texte == "[ND]" else texte[:longueur]
