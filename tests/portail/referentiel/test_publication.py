"""The published files: CSV set, XML, folder, zip; what changes, what is refused, nothing twice."""

import csv
import zipfile
from datetime import date, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from fabriques import siret
from publication_du_referentiel import ENTETE_DETENTEURS, ENTETE_FICHES, FICHE, detenteur, table

from accrochage.portail.journal.models import Entree
from accrochage.portail.referentiel.models import Certification, Detention
from accrochage.portail.referentiel.publication import PublicationRefusee, importation, importer

pytestmark = pytest.mark.django_db
A, B, C = siret(11), siret(12), siret(13)


def ecrire(dossier, fiches=None, detenteurs=None, jour="2026_11_01"):
    """A published CSV set in a folder."""
    dossier.mkdir(exist_ok=True)
    if fiches is not None:
        chemin = dossier / f"export_fiches_CSV_Standard_{jour}.csv"
        chemin.write_text(table(ENTETE_FICHES, *fiches), encoding="utf-8")
    if detenteurs is not None:
        chemin = dossier / f"export_fiches_CSV_Certificateurs_{jour}.csv"
        chemin.write_text(table(ENTETE_DETENTEURS, *detenteurs), encoding="utf-8")
    return dossier


def fiche_xml(code, *, actif="Oui", limite="", detenteurs=()):
    certificateurs = "".join(
        f"<CERTIFICATEUR><SIRET_CERTIFICATEUR>{s}</SIRET_CERTIFICATEUR>"
        "<NOM_CERTIFICATEUR>N &amp; M</NOM_CERTIFICATEUR></CERTIFICATEUR>"
        for s in detenteurs
    )
    return (
        f"<FICHE><NUMERO_FICHE>{code}</NUMERO_FICHE><INTITULE>Fiche {code}</INTITULE>"
        f"<ETAT_FICHE>Publiée</ETAT_FICHE><ACTIF>{actif}</ACTIF><DATE_FIN_ENREGISTREMENT>2027-12-31</DATE_FIN_ENREGISTREMENT>"
        f"<DATE_LIMITE_DELIVRANCE>{limite}</DATE_LIMITE_DELIVRANCE>"
        f"<CERTIFICATEURS>{certificateurs}</CERTIFICATEURS></FICHE>"
    )


def ecrire_xml(dossier, *fiches):
    chemin = dossier / "export_fiches_RNCP.xml"
    chemin.write_text(
        f"<?xml version='1.0' encoding='UTF-8'?><FICHES>{''.join(fiches)}</FICHES>", encoding="utf-8"
    )
    return chemin


def etat():
    """All that the tables hold, with the place of each row: a row written again has moved."""
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT ctid::text, code, intitule FROM referentiel_certification UNION ALL "
            "SELECT ctid::text, siret, retiree_le::text FROM referentiel_detention ORDER BY 1, 2"
        )
        return curseur.fetchall()


def en_cours():
    return set(Detention.objects.filter(retiree_le__isnull=True).values_list("certification__code", "siret"))


def test_a_folder_with_the_csv_set(tmp_path):
    inactive = {
        **FICHE,
        "Numero_Fiche": "RS7",
        "Intitule": "Habilitation",
        "Actif": "INACTIVE",
        "Date_Effet": "",
    }
    dossier = ecrire(tmp_path / "pub", [FICHE, inactive], [detenteur("RNCP100", A), detenteur("RS7", B)])
    bilan = importer(dossier)
    assert (bilan.fiches_lues, bilan.fiches_nouvelles, bilan.detenteurs_ajoutes) == (2, 2, 2)
    fiche = Certification.objects.get(code="RNCP100")
    assert (fiche.type, fiche.active, fiche.intitule) == ("RNCP", True, FICHE["Intitule"])
    assert (fiche.date_debut_enregistrement, fiche.date_fin_enregistrement) == (
        date(2022, 2, 1),
        date(2027, 12, 31),
    )
    habilitation = Certification.objects.get(code="RS7")
    assert (habilitation.type, habilitation.active) == ("RS", False)
    assert habilitation.date_debut_enregistrement is None
    assert en_cours() == {("RNCP100", A), ("RS7", B)}
    assert Entree.objects.get(action="referentiel.importe").details["nouvelles"] == 2


def test_the_same_publication_again_writes_nothing(tmp_path):
    dossier = ecrire(tmp_path / "pub", [FICHE], [detenteur("RNCP100", A)])
    importer(dossier)
    avant = etat()
    bilan = importer(dossier)
    assert bilan.rien
    assert etat() == avant


def test_what_changed_is_taken_and_reported(tmp_path):
    importer(ecrire(tmp_path / "a", [FICHE], [detenteur("RNCP100", A), detenteur("RNCP100", B)]))
    suivante = {**FICHE, "Intitule": "Autre", "Actif": "INACTIVE"}
    rapport = tmp_path / "changements.csv"
    bilan = importer(
        ecrire(tmp_path / "b", [suivante], [detenteur("RNCP100", B), detenteur("RNCP100", C)]),
        rapport=rapport,
    )
    assert (bilan.fiches_modifiees, bilan.fiches_desactivees) == (1, 1)
    assert (bilan.detenteurs_ajoutes, bilan.detenteurs_retires) == (1, 1)
    assert en_cours() == {("RNCP100", B), ("RNCP100", C)}
    with rapport.open(encoding="utf-8-sig") as fichier:
        dits = {
            (ligne["changement"], ligne["avant"], ligne["après"])
            for ligne in csv.DictReader(fichier, delimiter=";")
        }
    assert dits == {
        ("active", "oui", "non"),
        ("intitulé", FICHE["Intitule"], "Autre"),
        ("détenteur ajouté", "", f"{C} Lycée Exemple"),
        ("détenteur retiré", f"{A} Lycée Exemple", ""),
    }


def test_a_holder_that_is_gone_keeps_three_months_and_may_come_back(tmp_path):
    avec = ecrire(tmp_path / "a", [FICHE], [detenteur("RNCP100", A), detenteur("RNCP100", B)])
    importer(avec)
    importer(ecrire(tmp_path / "b", [FICHE], [detenteur("RNCP100", B)]))
    assert Detention.objects.get(siret=A).retiree_le == timezone.localdate()
    assert Certification.objects.detenues_par(A).exists()
    Detention.objects.filter(siret=A).update(retiree_le=timezone.localdate() - timedelta(days=93))
    assert not Certification.objects.detenues_par(A).exists()
    assert importer(avec).detenteurs_ajoutes == 1
    assert Certification.objects.detenues_par(A).exists()


def test_fiches_that_are_published_no_more_stay_as_they_are(tmp_path):
    autre = {**FICHE, "Numero_Fiche": "RNCP200"}
    importer(ecrire(tmp_path / "a", [FICHE, autre], [detenteur("RNCP100", A), detenteur("RNCP200", B)]))
    importer(ecrire(tmp_path / "b", [FICHE], [detenteur("RNCP100", A)]))
    assert Certification.objects.count() == 2
    assert ("RNCP200", B) in en_cours()


@pytest.mark.parametrize("seul", ["fiches", "detenteurs"])
def test_each_file_alone_changes_only_what_it_speaks_of(tmp_path, seul):
    importer(ecrire(tmp_path / "a", [FICHE], [detenteur("RNCP100", A)]))
    if seul == "fiches":
        bilan = importer(ecrire(tmp_path / "b", [{**FICHE, "Intitule": "Autre"}]))
        assert (bilan.fiches_modifiees, bilan.detenteurs_retires) == (1, 0)
    else:
        bilan = importer(ecrire(tmp_path / "b", None, [detenteur("RNCP100", B), detenteur("RNCP999", B)]))
        assert (bilan.detenteurs_ajoutes, bilan.detenteurs_retires) == (1, 1)
        assert Certification.objects.count() == 1


def test_the_xml_with_its_limit_of_delivery(tmp_path):
    chemin = ecrire_xml(
        tmp_path,
        fiche_xml("RNCP100", limite="2027-06-30T00:00:00", detenteurs=[A, B]),
        fiche_xml("RS7", actif="Non", detenteurs=["sans"]),
    )
    bilan = importer(chemin)
    assert (bilan.fiches_nouvelles, bilan.detenteurs_ajoutes, bilan.ecarts.nombre) == (2, 2, 1)
    fiche = Certification.objects.get(code="RNCP100")
    assert (fiche.date_limite_delivrance, fiche.active) == (date(2027, 6, 30), True)
    assert Detention.objects.filter(nom="N & M").count() == 2
    importer(ecrire(tmp_path / "csv", [FICHE]))
    fiche.refresh_from_db()
    assert fiche.date_limite_delivrance == date(2027, 6, 30), "what a file does not say is kept"
    assert fiche.date_debut_enregistrement == date(2022, 2, 1)


def test_a_zip_and_the_latest_of_two_days(tmp_path):
    ancienne = ecrire(tmp_path / "a", [{**FICHE, "Intitule": "Ancien"}], [], jour="2026_10_31")
    recente = ecrire(tmp_path / "b", [FICHE], [detenteur("RNCP100", A)], jour="2026_11_01")
    archive = tmp_path / "publication.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as paquet:
        for dossier in (recente, ancienne):
            for fichier in dossier.iterdir():
                paquet.write(fichier, f"dossier/{fichier.name}")
        paquet.writestr("LISEZ-MOI.txt", "rien")
    importer(archive)
    assert Certification.objects.get().intitule == FICHE["Intitule"]
    assert en_cours() == {("RNCP100", A)}


def abimer(dossier, nom):
    chemin = next(dossier.glob("*Standard*"))
    contenu = chemin.read_bytes()
    return chemin, {
        "colonnes": contenu.replace(b"Date_Effet", b"Autre"),
        "latin1": contenu.replace("’".encode(), b"\x92"),
        "vide": contenu.split(b"\n")[0] + b"\n",
        "autre": b"a;b;c\n1;2;3\n",
    }[nom]


@pytest.mark.parametrize(
    ("faute", "dit"),
    [
        ("colonnes", "colonnes absentes : Date_Effet"),
        ("latin1", "UTF-8"),
        ("vide", "aucune fiche"),
        ("autre", "aucun fichier publié reconnu"),
    ],
)
def test_what_is_no_publication_is_refused_before_anything_is_written(tmp_path, faute, dit):
    importer(ecrire(tmp_path / "a", [FICHE], [detenteur("RNCP100", A)]))
    avant = etat()
    dossier = ecrire(tmp_path / "b", [FICHE])
    chemin, octets = abimer(dossier, faute)
    chemin.write_bytes(octets)
    with pytest.raises(PublicationRefusee, match=dit):
        importer(dossier)
    assert etat() == avant


def test_a_cut_xml_is_refused_and_writes_nothing(tmp_path):
    chemin = ecrire_xml(tmp_path, *(fiche_xml(f"RNCP{n}", detenteurs=[A]) for n in range(1, 50)))
    chemin.write_bytes(chemin.read_bytes()[:-200])
    with pytest.raises(PublicationRefusee, match="mal formé"):
        importer(chemin)
    assert not Certification.objects.exists()


@pytest.mark.parametrize(
    "hostile",
    [
        (
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><FICHES><FICHE><NUMERO_FICHE>RNCP1</NUMERO_FICHE>'
            "<INTITULE>&e;</INTITULE></FICHE></FICHES>"
        ),
        (
            "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;'>]><FICHES><FICHE>"
            "<NUMERO_FICHE>RNCP1</NUMERO_FICHE><INTITULE>&b;&b;</INTITULE></FICHE></FICHES>"
        ),
    ],
)
def test_entities_are_not_followed(tmp_path, hostile):
    chemin = tmp_path / "hostile.xml"
    chemin.write_text(hostile, encoding="utf-8")
    with pytest.raises(PublicationRefusee):
        importer(chemin)
    assert not Certification.objects.exists()


def test_a_broken_archive_is_refused(tmp_path):
    archive = tmp_path / "a.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as paquet:
        paquet.writestr("export_fiches_CSV_Standard_2026_11_01.csv", table(ENTETE_FICHES, FICHE) * 50)
    octets = bytearray(archive.read_bytes())
    octets[80:120] = b"\x00" * 40
    archive.write_bytes(bytes(octets))
    with pytest.raises(PublicationRefusee):
        importer(archive)
    assert not Certification.objects.exists()


def test_too_many_unusable_rows_refuse_it_all_and_a_few_are_counted(tmp_path):
    bonnes = [{**FICHE, "Numero_Fiche": f"RNCP{n}"} for n in range(1, 200)]
    mauvaises = [{**FICHE, "Numero_Fiche": f"X{n}"} for n in range(30)]
    bilan = importer(ecrire(tmp_path / "a", [*bonnes, *mauvaises[:5], {**FICHE, "Date_Effet": "31/02/2022"}]))
    assert (bilan.fiches_nouvelles, bilan.ecarts.nombre) == (199, 6)
    assert bilan.ecarts.exemples[0].startswith("ligne 201 : ")
    with pytest.raises(PublicationRefusee, match="30 lignes inutilisables"):
        importer(ecrire(tmp_path / "b", [*bonnes, *mauvaises]))


@pytest.mark.parametrize("perte", ["inactives", "detenteurs"])
def test_a_publication_that_would_empty_it_is_refused_unless_forced(tmp_path, perte):
    fiches = [{**FICHE, "Numero_Fiche": f"RNCP{n}"} for n in range(1, 101)]
    tous = [detenteur(f["Numero_Fiche"], A) for f in fiches]
    importer(ecrire(tmp_path / "a", fiches, tous))
    avant = etat()
    if perte == "inactives":
        suivante = ecrire(tmp_path / "b", [{**f, "Actif": "INACTIVE"} for f in fiches], tous)
    else:
        suivante = ecrire(tmp_path / "b", fiches, tous[:10])
    with pytest.raises(PublicationRefusee, match="sans doute incomplète"):
        importer(suivante)
    assert etat() == avant
    assert not importer(suivante, force=True).rien


def test_a_simulation_says_all_and_writes_nothing(tmp_path):
    dossier = ecrire(tmp_path / "a", [FICHE], [detenteur("RNCP100", A)])
    assert importer(dossier, simuler=True).fiches_nouvelles == 1
    assert not Certification.objects.exists()
    assert not Entree.objects.filter(action="referentiel.importe").exists()
    assert importer(dossier).fiches_nouvelles == 1


def test_the_same_fiche_twice_is_the_last_one(tmp_path):
    bilan = importer(ecrire(tmp_path / "a", [{**FICHE, "Intitule": "Premier"}, FICHE]))
    assert bilan.fiches_nouvelles == 1
    assert Certification.objects.get().intitule == FICHE["Intitule"]


def test_the_command_says_what_changed(tmp_path, capsys):
    dossier = ecrire(tmp_path / "a", [FICHE], [detenteur("RNCP100", A), detenteur("RNCP100", "faux")])
    call_command("referentiel", "importer", str(dossier), "--simuler")
    assert "rien n’est enregistré" in capsys.readouterr().out
    call_command("referentiel", "importer", str(dossier), "--rapport", str(tmp_path / "r.csv"))
    dit = capsys.readouterr().out
    assert "dont 1 nouvelles" in dit
    assert "dont 1 ajoutés" in dit
    assert "Lignes laissées de côté\u00a0: 1" in dit
    assert (tmp_path / "r.csv").exists()
    with pytest.raises(CommandError, match="n’existe pas"):
        call_command("referentiel", "importer", str(tmp_path / "absent"))


def test_a_file_that_can_not_be_read_is_said_so(tmp_path, monkeypatch):
    chemin = next(ecrire(tmp_path / "a", [FICHE]).iterdir())

    def refuser(*_, **__):
        raise PermissionError

    monkeypatch.setattr("pathlib.Path.open", refuser)
    with pytest.raises(CommandError, match="illisible"):
        call_command("referentiel", "importer", str(chemin))


def test_progress_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(importation, "PAS", 10)
    vus = []
    fiches = [{**FICHE, "Numero_Fiche": f"RNCP{n}"} for n in range(1, 36)]
    importer(ecrire(tmp_path / "a", fiches), progres=vus.append)
    assert vus == [10, 20, 30]
