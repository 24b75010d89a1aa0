"""The operator's side."""

import fabriques
import pytest
from django.urls import reverse

from accrochage.portail.courriels.enums import EtatCourriel
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.models import Organisme

pytestmark = pytest.mark.django_db
LISTE = reverse("gestion:organismes")
NOUVEAU = reverse("gestion:nouvel_organisme")
SAISIE = {
    "siret": "732 829 320 00074",
    "raison_sociale": "Lycée Exemple",
    "contact_prenom": "Camille",
    "contact_nom": "Contact",
    "contact_email": "camille@exemple.test",
    "certificateur": "on",
}


@pytest.fixture
def agent(connecte, gestionnaire):
    return connecte(gestionnaire)


@pytest.fixture
def exploitant(connecte, technique):
    return connecte(technique)


def noms(reponse):
    return [o.raison_sociale for o in reponse.context["page"]]


def test_recording_an_organisme_shows_its_page_and_mails_its_identifiers(agent, gestionnaire):
    reponse = agent.post(NOUVEAU, SAISIE, follow=True)
    organisme = Organisme.objects.get()
    assert reponse.redirect_chain == [(reverse("gestion:organisme", args=[organisme.pk]), 302)]
    page = reponse.content.decode()
    assert organisme.matricule_groupe in page
    assert "camille@exemple.test" in page
    assert "En attente" in page
    assert Courriel.objects.get().destinataire == "camille@exemple.test"
    assert Entree.objects.get(action="organisme.enregistre").acteur == f"utilisateur:{gestionnaire.pk}"


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("siret", "73282932000075"),
        ("siret", ""),
        ("raison_sociale", " "),
        ("contact_email", "x"),
        ("contact_nom", ""),
    ],
)
def test_what_is_wrong_is_said_on_its_field_and_the_rest_is_kept(agent, champ, valeur):
    reponse = agent.post(NOUVEAU, {**SAISIE, champ: valeur})
    assert list(reponse.context["form"].errors) == [champ]
    assert reponse.context["form"]["contact_prenom"].value() == "Camille"
    assert not Organisme.objects.exists()


def test_a_known_siret_is_said_without_naming_the_organisme(agent):
    fabriques.organisme("Secret & Fils", siret="73282932000074")
    reponse = agent.post(NOUVEAU, SAISIE)
    assert list(reponse.context["form"].errors) == ["siret"]
    assert "Secret" not in reponse.content.decode()


class TestListe:
    @pytest.fixture
    def trois(self):
        return [fabriques.organisme(nom) for nom in ("Beta", "Alpha", "Gamma")]

    def test_it_is_ordered_as_asked(self, agent, trois):
        assert noms(agent.get(LISTE)) == ["Alpha", "Beta", "Gamma"]
        assert noms(agent.get(LISTE, {"tri": "-nom"})) == ["Gamma", "Beta", "Alpha"]
        assert noms(agent.get(LISTE, {"tri": "-date"})) == ["Gamma", "Alpha", "Beta"]
        assert noms(agent.get(LISTE, {"tri": "contact_email; --"})) == ["Alpha", "Beta", "Gamma"]

    def test_it_finds_by_name_siret_matricule_and_contract(self, agent, trois):
        beta = trois[0]
        numero = beta.contrats.get().numero
        for saisie in ("bet", beta.siret_groupe, beta.matricule_groupe.lower(), f"{numero[:6]} {numero[6:]}"):
            assert noms(agent.get(LISTE, {"q": saisie})) == ["Beta"]
        assert noms(agent.get(LISTE, {"q": "introuvable"})) == []

    def test_it_has_pages_and_any_page_number_answers(self, agent):
        for _ in range(26):
            fabriques.organisme()
        assert len(noms(agent.get(LISTE))) == 25
        assert len(noms(agent.get(LISTE, {"page": 2}))) == 1
        assert len(noms(agent.get(LISTE, {"page": "x"}))) == 25
        assert len(noms(agent.get(LISTE, {"page": 99}))) == 1

    def test_it_does_not_cost_a_query_a_row(self, agent, trois, django_assert_max_num_queries):
        with django_assert_max_num_queries(17):
            agent.get(LISTE)

    def test_hostile_search_finds_nothing(self, agent, trois):
        for saisie in ("%", "' OR 1=1 --", "\\", "<script>"):
            assert noms(agent.get(LISTE, {"q": saisie})) == []
        assert agent.get(LISTE, {"q": "\x00"}).status_code == 200


def test_identifiers_are_sent_again_until_the_account_is_open(agent):
    organisme = fabriques.organisme()
    chemin = reverse("gestion:renvoyer_identifiants", args=[organisme.pk])
    agent.post(chemin)
    assert Courriel.objects.count() == 2
    agent.get(chemin)
    assert Courriel.objects.count() == 2
    fabriques.compte(organisme)
    agent.post(chemin)
    assert Courriel.objects.count() == 2


def test_the_page_shows_who_holds_the_account(agent, certificateur_a, lecteur):
    page = agent.get(reverse("gestion:organisme", args=[certificateur_a.organisme_id])).content.decode()
    assert "Alice Arnaud" in page
    assert lecteur.nom_complet in page


def test_failed_mails_are_listed_and_sent_again(exploitant):
    agent = exploitant
    fabriques.organisme()
    Courriel.objects.update(etat=EtatCourriel.ECHEC, essais=6, erreur="SMTPServerDisconnected")
    page = agent.get(reverse("gestion:courriels")).content.decode()
    assert "SMTPServerDisconnected" in page
    courriel = Courriel.objects.get()
    agent.post(reverse("gestion:relancer_courriel", args=[courriel.pk]))
    courriel.refresh_from_db()
    assert courriel.etat == EtatCourriel.A_ENVOYER
    assert "Tous les courriels sont partis" in agent.get(reverse("gestion:courriels")).content.decode()


@pytest.mark.parametrize(
    "chemin",
    [
        LISTE,
        NOUVEAU,
        reverse("gestion:organisme", args=[1]),
        reverse("gestion:courriels"),
        reverse("gestion:accueil"),
    ],
)
def test_nobody_else_gets_there(client, connecte, administrateur, chemin):
    assert client.get(chemin).status_code == 302
    assert connecte(administrateur).get(chemin).status_code == 403


def test_the_first_page_is_one_that_the_role_opens(agent, exploitant):
    for client in (agent, exploitant):
        assert client.get(reverse("gestion:accueil")).status_code == 200


def test_what_does_not_exist_is_not_found(agent, exploitant):
    assert agent.get(reverse("gestion:organisme", args=[10**6])).status_code == 404
    assert exploitant.post(reverse("gestion:relancer_courriel", args=[10**6])).status_code == 404
