"""The header shows what one may do, and where one is."""

import fabriques
import pytest
from django.urls import reverse

from accrochage.portail.organismes.enums import Role

pytestmark = pytest.mark.django_db
ACCUEIL = reverse("public:accueil")
TABLEAU = reverse("public:tableau_de_bord")
AIDE = reverse("aide:accueil")


def navigation(page: str) -> str:
    return page.split('aria-label="Navigation principale"', 1)[1].split("</nav>", 1)[0]


def test_a_visitor_may_log_in_register_and_read(client):
    page = client.get(ACCUEIL).content.decode()
    assert "Suivi" not in navigation(page)
    assert reverse("account_login") in page
    assert reverse("inscription:identifiants") in page


def test_a_deposant_transmits_and_a_reader_does_not(connecte, deposant, lecteur):
    transmettre = f'href="{reverse("depot:transmettre")}"'
    assert transmettre in navigation(connecte(deposant).get(TABLEAU).content.decode())
    assert transmettre not in navigation(connecte(lecteur).get(TABLEAU).content.decode())


def test_the_current_entry_is_marked(connecte, lecteur):
    page = navigation(connecte(lecteur).get(reverse("suivi:liste")).content.decode())
    assert page.count('aria-current="page"') == 1
    assert page.index("/suivi/") < page.index('aria-current="page"') < page.index("Suivi")


def test_the_account_is_named_with_its_role_and_matricule(connecte, lecteur, certificateur_a):
    page = connecte(lecteur).get(TABLEAU).content.decode()
    assert "Lycée Exemple · certificateur" in page
    assert certificateur_a.organisme.matricule_groupe in page
    assert "Changer de compte" not in page


def test_a_person_with_two_accounts_may_switch(connecte, administrateur, certificateur_a):
    autre = fabriques.compte(certificateur_a.organisme, titulaire=administrateur, role=Role.DEPOSANT)
    page = connecte(administrateur).get(TABLEAU).content.decode()
    assert "Changer de compte" in page
    assert f'name="compte" value="{autre.pk}"' in " ".join(page.split())


def test_the_operator_s_side_is_marked(connecte, gestionnaire, administrateur):
    page = connecte(gestionnaire).get(reverse("gestion:organismes")).content.decode()
    assert "Espace gestionnaire" in page
    assert "cote-gestion" in page
    assert "Suivi" not in navigation(page)
    assert "cote-gestion" not in connecte(administrateur).get(TABLEAU).content.decode()


def test_a_gestionnaire_with_an_account_goes_from_one_side_to_the_other(
    connecte, gestionnaire, certificateur_a
):
    fabriques.membre(certificateur_a, fabriques.Droit.LECTEUR, gestionnaire)
    client = connecte(gestionnaire)
    assert reverse("gestion:accueil") in client.get(TABLEAU).content.decode()
    assert TABLEAU in client.get(reverse("gestion:organismes")).content.decode()


def test_nothing_says_demonstration_elsewhere_than_in_one(client):
    assert "Démonstration" not in client.get(AIDE).content.decode()
