"""Loading a register: what is read, what is refused, and that nobody's data is said aloud."""

from __future__ import annotations

import csv
from datetime import date

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from django.core.management import CommandError, call_command

from accrochage.portail.journal.models import Entree
from accrochage.portail.registre import generation, lignes
from accrochage.portail.registre.chargement import charger, importer
from accrochage.portail.registre.models import DossierFormation, Personne
from accrochage.portail.registre.nir import dechiffrer_nir, empreinte_nir
from accrochage.portail.registre.sources import FichierRegistreRefuse

BASE = {
    "nir": "2900369385002",
    "nomNaissance": "D’Angelo",
    "nomUsage": "Rossi",
    "prenom1": "Zoé",
    "prenom2": "Anne",
    "prenom3": "",
    "sexe": "F",
    "anneeNaissance": "1990",
    "moisNaissance": "03",
    "jourNaissance": "2",
    "codeInsee": "69385",
    "codePaysNaissance": "",
    "dateDeces": "",
}


def ecrire_csv(dossier, rangees, *, separateur=",", colonnes=None, encodage="utf-8"):
    chemin = dossier / "registre.csv"
    with chemin.open("w", encoding=encodage, newline="") as sortie:
        redacteur = csv.writer(sortie, delimiter=separateur)
        colonnes = colonnes or list(BASE)
        redacteur.writerow(colonnes)
        redacteur.writerows([rangee[colonne] for colonne in colonnes] for rangee in rangees)
    return chemin


@pytest.mark.django_db
@pytest.mark.parametrize("separateur", [",", ";"])
def test_a_csv_is_loaded(tmp_path, separateur):
    bilan = importer(ecrire_csv(tmp_path, [BASE], separateur=separateur, encodage="utf-8-sig"))
    assert (bilan.lues, bilan.ecrites, bilan.refusees) == (1, 1, 0)
    personne = Personne.objects.get()
    assert dechiffrer_nir(personne.nir_chiffre) == BASE["nir"]
    assert bytes(personne.nir_empreinte) == empreinte_nir(BASE["nir"])
    assert (personne.cle_nom, personne.cle_prenom1, personne.cle_usage) == ("D ANGELO", "ZOE", "ROSSI")
    assert (personne.annee, personne.mois, personne.jour) == (1990, 3, 2)
    assert (personne.nom_naissance, personne.cle_lieu, personne.cle_pays) == ("D’Angelo", "69385", "")
    assert Entree.objects.get(action="registre.importe").details == {
        "lues": 1,
        "ecrites": 1,
        "refusees": 0,
    }


@pytest.mark.django_db
def test_a_parquet_is_loaded_whatever_its_types(tmp_path):
    colonnes = {
        "nir": ["1850199139001"],
        "nomNaissance": ["Traoré"],
        "prenom1": ["Aïcha"],
        "sexe": ["M"],
        "anneeNaissance": pa.array([1985], pa.int16()),
        "moisNaissance": pa.array([7.0], pa.float64()),
        "jourNaissance": pa.array([None], pa.float64()),
        "codeInsee": ["99139"],
        "dateDeces": pa.array([date(2020, 1, 2)], pa.date32()),
    }
    pq.write_table(pa.table(colonnes), tmp_path / "registre.parquet")
    assert importer(tmp_path / "registre.parquet").ecrites == 1
    personne = Personne.objects.get()
    assert (personne.annee, personne.mois, personne.jour) == (1985, 7, None)
    assert (personne.cle_lieu, personne.cle_pays, personne.deces) == ("99139", "139", date(2020, 1, 2))


@pytest.mark.django_db
def test_loading_again_writes_nothing_and_a_change_keeps_the_identifier(tmp_path):
    importer(ecrire_csv(tmp_path, [BASE]))
    avant = Personne.objects.get()
    assert importer(ecrire_csv(tmp_path, [BASE])).ecrites == 0
    assert importer(ecrire_csv(tmp_path, [{**BASE, "nomUsage": "Lévy"}])).ecrites == 1
    apres = Personne.objects.get()
    assert (apres.pk, apres.nom_usage, apres.cle_usage) == (avant.pk, "Lévy", "LEVY")


@pytest.mark.django_db
def test_one_nir_twice_in_a_file_is_one_person(tmp_path):
    assert importer(ecrire_csv(tmp_path, [BASE, BASE])).ecrites == 1


MAUVAISES = [
    {"nir": ""},
    {"nir": "0000000000000"},
    {"nir": "290036938500"},
    {"nir": "290036938500299"},
    {"nir": "29003693850\u0661\u0662"},
    {"nomNaissance": "-"},
    {"nomNaissance": "X" * 101},
    {"nomUsage": "A\x00B"},
    {"prenom1": ""},
    {"sexe": "X"},
    {"anneeNaissance": ""},
    {"anneeNaissance": "199"},
    {"anneeNaissance": "99999999999999999999"},
    {"moisNaissance": "13"},
    {"jourNaissance": "32"},
    {"jourNaissance": "-1"},
    {"moisNaissance": "2", "jourNaissance": "30"},
    {"codeInsee": "693856"},
    {"codePaysNaissance": "FRA"},
    {"dateDeces": "2020-13-01"},
]


@pytest.mark.parametrize("faute", MAUVAISES, ids=[next(iter(f)) + str(i) for i, f in enumerate(MAUVAISES)])
def test_a_row_that_is_not_sure_is_refused(faute):
    assert lignes.personne({**BASE, **faute}) is None


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("2900369385002", "2900369385002"),
        ("2 90 03 69 385 002", "2900369385002"),
        ("290036938500234", None),
        ("1850175112001 " + f"{97 - 1850175112001 % 97:02d}", "1850175112001"),
        ("1 85 01 2A 004 001", "185012A004001"),
        ("185012a004001" + f"{97 - 1850119004001 % 97:02d}", "185012A004001"),
        ("185012B004001" + f"{97 - 1850118004001 % 97:02d}", "185012B004001"),
        ("185012C004001", None),
        ("abc", None),
    ],
)
def test_a_nir_with_or_without_its_key(texte, attendu):
    assert lignes.nir_propre(texte) == attendu


@pytest.mark.parametrize("vide", ["", "0", "00", "0.0"])
def test_an_unknown_month_or_day_may_be_zero(vide):
    lue = lignes.personne({**BASE, "moisNaissance": vide, "jourNaissance": vide})
    assert (lue.mois, lue.jour) == (None, None)


@pytest.mark.django_db
def test_refused_rows_are_counted_and_the_others_loaded(tmp_path):
    rangees = [{**BASE, **faute} for faute in MAUVAISES]
    bilan = importer(ecrire_csv(tmp_path, [*rangees, BASE]))
    assert (bilan.lues, bilan.ecrites, bilan.refusees) == (len(MAUVAISES) + 1, 1, len(MAUVAISES))


@pytest.mark.django_db
def test_a_row_with_shifted_columns_is_refused(tmp_path):
    chemin = ecrire_csv(tmp_path, [BASE])
    chemin.write_text(chemin.read_text("utf-8") + "2900369385003,MARTIN,,,Paul\n", "utf-8")
    bilan = importer(chemin)
    assert (bilan.lues, bilan.ecrites, bilan.refusees) == (2, 1, 1)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("contenu", "motif"),
    [
        (b"nir,nom\n1,2\n", "colonnes absentes"),
        (b"", "colonnes absentes"),
        (b"\xff\xfe\x00", "UTF-8"),
        (b"nir,nir,nomNaissance,prenom1,sexe,anneeNaissance\n", "deux fois"),
    ],
)
def test_wrong_columns_are_refused_before_anything_is_written(tmp_path, contenu, motif):
    chemin = tmp_path / "registre.csv"
    chemin.write_bytes(contenu)
    with pytest.raises(FichierRegistreRefuse, match=motif):
        importer(chemin)
    assert not Personne.objects.exists()


@pytest.mark.django_db
def test_a_file_that_turns_unreadable_leaves_nothing_behind(tmp_path):
    chemin = ecrire_csv(tmp_path, [{**BASE, "nir": f"290036938{i:04d}"} for i in range(2000)])
    chemin.write_bytes(chemin.read_bytes() + "2900369385003,MÉTIVIER".encode("latin-1"))
    with pytest.raises(FichierRegistreRefuse) as refus:
        importer(chemin)
    assert refus.value.__cause__ is None
    assert not Personne.objects.exists()


@pytest.mark.django_db
def test_a_fake_parquet_is_refused(tmp_path):
    chemin = tmp_path / "registre.parquet"
    chemin.write_bytes(b"PAR1 not really")
    with pytest.raises(FichierRegistreRefuse, match="Parquet"):
        importer(chemin)


@pytest.mark.django_db
def test_dossiers_belong_to_persons_of_the_register(tmp_path):
    importer(ecrire_csv(tmp_path, [BASE]))
    colonnes = ["idDossier", "nir", "nomTitulaire", "prenom1Titulaire"]
    rangees = [
        dict(zip(colonnes, valeurs, strict=True))
        for valeurs in [
            (" d123 ", BASE["nir"], "D’ANGELO", "Zoé"),
            ("D124", "1850175112001", "MOREAU", "Luc"),
            ("D125", BASE["nir"], "-", "Zoé"),
        ]
    ]
    chemin = ecrire_csv(tmp_path, rangees, colonnes=colonnes)
    bilan = importer(chemin)
    assert (bilan.lues, bilan.ecrites, bilan.refusees) == (3, 1, 2)
    dossier = DossierFormation.objects.get()
    assert (dossier.id_dossier, dossier.cle_nom, dossier.cle_prenom1) == ("D123", "D ANGELO", "ZOE")
    assert dossier.personne == Personne.objects.get()
    assert importer(chemin).ecrites == 0


@pytest.mark.django_db
def test_the_command_says_counts_and_names_nobody(tmp_path, capsys):
    call_command("registre", "importer", str(ecrire_csv(tmp_path, [BASE, {**BASE, "nir": "x"}])))
    dit = "".join(capsys.readouterr())
    assert "2 lignes lues, 1 personnes" in dit
    assert "1 lignes refusées" in dit
    for secret in ("Angelo", "ANGELO", "Zoé", "2900369385002"):
        assert secret not in dit


@pytest.mark.django_db
def test_the_command_refuses_with_a_sentence(tmp_path):
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("registre", "importer", str(tmp_path / "absent.csv"))
    (tmp_path / "r.csv").write_text("a,b\n")
    with pytest.raises(CommandError, match="Rien n’a été enregistré"):
        call_command("registre", "importer", str(tmp_path / "r.csv"))


@pytest.mark.django_db
def test_invented_persons_are_the_same_each_time_and_never_in_production(settings, capsys):
    call_command("registre", "generer", "300")
    assert "300 personnes" in capsys.readouterr().out
    assert Personne.objects.count() == 300
    assert generation.generer(300).ecrites == 0
    settings.ENVIRONNEMENT = "production"
    with pytest.raises(CommandError, match="production"):
        call_command("registre", "generer", "5")


@pytest.mark.django_db
def test_progress_is_told(monkeypatch):
    monkeypatch.setattr("accrochage.portail.registre.chargement.LOT", 2)
    vus = []
    charger([{**BASE, "nir": f"290036938500{i}"} for i in range(5)], progres=vus.append)
    assert vus == [2, 4]
