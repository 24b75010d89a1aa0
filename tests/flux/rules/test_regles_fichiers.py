"""The sample files of each rule: what the rules say of them, once read."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from lxml import etree

from accrochage.flux.catalogue import REGLES
from accrochage.flux.reference import tables
from accrochage.flux.rules import Contexte, controler_certification, controler_enveloppe, controler_passage
from accrochage.flux.rules.registre import FAMILLES
from accrochage.flux.rules.textes import FAMILLE as TEXTES
from accrochage.flux.validation import ESPACE_DE_NOMS, construire_enveloppe, construire_passage

DOSSIER = Path(__file__).parents[2] / "data" / "regles"
AUJOURDHUI = date(2026, 11, 23)
# The schema already refuses a NIR that begins with another digit.
SANS_FICHIER = {"P115"}
DES_REGLES = {
    *(regle.__name__[:4].upper() for famille in (TEXTES, *FAMILLES) for regle in famille.regles),
    *("C001", "C002", "C007", "F019", "F020", "F021"),
} - SANS_FICHIER
# Two digits can only be wrong in both centuries for a delivery before 2000, which is late as well.
ENSEMBLE = {"P114": {"P114", "P218"}}
FICHIERS = sorted(chemin for code in DES_REGLES for chemin in (DOSSIER / code).glob("*.xml"))


def constats_de(chemin: Path) -> set[str]:
    """Read the file naively, as a tree, and run every rule on it."""
    racine = etree.parse(chemin, etree.XMLParser(remove_comments=True, resolve_entities=False)).getroot()
    enveloppe = construire_enveloppe(racine)
    constats = controler_enveloppe(enveloppe, AUJOURDHUI)
    elements = racine.iter(f"{{{ESPACE_DE_NOMS}}}certification")
    for certification, element in zip(enveloppe.certifications, elements, strict=True):
        constats += controler_certification(certification)
        contexte = Contexte(AUJOURDHUI, tables(), certification, enveloppe.emetteur_id_client)
        for passage in element.iter(f"{{{ESPACE_DE_NOMS}}}passageCertification"):
            constats += controler_passage(construire_passage(passage), contexte)
    return {constat.code for constat in constats}


@pytest.mark.parametrize("chemin", FICHIERS, ids=lambda chemin: f"{chemin.parent.name}/{chemin.stem}")
def test_each_file_has_the_finding_of_its_folder_or_none(chemin):
    code = chemin.parent.name
    attendus = ENSEMBLE.get(code, {code}) if chemin.stem.startswith("invalide") else set()
    assert constats_de(chemin) == attendus


@pytest.mark.parametrize("code", sorted(DES_REGLES))
def test_each_rule_has_a_file_refused_and_a_file_accepted(code):
    genres = {chemin.stem.split("-")[0] for chemin in (DOSSIER / code).glob("*.xml")}
    assert genres == {"invalide", "valide"}


def test_folders_are_named_by_codes():
    assert {dossier.name for dossier in DOSSIER.iterdir()} <= REGLES.keys()
