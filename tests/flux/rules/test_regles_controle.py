"""Every sample file through the whole engine: exactly the code of its folder, or none."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from accrochage.flux.catalogue import REGLES
from accrochage.flux.controle import Controle, FichierRejete

DOSSIER = Path(__file__).parents[2] / "data" / "regles"
AUJOURDHUI = date(2026, 11, 23)
ENSEMBLE = {
    # Two digits of a year are wrong in both centuries only before 2000, which is late as well.
    "P114": {"P114", "P218"},
    # A shift shows by the faults that it makes.
    "F026": {"F026", "P005"},
    "P110": {"P110", "F026"},
}
# What no file alone shows: limits, rights, what the portal has already received, the register.
SANS_FICHIER = {
    *("F007", "F008", "F009", "F022", "F023", "F024"),
    *("C003", "C004", "C005", "C006"),
    *("P015", "P115"),
    *(code for code in REGLES if code.startswith(("H", "T", "P3"))),
}
FICHIERS = sorted(chemin for chemin in DOSSIER.glob("*/*") if chemin.is_file())


def codes_de(chemin: Path) -> set[str]:
    try:
        with Controle(chemin, aujourdhui=AUJOURDHUI) as controle:
            constats = list(controle.tete.constats)
            for passage in controle.passages():
                constats += passage.constats
            constats += controle.constats_tardifs
    except FichierRejete as refus:
        constats = list(refus.constats)
    return {constat.code for constat in constats}


@pytest.mark.parametrize("chemin", FICHIERS, ids=lambda chemin: f"{chemin.parent.name}/{chemin.stem}")
def test_each_sample_file_has_exactly_the_code_of_its_folder(chemin):
    code = chemin.parent.name
    attendus = ENSEMBLE.get(code, {code}) if chemin.stem.startswith("invalide") else set()
    assert codes_de(chemin) == attendus


@pytest.mark.parametrize("code", sorted(REGLES.keys() - SANS_FICHIER))
def test_each_code_that_a_file_can_show_has_its_files(code):
    assert {chemin.stem.partition("-")[0] for chemin in (DOSSIER / code).iterdir()} == {"invalide", "valide"}


def test_no_folder_without_a_code():
    assert {dossier.name for dossier in DOSSIER.iterdir()} == REGLES.keys() - SANS_FICHIER


def constats_par_passage(nom: str) -> list[list[str]]:
    with Controle(DOSSIER / nom, aujourdhui=AUJOURDHUI) as controle:
        return [[constat.code for constat in passage.constats] for passage in controle.passages()]


@pytest.mark.parametrize("code", ["P020", "P021"])
def test_of_two_passages_alike_only_the_second_is_told(code):
    assert constats_par_passage(f"{code}/invalide.xml") == [[], [code]]


def test_a_certification_s_fault_is_every_passage_s():
    assert constats_par_passage("C001/invalide-nombre.xml") == [["C001"]]


def test_a_file_without_any_passage_says_so_and_nothing_else():
    with Controle(DOSSIER / "F018" / "invalide-vide.xml", aujourdhui=AUJOURDHUI) as controle:
        assert [constat.code for constat in controle.tete.constats] == ["F018"]
