"""A form acts in the account whose page showed it, even when another tab has changed account since."""

import re
from pathlib import Path

import fabriques
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accrochage.portail import web
from accrochage.portail.depots.models import Depot
from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.models import Invitation
from accrochage.portail.web.acces import NIVEAUX_DE_COMPTE, routes

GABARITS = [
    gabarit
    for paquet in ("organisation", "depot", "suivi", "journal")
    for gabarit in sorted((Path(web.__path__[0]) / paquet).rglob("*.html"))
    if 'method="post"' in gabarit.read_text(encoding="utf-8")
]
SAISIE = {"prenom": "Nora", "nom": "Nest", "email": "nora@exemple.test", "droit": "DEPOSANT"}


@pytest.fixture
def autre(administrateur, certificateur_a):
    """The second account of the administrator of A."""
    return fabriques.compte(certificateur_a.organisme, titulaire=administrateur, role=Role.DEPOSANT)


@pytest.fixture
def client(connecte, administrateur, certificateur_a, autre):
    """The administrator of both accounts, who has just chosen the other one in another tab."""
    ouvert = connecte(administrateur)
    ouvert.post(reverse("organisation:changer_de_compte"), {"compte": autre.pk})
    return ouvert


@pytest.mark.django_db
def test_a_form_of_another_account_changes_nothing_and_says_why(client, certificateur_a, autre):
    saisie = {**SAISIE, "compte_de_la_page": certificateur_a.pk}
    reponse = client.post(reverse("organisation:inviter"), saisie)
    assert reponse.status_code == 409
    page = reponse.content.decode()
    assert "Vous avez changé de compte dans un autre onglet" in page
    assert "Revenir au compte de certificateur de Lycée Exemple" in page
    assert not Invitation.objects.exists()
    client.post(reverse("organisation:inviter"), {**SAISIE, "compte_de_la_page": autre.pk})
    assert Invitation.objects.get().compte == autre


@pytest.mark.django_db
def test_the_page_leads_back_to_the_account_it_came_from(client, certificateur_a):
    client.post(reverse("organisation:changer_de_compte"), {"compte": certificateur_a.pk})
    saisie = {**SAISIE, "compte_de_la_page": certificateur_a.pk}
    client.post(reverse("organisation:inviter"), saisie)
    assert Invitation.objects.get().compte == certificateur_a


@pytest.mark.django_db
@pytest.mark.parametrize("envoye", ["", "0", "abc", "9999999999999999999999"])
def test_an_account_that_is_not_the_person_s_is_refused_and_not_named(envoye, client, certificateur_b):
    for valeur in (envoye, certificateur_b.pk):
        reponse = client.post(reverse("organisation:inviter"), {**SAISIE, "compte_de_la_page": valeur})
        assert reponse.status_code == 409
        assert "Centre Témoin" not in reponse.content.decode()
    assert not Invitation.objects.exists()


@pytest.mark.django_db
def test_a_file_is_not_deposited_in_another_account(client, certificateur_a):
    fichier = SimpleUploadedFile("flux.xml", b"<flux/>", "text/xml")
    saisie = {"fichier": fichier, "compte_de_la_page": certificateur_a.pk}
    assert client.post(reverse("depot:transmettre"), saisie).status_code == 409
    saisie["fichier"] = SimpleUploadedFile("flux.xml", b"<flux/>", "text/xml")
    reponse = client.post(reverse("depot:transmettre"), saisie, headers={"HX-Request": "true"})
    assert reponse.headers["HX-Redirect"] == reverse("public:tableau_de_bord")
    assert not Depot.objects.exists()
    assert (
        "changé de compte dans un autre onglet" in client.get(reverse("depot:transmettre")).content.decode()
    )


@pytest.mark.django_db
def test_pages_carry_the_current_account(client, autre):
    for page in ("organisation:inviter", "depot:transmettre"):
        contenu = client.get(reverse(page)).content.decode()
        assert f'name="compte_de_la_page" value="{autre.pk}"' in contenu


def test_there_are_forms_to_look_at():
    assert len(GABARITS) >= 10
    assert any(regle.callback.acces.niveau in NIVEAUX_DE_COMPTE for _, regle in routes() if regle.callback)


@pytest.mark.parametrize("gabarit", GABARITS, ids=lambda chemin: chemin.name)
def test_every_form_of_an_account_says_whose_it_is(gabarit):
    texte = gabarit.read_text(encoding="utf-8")
    for formulaire in re.findall(r"<form[^>]*method=\"post\".*?</form>", texte, re.DOTALL):
        # The choice of an account serves in any.
        choix = "organisation:changer_de_compte" in formulaire
        assert choix or "{% compte_de_la_page %}" in formulaire, gabarit
