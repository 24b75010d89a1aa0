"""``accrochage valider``: its answers, its exit codes, its options."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from accrochage.cli import main

DONNEES = Path(__file__).parents[1] / "data"
REFERENCE = DONNEES / "formes" / "reference.xml"
ACCROCHAGE = [sys.executable, "-c", "from accrochage.cli import main; main()"]
ICI = os.getpid()
CLES = [
    *("fichier", "sha256", "schema", "schema_conforme", "id_flux", "action"),
    *("statut", "passages", "passages_refuses", "constats"),
]
CLES_CONSTAT = [
    *("code", "severite", "id_technique", "champ", "valeur", "ligne", "colonne", "message", "remede"),
]


def regle(code: str, nom: str = "invalide.xml") -> Path:
    return DONNEES / "regles" / code / nom


def lancer(*arguments, environnement: dict[str, str] | None = None):
    return CliRunner().invoke(main, ["valider", *map(str, arguments)], env=environnement)


def en_json(*arguments, code: int, **options):
    resultat = lancer(*arguments, "--format", "json", **options)
    assert resultat.exit_code == code, resultat.output
    return json.loads(resultat.stdout)


def test_a_conforming_file():
    assert en_json(REFERENCE, code=0) == {
        "fichier": "reference.xml",
        "sha256": hashlib.sha256(REFERENCE.read_bytes()).hexdigest(),
        "schema": "1.1.5",
        "schema_conforme": True,
        "id_flux": "7f3c1c52-7f0e-4b3a-9d0a-3a4d8f0e9b11",
        "action": "CREATION",
        "statut": "CONFORME",
        "passages": 4,
        "passages_refuses": 0,
        "constats": [],
    }


def test_a_refused_passage_leaves_the_file_usable():
    reponse = en_json(regle("P005", "invalide-sexe.xml"), code=1)
    assert list(reponse) == CLES
    assert (reponse["statut"], reponse["schema_conforme"]) == ("AVEC_REJETS", False)
    assert (reponse["passages"], reponse["passages_refuses"]) == (1, 1)
    (constat,) = reponse["constats"]
    assert list(constat) == CLES_CONSTAT
    assert constat["code"] == "P005"
    assert constat["severite"] == "rejet"
    assert constat["champ"] == "sexe"
    assert constat["id_technique"]
    texte = regle("P005", "invalide-sexe.xml").read_text(encoding="utf-8").splitlines()
    assert "sexe" in texte[constat["ligne"] - 1]
    assert constat["message"]
    assert constat["remede"]


def test_a_business_rule_refuses_without_breaking_the_schema():
    reponse = en_json(regle("P101"), code=1)
    assert (reponse["statut"], reponse["schema_conforme"]) == ("AVEC_REJETS", True)


def test_warnings_alone_refuse_nothing():
    reponse = en_json(regle("F021"), code=0)
    assert (reponse["statut"], reponse["passages_refuses"]) == ("CONFORME", 0)
    assert [constat["severite"] for constat in reponse["constats"]] == ["avertissement"]


@pytest.mark.parametrize("code", ["F001", "F012"])
def test_a_refused_file(code):
    reponse = en_json(regle(code), code=1)
    assert (reponse["statut"], reponse["schema_conforme"]) == ("REJETE", False)
    assert reponse["id_flux"] is None
    assert reponse["action"] is None
    assert [constat["code"] for constat in reponse["constats"]] == [code]


def test_strict_refuses_the_whole_file_as_the_operator_does():
    reponse = en_json(regle("P005", "invalide-sexe.xml"), "--strict", code=1)
    assert reponse["statut"] == "REJETE"
    assert reponse["passages_refuses"] == reponse["passages"]
    assert {constat["code"] for constat in reponse["constats"]} == {"F024", "P005"}
    assert en_json(regle("P101"), "--strict", code=1)["statut"] == "AVEC_REJETS"
    assert en_json(REFERENCE, "--strict", code=0)["statut"] == "CONFORME"


def test_text_says_the_answer_first_then_the_rules():
    resultat = lancer(regle("P005", "invalide-sexe.xml"))
    assert resultat.exit_code == 1
    premiere, *reste = resultat.stdout.splitlines()
    assert premiere.startswith("invalide-sexe.xml")
    assert "1 passage refusé" in premiere
    assert any("P005" in ligne for ligne in reste)
    assert any(re.search(r"ligne \d+", ligne) for ligne in reste)


def test_text_of_a_conforming_file_is_short():
    resultat = lancer(REFERENCE)
    assert resultat.exit_code == 0
    assert "rien n’est refusé, 4 passages contrôlés." in resultat.stdout
    assert "1.1.5" in resultat.stdout


def fichier_de_fautes(chemin: Path, passages: int) -> Path:
    debut, reste = REFERENCE.read_text(encoding="utf-8").split("<cpf:passageCertifications>", 1)
    passage = reste.split("</cpf:passageCertification>", 1)[0] + "</cpf:passageCertification>"
    fin = reste.split("</cpf:passageCertifications>", 1)[1]
    fautifs = "".join(
        passage.replace("2026-0001", f"2026-F{n:04}").replace("sexe>F<", "sexe>X<") for n in range(passages)
    )
    chemin.write_text(
        f"{debut}<cpf:passageCertifications>{fautifs}</cpf:passageCertifications>{fin}", encoding="utf-8"
    )
    return chemin


def test_text_shows_a_few_examples_and_the_whole_count(tmp_path):
    sortie = lancer(fichier_de_fautes(tmp_path / "fautes.xml", 40)).stdout
    assert "40 constats" in sortie
    assert sortie.count("ligne ") == 5
    assert "40 passages refusés sur 42" in sortie


def test_json_gives_every_finding_in_file_order(tmp_path):
    reponse = en_json(fichier_de_fautes(tmp_path / "fautes.xml", 40), code=1)
    assert [constat["id_technique"] for constat in reponse["constats"]] == [
        f"2026-F{n:04}" for n in range(40)
    ]
    lignes = [constat["ligne"] for constat in reponse["constats"]]
    assert lignes == sorted(lignes)


@pytest.mark.parametrize("processus", ["1", "2", "3"])
def test_the_answer_does_not_depend_on_the_number_of_processes(tmp_path, processus):
    chemin = fichier_de_fautes(tmp_path / "fautes.xml", 40)
    attendue = en_json(chemin, code=1, environnement={"ACCROCHAGE_PROCESSUS": "1"})
    assert en_json(chemin, code=1, environnement={"ACCROCHAGE_PROCESSUS": processus}) == attendue


@pytest.mark.parametrize(
    ("reglage", "valeur", "code"),
    [("ACCROCHAGE_TAILLE_MAX", "1000", "F007"), ("ACCROCHAGE_PASSAGES_MAX", "3", "F008")],
)
def test_limits_come_from_the_environment(reglage, valeur, code):
    reponse = en_json(REFERENCE, code=1, environnement={reglage: valeur})
    assert [constat["code"] for constat in reponse["constats"]] == [code]


@pytest.mark.parametrize("valeur", ["0", "-1", "beaucoup", "1.5", "9" * 40, "²"])
@pytest.mark.parametrize(
    "reglage", ["ACCROCHAGE_TAILLE_MAX", "ACCROCHAGE_PASSAGES_MAX", "ACCROCHAGE_PROCESSUS"]
)
def test_a_bad_setting_is_named(reglage, valeur):
    resultat = lancer(REFERENCE, environnement={reglage: valeur})
    assert resultat.exit_code == 2
    assert reglage in resultat.stderr


def test_paths_that_cannot_be_read(tmp_path):
    for chemin, raison in [(tmp_path / "absent.xml", "n’existe pas"), (tmp_path, "dossier")]:
        resultat = lancer(chemin)
        assert resultat.exit_code == 2
        assert raison in resultat.stderr
        assert resultat.stdout == ""


def mourir(*_: object) -> None:
    assert os.getpid() != ICI
    os._exit(9)


def test_a_process_that_dies_is_no_verdict(monkeypatch):
    monkeypatch.setattr("accrochage.flux.controle._processus.resumer", mourir)
    resultat = lancer(REFERENCE, environnement={"ACCROCHAGE_PROCESSUS": "2"})
    assert resultat.exit_code == 2
    assert "ACCROCHAGE_PROCESSUS=1" in resultat.stderr
    assert resultat.stdout == ""


@pytest.mark.parametrize(
    "arguments", [[], [REFERENCE, REFERENCE], [REFERENCE, "--format", "xml"], [REFERENCE, "--inconnu"]]
)
def test_wrong_usage_is_said_in_french(arguments):
    resultat = lancer(*arguments)
    assert resultat.exit_code == 2
    assert "Utilisation" in resultat.stderr
    assert "Erreur" in resultat.stderr


@pytest.mark.parametrize("commande", [[], ["valider"], ["rapport"]])
def test_help_is_in_french(commande):
    resultat = CliRunner().invoke(main, [*commande, "--help"])
    assert resultat.exit_code == 0
    assert "Afficher cette aide." in resultat.stdout
    for anglais in ("Usage", "Options:", "Commands", "Show this message", "Arguments"):
        assert anglais not in resultat.stdout


def test_version():
    resultat = CliRunner().invoke(main, ["--version"])
    assert re.fullmatch(r"accrochage \d+\.\d+\.\d+\n", resultat.stdout)


def test_names_and_values_cannot_act_on_the_terminal(tmp_path):
    chemin = tmp_path / "\x1b[31mrouge.xml"
    chemin.write_bytes(REFERENCE.read_bytes().replace(b"2026-0001", "\u202e2026\u009b31m".encode()))
    resultat = lancer(chemin)
    assert "\x1b" not in resultat.stdout
    assert "\u202e" not in resultat.stdout
    assert "\u009b" not in resultat.stdout


def test_no_nir_is_ever_shown(tmp_path):
    chemin = tmp_path / "nir.xml"
    chemin.write_bytes(REFERENCE.read_bytes().replace(b"2900569123456", b"290056912345612"))
    for forme in ("texte", "json"):
        resultat = lancer(chemin, "--format", forme)
        assert resultat.exit_code == 1
        assert "29005691" not in resultat.stdout


def test_a_closed_pipe_is_silent():
    commande = [*ACCROCHAGE, "valider", str(regle("P005", "invalide-sexe.xml"))]
    lecture, ecriture = os.pipe()
    os.close(lecture)
    processus = subprocess.run(commande, stdout=ecriture, stderr=subprocess.PIPE, check=False)
    os.close(ecriture)
    assert processus.stderr == b""
    assert processus.returncode != 0


def test_a_terminal_sees_a_progress_bar_and_a_pipe_does_not():
    commande = [*ACCROCHAGE, "valider", str(REFERENCE)]
    maitre, esclave = pty.openpty()
    avec = subprocess.run(commande, stdout=subprocess.PIPE, stderr=esclave, check=True)
    os.close(esclave)
    vu = os.read(maitre, 65_536).decode()
    os.close(maitre)
    sans = subprocess.run(commande, capture_output=True, check=True)
    assert "Contrôle" in vu
    assert sans.stderr == b""
    assert avec.stdout == sans.stdout
