"""Loading the référentiel: idempotent, and nothing is written before all is checked."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from fabriques import siret

from accrochage.portail.journal.models import Entree
from accrochage.portail.referentiel.importation import COLONNES, FichierReferentielRefuse, importer
from accrochage.portail.referentiel.models import Certification, Detention

pytestmark = pytest.mark.django_db

SIRET = siret(1)
AUTRE = siret(2)
BASE = {
    "code": "RNCP34567",
    "intitule": "Technicien d’essai",
    "active": "oui",
    "date_debut": "2020-01-31",
    "date_fin": "31/12/2027",
    "date_limite_delivrance": "",
    "siret": SIRET,
    "nom": "Lycée Exemple",
}


def ecrire(dossier, *lignes, colonnes=COLONNES):
    chemin = dossier / "referentiel.csv"
    corps = [";".join(colonnes), *(";".join(ligne.get(c, "") for c in colonnes) for ligne in lignes)]
    chemin.write_text("\n".join(corps) + "\n", encoding="utf-8-sig")
    return chemin


def test_certifications_and_holders_are_loaded(tmp_path):
    bilan = importer(ecrire(tmp_path, BASE, {**BASE, "siret": AUTRE, "nom": "Autre"}))
    assert (bilan.certifications, bilan.nouvelles, bilan.detentions_nouvelles) == (1, 1, 2)
    fiche = Certification.objects.get()
    assert (fiche.type, fiche.active) == ("RNCP", True)
    assert fiche.date_debut_enregistrement == date(2020, 1, 31)
    assert fiche.date_fin_enregistrement == date(2027, 12, 31)
    assert fiche.date_limite_delivrance is None
    assert set(fiche.detentions.values_list("siret", flat=True)) == {SIRET, AUTRE}
    assert Entree.objects.filter(action="referentiel.importe").count() == 1


def test_the_same_file_twice_changes_nothing(tmp_path):
    chemin = ecrire(tmp_path, BASE)
    importer(chemin)
    bilan = importer(chemin)
    assert (bilan.nouvelles, bilan.modifiees, bilan.detentions_nouvelles) == (0, 0, 0)


def test_a_change_is_taken_and_nothing_is_removed(tmp_path):
    importer(ecrire(tmp_path, BASE, {**BASE, "code": "RS12"}))
    bilan = importer(ecrire(tmp_path, {**BASE, "intitule": "Autre intitulé", "active": "non", "siret": ""}))
    assert (bilan.nouvelles, bilan.modifiees) == (0, 1)
    fiche = Certification.objects.get(code="RNCP34567")
    assert (fiche.intitule, fiche.active) == ("Autre intitulé", False)
    assert (Certification.objects.count(), Detention.objects.count()) == (2, 2)


@pytest.mark.parametrize(
    ("faute", "motif"),
    [
        ({"code": "34567"}, "ligne 3 : code"),
        ({"code": "RNCP"}, "ligne 3 : code"),
        ({"intitule": ""}, "ligne 3 : code"),
        ({"siret": "12345678901234"}, "ligne 3 : le SIRET"),
        ({"date_debut": "31/02/2020"}, "ligne 3 : « 31/02/2020 »"),
        ({"active": "peut-être"}, "ligne 3 : « peut-être »"),
    ],
)
def test_one_wrong_line_refuses_the_file(tmp_path, faute, motif):
    with pytest.raises(FichierReferentielRefuse, match=motif):
        importer(ecrire(tmp_path, BASE, {**BASE, **faute}))
    assert not Certification.objects.exists()


def test_two_lines_of_one_certification_must_agree(tmp_path):
    with pytest.raises(FichierReferentielRefuse, match="ligne 3"):
        importer(ecrire(tmp_path, BASE, {**BASE, "siret": AUTRE, "date_fin": "2030-01-01"}))


@pytest.mark.parametrize(
    ("contenu", "motif"),
    [
        (b"code;intitule\nRS1;x\n", "colonnes absentes"),
        ((";".join(COLONNES) + "\n").encode(), "aucune certification"),
        (b"\xff\xfe", "UTF-8"),
        (b"", "colonnes absentes"),
    ],
)
def test_what_is_no_referentiel_is_refused(tmp_path, contenu, motif):
    chemin = tmp_path / "r.csv"
    chemin.write_bytes(contenu)
    with pytest.raises(FichierReferentielRefuse, match=motif):
        importer(chemin)


def test_who_holds_is_told_by_siren(tmp_path):
    importer(ecrire(tmp_path, BASE, {**BASE, "code": "RS12", "siret": AUTRE}))
    meme_siren = SIRET[:9] + "99999"
    assert [c.code for c in Certification.objects.detenues_par(meme_siren)] == ["RNCP34567"]
    assert not Certification.objects.detenues_par("99999999900000").exists()


@pytest.mark.parametrize("rien", ["", "123"])
def test_no_siret_holds_nothing(tmp_path, rien):
    importer(ecrire(tmp_path, BASE))
    assert not Certification.objects.detenues_par(rien).exists()


def test_the_command(tmp_path, capsys):
    call_command("referentiel", "importer", str(ecrire(tmp_path, BASE)))
    assert "1 certifications\u00a0: 1 nouvelles" in capsys.readouterr().out
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("referentiel", "importer", str(tmp_path / "absent.csv"))
    with pytest.raises(CommandError, match="Rien n’a été enregistré"):
        call_command("referentiel", "importer", str(ecrire(tmp_path, {**BASE, "code": "?"})))
