"""The shapes that exporters give to the same content: all are read, and read alike."""

from __future__ import annotations

import gzip
import zipfile

import pytest
from fabrique_fichiers import AUJOURDHUI, FORMES, REFERENCE, juger, lire, lire_naivement

from accrochage.flux.controle import Controle, Statut, lire_tete
from accrochage.flux.model import DossierFormation, IdentifiantNational, Titulaire
from accrochage.flux.reading import Limites

FICHIERS = sorted(FORMES.glob("*.xml"))
MEME_CONTENU = [chemin for chemin in FICHIERS if chemin.name != "version-1.1.2.xml"]
PETITS_MORCEAUX = Limites(morceau=512)


def nom(chemin):
    return chemin.stem


@pytest.fixture(scope="module")
def attendus():
    return lire_naivement(REFERENCE.encode())


def test_the_reference_holds_the_three_ways_to_identify_a_person(attendus):
    genres = [type(passage.identification_titulaire) for passage in attendus]
    assert genres == [Titulaire, DossierFormation, Titulaire, IdentifiantNational]


@pytest.mark.parametrize("chemin", FICHIERS, ids=nom)
def test_nothing_is_said_of_a_conforming_file(chemin):
    verdict = juger(chemin)
    assert verdict.constats == ()
    assert verdict.statut is Statut.CONFORME


@pytest.mark.parametrize("limites", [Limites(), PETITS_MORCEAUX], ids=["usuelles", "petits-morceaux"])
@pytest.mark.parametrize("chemin", MEME_CONTENU, ids=nom)
def test_every_shape_gives_the_same_passages(chemin, limites, attendus):
    lus = lire(chemin, limites=limites)
    assert [lu.passage for lu in lus] == attendus
    assert [lu.rang for lu in lus] == list(range(len(lus)))
    assert [lu.id_technique for lu in lus] == ["2026-0001", "2026-0002", "2026-0003", "2026-0004"]


@pytest.mark.parametrize("chemin", MEME_CONTENU, ids=nom)
def test_every_shape_gives_the_same_envelope(chemin):
    tete = lire_tete(chemin, limites=Limites(), aujourdhui=AUJOURDHUI)
    assert tete.constats == ()
    assert tete.passages == 4
    enveloppe = tete.enveloppe
    assert enveloppe.emetteur_id_client == "12ABC345"
    assert enveloppe.certificateur_id_client == "99ZZZ999"
    assert enveloppe.action == "CREATION"
    codes = [certification.code for certification in enveloppe.certifications]
    assert list(dict.fromkeys(codes)) == ["RNCP34567", "RS5893"]
    assert [certification.index for certification in enveloppe.certifications] == list(range(len(codes)))


def test_each_passage_knows_its_certification():
    assert [lu.certification for lu in lire(FORMES / "reference.xml")] == [0, 0, 1, 1]
    assert [lu.certification for lu in lire(FORMES / "certifications-repetees.xml")] == [0, 1, 2, 2]


def ligne_de(texte, id_technique):
    """Line of the passage's own tag, found without any reader."""
    avant = texte[: texte.index(id_technique)]
    return avant.count("\n", 0, avant.rindex("passageCertification")) + 1


@pytest.mark.parametrize("limites", [Limites(), PETITS_MORCEAUX], ids=["usuelles", "petits-morceaux"])
@pytest.mark.parametrize(
    "forme", ["reference", "crlf", "bom", "espace-redeclare", "tabulations", "une-ligne"]
)
def test_each_passage_knows_its_line(forme, limites):
    chemin = FORMES / f"{forme}.xml"
    texte = chemin.read_bytes().decode()
    for lu in lire(chemin, limites=limites):
        assert lu.ligne == ligne_de(texte, lu.id_technique)


@pytest.mark.parametrize(
    ("forme", "schema"), [("reference", "1.1.5"), ("version-1.1.2", "1.1.2"), ("commentaires", "1.1.5")]
)
def test_the_generation_of_the_schema_is_recognised(forme, schema):
    with Controle(FORMES / f"{forme}.xml", aujourdhui=AUJOURDHUI) as controle:
        bilan = controle.bilan(lambda constat: None)
    assert (bilan.schema, bilan.schema_conforme) == (schema, True)


@pytest.mark.parametrize("nom_fichier", ["flux.xml.gz", "flux.xml"])
def test_gzip_is_read_whatever_its_name(tmp_path, nom_fichier, attendus):
    chemin = tmp_path / nom_fichier
    chemin.write_bytes(gzip.compress(REFERENCE.encode()))
    assert [lu.passage for lu in lire(chemin)] == attendus


def test_gzip_of_several_members_is_one_file(tmp_path, attendus):
    octets = REFERENCE.encode()
    chemin = tmp_path / "flux.gz"
    chemin.write_bytes(gzip.compress(octets[:1000]) + gzip.compress(octets[1000:]))
    assert [lu.passage for lu in lire(chemin)] == attendus


@pytest.mark.parametrize("methode", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_zip_of_one_file_is_read(tmp_path, methode, attendus):
    chemin = tmp_path / "flux.zip"
    with zipfile.ZipFile(chemin, "w", methode) as archive:
        archive.mkdir("dossier")
        archive.writestr("dossier/export d’été.xml", REFERENCE)
    assert [lu.passage for lu in lire(chemin)] == attendus


def test_the_print_is_that_of_the_bytes_received(tmp_path):
    import hashlib

    octets = gzip.compress(REFERENCE.encode())
    chemin = tmp_path / "flux.gz"
    chemin.write_bytes(octets)
    tete = lire_tete(chemin, limites=Limites(), aujourdhui=AUJOURDHUI)
    assert tete.sha256 == hashlib.sha256(octets).hexdigest()
    assert tete.taille == len(octets)
