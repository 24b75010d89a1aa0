"""The account's pages and the person's own."""

import fabriques
import pytest
from django.urls import reverse

from accrochage.portail.organismes.enums import Role

pytestmark = pytest.mark.django_db
COMPTE = reverse("organisation:compte")
PROFIL = reverse("organisation:profil")


def test_a_member_sees_the_organisme_its_numbers_and_its_people(connecte, lecteur, certificateur_a):
    page = connecte(lecteur).get(COMPTE).content.decode()
    assert "Lycée Exemple" in page
    assert certificateur_a.organisme.matricule_groupe in page
    assert certificateur_a.organisme.contrats.get().numero_groupe in page
    assert "Alice Arnaud" in page
    assert "titulaire du compte" in page


def test_a_member_sees_nobody_of_another_account_nor_any_address(connecte, lecteur, etranger, administrateur):
    page = connecte(lecteur).get(COMPTE).content.decode()
    assert etranger.nom_complet not in page
    assert "Centre Témoin" not in page
    assert administrateur.email not in page


def test_a_person_sees_their_own_login_and_accounts(connecte, administrateur, certificateur_a):
    fabriques.compte(certificateur_a.organisme, titulaire=administrateur, role=Role.DEPOSANT)
    page = connecte(administrateur).get(PROFIL).content.decode()
    assert administrateur.identifiant_groupe in page
    assert administrateur.email in page
    assert "compte actuel" in page
    assert "Travailler dans ce compte" in page


def test_a_gestionnaire_has_a_profile_and_no_account(connecte, gestionnaire):
    client = connecte(gestionnaire)
    assert client.get(PROFIL).status_code == 200
    assert client.get(COMPTE).status_code == 403
