import csv
import io
import json

import pytest
from click.testing import CliRunner

from accrochage.cli.rapport import rapport
from accrochage.flux.rapport import ErreurFichier, ecrire, ecrire_refus

DEJA = "Le passage certification avec le bcr émetteur BCR et l'id technique partenaire {} existe déjà en base"
KO = [
    *[(f"T-{n}", "Aucun titulaire ne correspond aux critères obligatoires") for n in range(7)],
    ("D-1", DEJA.format("D-1")),
    ("D-2", DEJA.format("D-2")),
    ("X-1", "Autre chose\x1b[31m\u009b"),
]


@pytest.fixture
def traite(tmp_path):
    chemin = tmp_path / "accuse.xml"
    with chemin.open("wb") as sortie:
        ecrire(
            sortie,
            nom_fichier="mars.xml",
            id_flux="7f3c",
            id_traitement=42,
            ko=KO,
            ok=["A-1", "A-2", "=A-3"],
        )
    return chemin


@pytest.fixture
def refuse(tmp_path):
    chemin = tmp_path / "refus.xml"
    erreurs = [ErreurFichier("XSD", "cvc-elt.1.a", 3, 9), ErreurFichier("XSD", "autre")]
    with chemin.open("wb") as sortie:
        ecrire_refus(sortie, nom_fichier="mars.xml", id_traitement=43, erreurs=erreurs)
    return chemin


def lancer(*arguments):
    return CliRunner().invoke(rapport, [str(argument) for argument in arguments])


def test_text_counts_and_groups_the_refused_by_reason(traite):
    resultat = lancer(traite)
    assert resultat.exit_code == 0
    lignes = resultat.stdout.replace("\u00a0", " ").splitlines()
    assert lignes[0] == "Accusé de traitement de « mars.xml »"
    assert "3 passages acceptés, 10 passages refusés." in lignes
    assert "  7 × Aucun titulaire ne correspond aux critères obligatoires [T001]" in lignes
    assert "      T-0, T-1, T-2, T-3, T-4 et 2 autres" in lignes
    assert "      D-1, D-2" in lignes
    positions = [next(n for n, ligne in enumerate(lignes) if ligne.startswith(f"  {x} ×")) for x in (7, 2, 1)]
    assert positions == sorted(positions)


def test_text_cannot_act_on_the_terminal(traite):
    sortie = lancer(traite).stdout
    assert "\x1b" not in sortie
    assert "\u009b" not in sortie


def test_text_of_a_refused_file(refuse):
    resultat = lancer(refuse)
    assert resultat.exit_code == 0
    sortie = resultat.stdout.replace("\u00a0", " ")
    assert "Fichier refusé en entier : 2 erreurs signalées." in sortie
    assert "  - ligne 3, colonne 9 : cvc-elt.1.a\n" in sortie
    assert "  - autre\n" in sortie


def test_json_is_one_object_with_everything(traite):
    resultat = lancer(traite, "--format", "json")
    assert resultat.exit_code == 0
    objet = json.loads(resultat.stdout)
    assert objet["fichier"] == "accuse.xml"
    assert (objet["nom_fichier"], objet["id_flux"], objet["id_traitement"]) == ("mars.xml", "7f3c", "42")
    assert (objet["refuse"], objet["passages_ok"], objet["passages_ko"]) == (False, 3, 10)
    assert objet["motifs"][0] == {
        "code": "T001",
        "motif": "Aucun titulaire ne correspond aux critères obligatoires",
        "passages": 7,
    }
    assert objet["ko"][7] == {"id_technique": "D-1", "message": DEJA.format("D-1")}
    assert objet["ok"] == ["A-1", "A-2", "=A-3"]
    assert objet["erreurs"] == []


def test_json_of_a_refused_file(refuse):
    objet = json.loads(lancer(refuse, "--format", "json").stdout)
    assert objet["refuse"] is True
    assert objet["erreurs"][0] == {"type": "XSD", "message": "cvc-elt.1.a", "ligne": 3, "colonne": 9}


def test_csv_has_a_line_for_each_passage_and_no_formula(traite):
    resultat = lancer(traite, "--format", "csv")
    assert resultat.exit_code == 0
    rangees = list(csv.DictReader(io.StringIO(resultat.stdout), delimiter=";"))
    assert [rangee["statut"] for rangee in rangees] == ["KO"] * 10 + ["OK"] * 3
    assert rangees[0]["id_technique"] == "T-0"
    assert rangees[-1]["id_technique"] == "'=A-3"


def test_csv_of_a_refused_file(refuse):
    rangees = list(csv.DictReader(io.StringIO(lancer(refuse, "--format", "csv").stdout), delimiter=";"))
    assert rangees[0] == {
        "statut": "REJETE",
        "id_technique": "",
        "message": "cvc-elt.1.a",
        "ligne": "3",
        "colonne": "9",
    }


@pytest.mark.parametrize("contenu", ["", "<flux/>", "%PDF", "<!DOCTYPE rapport []><rapport/>"])
def test_what_is_no_report_ends_with_2_and_says_why(tmp_path, contenu):
    chemin = tmp_path / "autre.xml"
    chemin.write_text(contenu, encoding="utf-8")
    resultat = lancer(chemin)
    assert resultat.exit_code == 2
    assert resultat.stdout == ""
    assert resultat.stderr.startswith(
        "Erreur\u00a0: «\u00a0autre.xml\u00a0» n’est pas un accusé de traitement"
    )


def test_a_path_that_cannot_be_read_ends_with_2(tmp_path):
    absent = lancer(tmp_path / "absent.xml")
    assert (absent.exit_code, "n’existe pas" in absent.stderr) == (2, True)
    dossier = lancer(tmp_path)
    assert (dossier.exit_code, "ne peut pas être lu" in dossier.stderr) == (2, True)


def test_wrong_usage_ends_with_2(traite):
    assert lancer(traite, "--format", "pdf").exit_code == 2
    assert lancer().exit_code == 2
