"""The engine: what repeats, what comes late, what goes over processes, what stops it."""

from __future__ import annotations

import os
import sys
from concurrent.futures.process import BrokenProcessPool
from datetime import date
from pathlib import Path

import pytest

from accrochage.flux.controle import Controle, FichierRejete, Statut, _processus, lire_tete
from accrochage.flux.controle._doublons import Doublons
from accrochage.flux.reading import Limites, enveloppe
from accrochage.flux.reading.plan import Plan

RACINE = Path(__file__).parents[3]
sys.path.insert(0, str(RACINE / "benchmarks"))
from generer_flux import Modele, generer  # noqa: E402 - the benches' generator is no package

JOUR = date(2026, 11, 23)
PETIT = Limites(morceau=5_000)


@pytest.fixture
def fichier(tmp_path):
    """Return a function that writes a file of so many passages."""

    def ecrire(passages: int, remplacer: tuple[str, str] = ("", ""), **options) -> Path:
        chemin = tmp_path / "flux.xml"
        generer(chemin, Modele(passages=passages, jour=JOUR, **options))
        if remplacer[0]:
            chemin.write_text(chemin.read_text().replace(*remplacer))
        return chemin

    return ecrire


def bilan(chemin, **options):
    constats = []
    with Controle(chemin, aujourdhui=JOUR, limites=options.pop("limites", PETIT), **options) as controle:
        return controle.bilan(constats.append), constats


def test_a_realistic_file_draws_no_remark(fichier):
    total, constats = bilan(fichier(400))
    assert (total.statut, total.passages, constats) == (Statut.CONFORME, 400, [])
    assert total.schema == "1.1.5"


def test_the_second_of_two_keys_is_refused_and_only_it(fichier):
    chemin = fichier(60, ("ACC-2026-00000050", "ACC-2026-00000002"))
    total, [constat] = bilan(chemin)
    assert (constat.code, constat.id_technique, total.passages_refuses) == ("P020", "ACC-2026-00000002", 1)
    lignes = chemin.read_text().splitlines()
    assert "passageCertification>" in lignes[constat.ligne - 1]
    assert "ACC-2026-00000002" in lignes[constat.ligne]
    assert constat.ligne > 1_000


def test_many_keys_are_remembered_beyond_what_was_announced():
    doublons = Doublons(1)
    assert not any(doublons.verifier(f"cle-{n}", n, 1) for n in range(1, 5_000))
    assert [c.code for c in doublons.verifier("cle-4321", 99_999, 1)] == ["P020"]
    [semblable] = doublons.verifier("autre", 4_321, 7)
    assert (semblable.code, semblable.parametres["autre"], semblable.ligne) == ("P021", "cle-4321", 7)


@pytest.mark.parametrize("processus", [1, 2])
def test_totals_and_findings_do_not_depend_on_processes(fichier, processus):
    chemin = fichier(500, fautes=0.2)
    total, constats = bilan(chemin, processus=processus)
    seul, les_siens = bilan(chemin, limites=Limites())
    assert constats == les_siens
    assert (total.statut, total.passages_refuses) == (seul.statut, seul.passages_refuses)
    assert total.passages_refuses == len({c.id_technique for c in constats})
    assert not total.schema_conforme


def test_passages_and_totals_tell_the_same(fichier):
    chemin = fichier(300, fautes=0.3)
    with Controle(chemin, aujourdhui=JOUR, limites=PETIT) as controle:
        lus = list(controle.passages())
        assert controle.tete.passages == len(lus)
    _, constats = bilan(chemin)
    assert [constat for lu in lus for constat in lu.constats] == constats
    assert [lu.rang for lu in lus] == list(range(300))


def test_strict_refuses_the_file_at_the_end(fichier):
    chemin = fichier(50, fautes=0.2)
    total, constats = bilan(chemin, strict=True)
    assert (total.statut, total.passages_refuses) == (Statut.REJETE, 50)
    assert constats[-1].code == "F024"
    with Controle(chemin, aujourdhui=JOUR, strict=True) as controle, pytest.raises(FichierRejete) as rejet:
        list(controle.passages())
    assert [c.code for c in rejet.value.constats] == ["F024"]


def test_shifted_columns_are_told_once_at_the_end(fichier):
    chemin = fichier(40, ("<cpf:sexe>F", "<cpf:sexe>69001"))
    with Controle(chemin, aujourdhui=JOUR) as controle:
        list(controle.passages())
        assert [c.code for c in controle.constats_tardifs] == ["F026"]


def test_a_refused_head_gives_no_passage(fichier):
    chemin = fichier(5, ("+01:00", "Z"))
    with Controle(chemin, aujourdhui=JOUR) as controle, pytest.raises(FichierRejete) as rejet:
        next(controle.passages())
    assert [c.code for c in rejet.value.constats] == ["F019"]
    total, constats = bilan(chemin)
    assert (total.statut, [c.code for c in constats]) == (Statut.REJETE, ["F019"])


def test_faults_of_the_head_and_of_the_passages_come_together(fichier):
    _, constats = bilan(fichier(5, ("+01:00", "Z"), fautes=1.0))
    assert {"F019", "P007"} <= {c.code for c in constats}


@pytest.mark.parametrize("processus", [1, 2])
def test_a_comment_in_the_middle_changes_nothing(fichier, processus):
    """The careful reading takes over where the fast one gave up."""
    sans, constats = bilan(fichier(300, fautes=0.3))
    avec, les_memes = bilan(
        fichier(300, ("ACC-2026-00000200<", "ACC-2026-00000200<!-- < --><"), fautes=0.3),
        processus=processus,
    )
    assert [(c.code, c.ligne) for c in les_memes] == [(c.code, c.ligne) for c in constats]
    assert avec.passages_refuses == sans.passages_refuses


@pytest.mark.parametrize("processus", [1, 2])
def test_a_broken_passage_refuses_the_file_after_what_stands_before_it(fichier, processus):
    chemin = fichier(300, ("<cpf:idTechnique>ACC-2026-00000250<", "<cpf:idTechnique>&rien;<"))
    total, constats = bilan(chemin, processus=processus)
    [constat] = constats
    assert (total.statut, constat.code) == (Statut.REJETE, "F002")
    assert "&rien;" in chemin.read_text().splitlines()[constat.ligne - 1]


def test_progress_goes_to_the_end(fichier):
    appels = []
    bilan(fichier(300), progres=lambda faits, total: appels.append((faits, total)))
    assert appels[-1] == (300, 300)
    assert appels == sorted(appels)
    assert len(appels) > 10


def test_a_process_that_dies_is_heard(fichier, monkeypatch):
    monkeypatch.setattr(_processus, "_demarrer", lambda: os._exit(9))
    with pytest.raises(BrokenProcessPool):
        bilan(fichier(50), processus=2)


def test_certifications_beyond_a_batch_keep_their_places(fichier, monkeypatch):
    certifications = tuple(("RNCP", f"RNCP{n}") for n in range(1, 60))
    chemin = fichier(118, certifications=certifications)
    entier = lire_tete(chemin, aujourdhui=JOUR)
    monkeypatch.setattr(enveloppe, "_LOT", 7)
    par_lots = lire_tete(chemin, aujourdhui=JOUR)
    assert par_lots == entier
    assert [(c.code, c.index) for c in par_lots.enveloppe.certifications] == [
        (f"RNCP{n}", n - 1) for n in range(1, 60)
    ]
    lignes = chemin.read_text().splitlines()
    assert all("certification>" in lignes[c.ligne - 1] for c in par_lots.enveloppe.certifications)


def test_faults_of_the_head_are_told_once_whatever_the_batches(fichier, monkeypatch):
    certifications = tuple(("RNCP", f"RNCP{n}") for n in range(1, 60))
    chemin = fichier(59, ("MCFCER000123", "X" * 21), certifications=certifications)
    monkeypatch.setattr(enveloppe, "_LOT", 7)
    [constat] = lire_tete(chemin, aujourdhui=JOUR).constats
    assert (constat.code, constat.champ, constat.ligne, constat.colonne) == ("F017", "idContrat", 10, 9)


def test_a_plan_says_where_each_certification_stands():
    assert Plan().certifications == 0
    assert list(Plan().morceaux()) == []
