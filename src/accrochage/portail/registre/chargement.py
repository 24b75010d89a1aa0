"""Load a register: COPY to a staging table, then one insert-or-update by NIR.

The service goes on meanwhile: readers see the rows of before, then those of after. Identifiers of
persons already known are kept, since accepted passages refer to them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.db import connection, transaction

from accrochage.matching.normalisation import cle
from accrochage.portail.journal.services import noter
from accrochage.portail.registre import lignes, sources
from accrochage.portail.registre.lieux import lieux
from accrochage.portail.registre.lignes import LONGUEUR_TEXTE
from accrochage.portail.registre.nir import chiffrer_nir, empreinte_nir

LOT = 20_000
LONGUEUR_NUMERO = 13

COLONNES = [
    *("nir_chiffre", "nir_empreinte", "nom_naissance", "nom_usage", "prenom1", "prenom2", "prenom3"),
    *("sexe", "annee", "mois", "jour", "code_commune", "deces"),
    *("cle_nom", "cle_usage", "cle_prenom1", "cle_prenom2", "cle_prenom3", "cle_lieu", "cle_pays"),
]
COLONNES_DOSSIER = ["id_dossier", "nir_empreinte", "cle_nom", "cle_prenom1"]


@dataclass(slots=True)
class Bilan:
    """What a load did: rows read, written (new or changed), refused."""

    lues: int = 0
    ecrites: int = 0
    refusees: int = 0


Progres = Callable[[int], None]


def importer(chemin: Path, *, progres: Progres | None = None) -> Bilan:
    """Load a CSV or Parquet file of persons, or of training dossiers.

    Raises ``FichierRegistreRefuse`` before anything is written when the columns are wrong. A row
    without a usable NIR, name, sex or date is left out and counted, as is a dossier of nobody.
    """
    colonnes, rangees = sources.lire(chemin)
    dossiers = sources.est_dossiers(colonnes)
    bilan = (charger_dossiers if dossiers else charger)(rangees, progres=progres)
    noter(
        action="registre.importe",
        objet="dossiers" if dossiers else "personnes",
        details={"lues": bilan.lues, "ecrites": bilan.ecrites, "refusees": bilan.refusees},
    )
    return bilan


def charger(rangees: Iterable[sources.Ligne], *, progres: Progres | None = None) -> Bilan:
    """Load persons from rows named as in ``sources``."""
    bilan = Bilan()
    tampon = "CREATE TEMP TABLE registre_tampon (LIKE registre_personne INCLUDING DEFAULTS) ON COMMIT DROP"
    retirer = "ALTER TABLE registre_tampon ALTER id DROP NOT NULL, ALTER id DROP IDENTITY IF EXISTS"
    with transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(tampon)
        curseur.execute(retirer)
        _copier(f"registre_tampon ({', '.join(COLONNES)})", _compter(rangees, personne, bilan, progres))
        curseur.execute(_FUSION)
        bilan.ecrites = curseur.rowcount
        curseur.execute("DROP TABLE registre_tampon")
    with connection.cursor() as curseur:
        curseur.execute("ANALYZE registre_personne")
    return bilan


def charger_dossiers(rangees: Iterable[sources.Ligne], *, progres: Progres | None = None) -> Bilan:
    """Load training dossiers; their person must be in the register already."""
    bilan = Bilan()
    with transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(
            "CREATE TEMP TABLE dossier_tampon (id_dossier text, nir_empreinte bytea, cle_nom text, "
            "cle_prenom1 text) ON COMMIT DROP"
        )
        _copier(f"dossier_tampon ({', '.join(COLONNES_DOSSIER)})", _compter(rangees, dossier, bilan, progres))
        curseur.execute(_DOSSIERS_SANS_PERSONNE)
        bilan.refusees += curseur.fetchone()[0]
        curseur.execute(_FUSION_DOSSIERS)
        bilan.ecrites = curseur.rowcount
        curseur.execute("DROP TABLE dossier_tampon")
    return bilan


# The encrypted NIR differs each time it is written, so it says nothing of a change.
_COMPAREES = [c for c in COLONNES if not c.startswith("nir_")]
_FUSION = f"""
INSERT INTO registre_personne ({", ".join(COLONNES)})
SELECT DISTINCT ON (nir_empreinte) {", ".join(COLONNES)} FROM registre_tampon ORDER BY nir_empreinte
ON CONFLICT (nir_empreinte) DO UPDATE SET
{", ".join(f"{c} = EXCLUDED.{c}" for c in COLONNES if c != "nir_empreinte")}
WHERE ({", ".join(f"registre_personne.{c}" for c in _COMPAREES)})
  IS DISTINCT FROM ({", ".join(f"EXCLUDED.{c}" for c in _COMPAREES)})
"""  # noqa: S608 - column names of ours
_DOSSIERS_SANS_PERSONNE = """
SELECT count(*) FROM dossier_tampon t
WHERE NOT EXISTS (SELECT 1 FROM registre_personne p WHERE p.nir_empreinte = t.nir_empreinte)
"""
_FUSION_DOSSIERS = """
INSERT INTO registre_dossierformation (id_dossier, cle_nom, cle_prenom1, personne_id)
SELECT DISTINCT ON (t.id_dossier) t.id_dossier, t.cle_nom, t.cle_prenom1, p.id
FROM dossier_tampon t JOIN registre_personne p ON p.nir_empreinte = t.nir_empreinte ORDER BY t.id_dossier
ON CONFLICT (id_dossier) DO UPDATE SET cle_nom = EXCLUDED.cle_nom, cle_prenom1 = EXCLUDED.cle_prenom1,
personne_id = EXCLUDED.personne_id
WHERE (registre_dossierformation.cle_nom, registre_dossierformation.cle_prenom1,
       registre_dossierformation.personne_id)
  IS DISTINCT FROM (EXCLUDED.cle_nom, EXCLUDED.cle_prenom1, EXCLUDED.personne_id)
"""


def _copier(cible: str, rangees: Iterable[tuple[object, ...]]) -> None:
    with connection.cursor() as curseur, curseur.copy(f"COPY {cible} FROM STDIN") as copie:
        for rangee in rangees:
            copie.write_row(rangee)


def _compter(
    rangees: Iterable[sources.Ligne],
    transforme: Callable[[sources.Ligne], tuple[object, ...] | None],
    bilan: Bilan,
    progres: Progres | None,
) -> Iterator[tuple[object, ...]]:
    for rangee in rangees:
        bilan.lues += 1
        valeurs = transforme(rangee)
        if valeurs is None:
            bilan.refusees += 1
        else:
            yield valeurs
        if progres and bilan.lues % LOT == 0:
            progres(bilan.lues)


def personne(ligne: sources.Ligne) -> tuple[object, ...] | None:
    """The row to store, in the order of ``COLONNES``; None when it can't be one."""
    lue = lignes.personne(ligne)
    if lue is None:
        return None
    return (
        chiffrer_nir(lue.nir),
        empreinte_nir(lue.nir),
        *lue.noms,
        lue.sexe,
        lue.annee,
        lue.mois,
        lue.jour,
        lue.code,
        lue.deces,
        *(cle(texte)[:LONGUEUR_TEXTE] for texte in lue.noms),
        lieux().cle(lue.code),
        lue.pays,
    )


def dossier(ligne: sources.Ligne) -> tuple[object, ...] | None:
    """The row of a training dossier, in the order of ``COLONNES_DOSSIER``; None when it can't be one."""
    nir = lignes.nir_propre(ligne.get("nir", ""))
    numero = "".join(ligne.get("idDossier", "").split()).upper()
    nom, prenom = cle(ligne.get("nomTitulaire", "")), cle(ligne.get("prenom1Titulaire", ""))
    if nir is None or not 0 < len(numero) <= LONGUEUR_NUMERO or "\x00" in numero or not nom or not prenom:
        return None
    return numero, empreinte_nir(nir), nom[:LONGUEUR_TEXTE], prenom[:LONGUEUR_TEXTE]
