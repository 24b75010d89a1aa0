"""Downloads: exact bytes, readable names, never cached, each in the journal."""

import csv
import io

import pytest
from conftest_depots import deposer, flux, passage, recevoir, titulaire
from django.urls import reverse

from accrochage.portail.journal.models import Entree

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registre", "fiches")]
ROUTES = ["fichier", "accuse_reception", "accuse_traitement", "constats_csv"]


@pytest.fixture
def octets(certificateur_a):
    return flux(
        certificateur_a, passage(), passage(titulaire(nom_naissance="INTROUVABLE"), id_technique="X1")
    )


@pytest.fixture
def depot(certificateur_a, octets):
    return deposer(certificateur_a, octets, "été 2026.xml")


def lire(client, depot, route):
    reponse = client.get(reverse(f"suivi:{route}", args=[depot.numero]))
    return reponse, b"".join(reponse.streaming_content)


def test_the_file_comes_back_byte_for_byte_under_its_name(connecte, lecteur, depot, octets):
    reponse, contenu = lire(connecte(lecteur), depot, "fichier")
    assert contenu == octets
    assert "attachment" in reponse.headers["Content-Disposition"]
    assert "filename*=utf-8''%C3%A9t%C3%A9%202026.xml" in reponse.headers["Content-Disposition"]
    assert reponse.headers["Content-Type"] == "application/octet-stream"


def test_the_report_tells_what_is_ok_and_what_is_not(connecte, lecteur, depot):
    reponse, contenu = lire(connecte(lecteur), depot, "accuse_traitement")
    assert b"<idTechnique>X1</idTechnique>" in contenu.split(b"PassagesOK")[0]
    assert "Accus%C3%A9%20de%20traitement_%C3%A9t%C3%A9%202026.xml" in reponse.headers["Content-Disposition"]


def test_the_receipt_is_there_at_once_and_the_report_only_later(connecte, lecteur, certificateur_a):
    attente = recevoir(certificateur_a, flux(certificateur_a, passage()))
    reponse, contenu = lire(connecte(lecteur), attente, "accuse_reception")
    assert attente.sha256.encode() in contenu
    assert reponse.headers["Content-Type"] == "application/xml"
    assert connecte(lecteur).get(reverse("suivi:accuse_traitement", args=[attente.numero])).status_code == 404


def test_the_findings_open_in_a_spreadsheet(connecte, lecteur, depot):
    reponse, contenu = lire(connecte(lecteur), depot, "constats_csv")
    lignes = list(csv.DictReader(io.StringIO(contenu.decode("utf-8-sig")), delimiter=";"))
    assert [(ligne["code"], ligne["idTechnique"]) for ligne in lignes] == [("T001", "X1")]
    assert reponse.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert f"Constats_{depot.numero}.csv" in reponse.headers["Content-Disposition"]


@pytest.mark.parametrize("route", ROUTES)
def test_each_download_is_private_and_in_the_journal(connecte, lecteur, depot, route):
    reponse, _ = lire(connecte(lecteur), depot, route)
    assert "no-store" in reponse.headers["Cache-Control"]
    assert reponse.headers["X-Content-Type-Options"] == "nosniff"
    entree = Entree.objects.get(action="depot.telecharge")
    assert entree.objet == f"depot:{depot.pk}"
    assert entree.acteur == f"utilisateur:{lecteur.pk}"


@pytest.mark.parametrize("route", ROUTES)
def test_a_visitor_downloads_nothing(client, depot, route):
    assert client.get(reverse(f"suivi:{route}", args=[depot.numero])).status_code == 302
