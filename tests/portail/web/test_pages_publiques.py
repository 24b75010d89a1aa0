"""Home, legal pages, dashboard."""

from datetime import timedelta

import pytest
from conftest_depots import deposer, flux, passage, recevoir, titulaire
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.depots.models import Depot
from accrochage.portail.organismes.models import Appartenance

pytestmark = pytest.mark.django_db
ACCUEIL = reverse("public:accueil")
TABLEAU = reverse("public:tableau_de_bord")
N = "\u00a0"


@pytest.mark.parametrize("route", ["accueil", "accessibilite", "mentions_legales", "donnees_personnelles"])
def test_everybody_reads_the_public_pages(client, route):
    page = client.get(reverse(f"public:{route}"))
    assert page.status_code == 200
    assert page.content.decode().count("<h1") == 1


def test_the_home_page_leads_to_registration_login_and_help(client):
    page = client.get(ACCUEIL).content.decode()
    for route in ("account_login", "inscription:identifiants", "aide:accueil"):
        assert f'href="{reverse(route)}"' in page


def test_who_is_logged_in_goes_to_work(connecte, lecteur, gestionnaire):
    assert connecte(lecteur).get(ACCUEIL).headers["Location"] == TABLEAU
    assert connecte(gestionnaire).get(TABLEAU).headers["Location"] == reverse("gestion:accueil")


def test_a_visitor_logs_in_first(client):
    arrivee = client.get(TABLEAU, follow=True)
    assert arrivee.redirect_chain[-1][0].startswith(reverse("account_login"))
    assert f'value="{TABLEAU}"' in arrivee.content.decode()


def test_a_person_without_account_learns_why(connecte, lecteur):
    Appartenance.objects.update(suspendue_le=timezone.now())
    page = connecte(lecteur).get(TABLEAU)
    assert page.status_code == 200
    assert "accès est suspendu" in page.content.decode()


def test_an_empty_dashboard_says_how_to_begin(connecte, deposant, lecteur):
    assert reverse("depot:transmettre") in connecte(deposant).get(TABLEAU).content.decode().split("<main")[1]
    assert reverse("depot:transmettre") not in connecte(lecteur).get(TABLEAU).content.decode()


@pytest.mark.usefixtures("registre", "fiches")
def test_the_dashboard_counts_what_is_open_refused_and_accepted(connecte, lecteur, certificateur_a):
    inconnu = passage(titulaire(nom_naissance="INTROUVABLE"))
    deposer(certificateur_a, flux(certificateur_a, passage(), inconnu))
    recevoir(certificateur_a, flux(certificateur_a, passage(titulaire(1))))
    recevoir(certificateur_a, b"<a/>", "mauvais.xml")
    page = connecte(lecteur).get(TABLEAU).content.decode()
    assert f"1{N}dépôt en cours" in page
    assert f"1{N}passage refusé" in page
    assert f"et 1{N}accepté ces 30" in page
    assert f"1{N}fichier rejeté" in page
    assert "mauvais.xml" in page.replace("<wbr>", "")


@pytest.mark.usefixtures("registre", "fiches")
def test_old_figures_and_other_accounts_do_not_count(connecte, lecteur, certificateur_a, certificateur_b):
    deposer(certificateur_a, flux(certificateur_a, passage()), "ancien.xml")
    Depot.objects.update(recu_le=timezone.now() - timedelta(days=31))
    recevoir(certificateur_b, b"<a/>", "ailleurs.xml")
    page = connecte(lecteur).get(TABLEAU).content.decode()
    assert "aucun passage refusé" in page
    assert f"0{N}accepté" in page
    assert "fichier rejeté" not in page
    assert "ancien.xml" in page.replace("<wbr>", "")
    assert "ailleurs.xml" not in page.replace("<wbr>", "")
