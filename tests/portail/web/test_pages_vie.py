"""Pages of the life of an organisme: its administrators', and the gestionnaires'."""

import re

import fabriques
import pytest
from django.test import Client
from django.urls import reverse

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.organismes.enums import Droit, Role

pytestmark = pytest.mark.django_db
COORDONNEES = reverse("organisation:coordonnees")
VALEURS = {
    "raison_sociale": "Lycée Neuf",
    "contact_nom": "Contact",
    "contact_prenom": "Camille",
    "contact_email": "neuve@exemple.test",
    "contact_fonction": "",
    "adresse": "1 rue des Lilas",
    "code_postal": "35000",
    "commune": "Rennes",
}


@pytest.fixture
def compte():
    return fabriques.compte(fabriques.organisme("Lycée Exemple"))


@pytest.fixture
def chez_lui(connecte, compte):
    return connecte(compte.titulaire_du_compte)


@pytest.fixture
def agent(connecte, gestionnaire):
    return connecte(gestionnaire)


def page(reponse):
    return reponse.content.decode()


def url(nom, objet):
    return reverse(f"gestion:{nom}", kwargs={"pk": objet.pk})


class TestAdministrateur:
    def test_it_is_corrected_and_the_history_says_who(self, chez_lui, compte):
        lue = page(chez_lui.post(COORDONNEES, VALEURS, follow=True))
        for mot in ("Lycée Neuf", "Lycée Exemple", "Dominique Martin", "attend sa confirmation"):
            assert mot in lue
        compte.organisme.refresh_from_db()
        assert compte.organisme.commune == "Rennes"

    def test_the_new_contact_confirms_without_an_account(self, chez_lui, compte):
        chez_lui.post(COORDONNEES, VALEURS)
        texte = Courriel.objects.get(gabarit="contact_a_confirmer").texte
        ailleurs, ici = Client(), reverse("organisation:contact")
        assert ailleurs.get(re.search(r"/organisation/contact/\S+", texte)[0]).url == ici
        assert "Confirmer votre adresse" in page(ailleurs.get(ici))
        compte.organisme.refresh_from_db()
        assert compte.organisme.contact_email != "neuve@exemple.test"
        assert "Votre adresse est confirmée" in page(ailleurs.post(ici))
        compte.organisme.refresh_from_db()
        assert compte.organisme.contact_email == "neuve@exemple.test"
        assert ailleurs.get(ici).status_code == 410
        assert ailleurs.get(reverse("organisation:confirmer_contact", args=["x" * 43])).status_code == 410

    def test_faults_are_at_their_fields(self, chez_lui):
        reponse = chez_lui.post(COORDONNEES, {**VALEURS, "raison_sociale": "", "contact_email": "abc"})
        assert reponse.status_code == 422
        assert sorted(reponse.context["form"].errors) == ["contact_email", "raison_sociale"]

    def test_only_administrators_correct(self, connecte, compte):
        assert connecte(fabriques.membre(compte, Droit.DEPOSANT)).get(COORDONNEES).status_code == 403


class TestGestionnaire:
    def test_a_correction_has_its_reason_and_tells_both_addresses(self, agent, compte):
        sans = agent.post(url("coordonnees", compte.organisme), VALEURS)
        assert list(sans.context["form"].errors) == ["motif"]
        agent.post(url("coordonnees", compte.organisme), {**VALEURS, "motif": "Demande écrite"})
        assert Courriel.objects.filter(gabarit="contact_change").count() == 2
        assert "Demande écrite" in page(agent.get(url("organisme", compte.organisme)))

    def test_the_siret_changes_and_a_known_one_is_refused_at_its_field(self, agent, compte):
        deja = fabriques.organisme().siret
        reponse = agent.post(url("siret", compte.organisme), {"siret": deja, "motif": "Fusion"})
        assert list(reponse.context["form"].errors) == ["siret"]
        neuf = fabriques.siret()
        agent.post(url("siret", compte.organisme), {"siret": neuf, "motif": "Déménagement"})
        compte.organisme.refresh_from_db()
        assert compte.organisme.siret == neuf

    def test_contracts_closing_and_reopening(self, agent, compte):
        contrat = compte.organisme.contrats.get()
        agent.post(url("nouveau_contrat", compte.organisme), {"role": Role.DEPOSANT, "motif": "Mandats"})
        assert compte.organisme.contrats.filter(role=Role.DEPOSANT).count() == 1
        agent.post(url("fin_de_contrat", contrat), {"fin": "31/12/2099", "motif": "Fin prévue"})
        contrat.refresh_from_db()
        assert contrat.fin.year == 2099
        assert "révoqués" in page(agent.get(url("fermer", compte.organisme)))
        agent.post(url("fermer", compte.organisme), {"motif": "Fin d’activité"})
        assert "Fermé le" in page(agent.get(url("organisme", compte.organisme)))
        agent.post(url("rouvrir", compte.organisme), {"motif": "Erreur"})
        compte.organisme.refresh_from_db()
        assert compte.organisme.ferme_le is None
