"""The account's pages and the person's own."""

from datetime import UTC, datetime

import fabriques
import pytest
from django.urls import reverse

from accrochage.portail.organismes.enums import Role

pytestmark = pytest.mark.django_db
COMPTE = reverse("organisation:compte")
PROFIL = reverse("profil:accueil")


def test_a_member_sees_the_organisme_its_numbers_and_its_people(connecte, lecteur, certificateur_a):
    page = connecte(lecteur).get(COMPTE).content.decode()
    assert "Lycée Exemple" in page
    assert certificateur_a.organisme.matricule_groupe in page
    assert certificateur_a.organisme.contrats.get().numero_groupe in page
    assert "Alice Arnaud" in page
    assert "en est titulaire" in page


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
    assert "Compte actuel" in page
    assert "Travailler dans ce compte" in page


def test_a_gestionnaire_has_a_profile_and_no_account(connecte, gestionnaire):
    client = connecte(gestionnaire)
    assert client.get(PROFIL).status_code == 200
    assert client.get(COMPTE).status_code == 403


def test_days_are_those_of_the_portal_s_time_zone(connecte, lecteur, certificateur_a):
    certificateur_a.ouvert_le = datetime(2026, 10, 5, 22, 30, tzinfo=UTC)
    certificateur_a.save()
    assert "ouvert le 6\u00a0octobre\u00a02026" in connecte(lecteur).get(COMPTE).content.decode()
