"""Questions to the operator, frequent questions, « Suis-je concerné ? », and the steps of the home page."""

import re

import fabriques
import pytest
from conftest_depots import deposer, flux, passage
from django.test import Client
from django.urls import resolve, reverse

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.organismes.enums import EtatQuestion
from accrochage.portail.organismes.models import ModeleDeReponse, Question
from accrochage.portail.organismes.services import confirmation, questions
from accrochage.portail.reglages.registre import entier
from accrochage.portail.web.aide import faq
from accrochage.portail.web.public.concerne import REPONSES

pytestmark = pytest.mark.django_db
CONTACT = reverse("aide:contact")
MA_QUESTION = reverse("aide:ma_question")
SAISIE = {
    "prenom": "Ana",
    "nom": "Martin",
    "email": "Ana@exemple.test",
    "sujet": "Accès au compte",
    "texte": "Comment faire ?",
}


def page(reponse):
    return reponse.content.decode()


@pytest.fixture
def posee():
    """A confirmed question of a visitor."""
    questions.poser(**SAISIE, adresse=None)
    return questions.confirmer(jeton=jeton(), adresse=None)


def jeton():
    texte = Courriel.objects.filter(gabarit="question_lien").latest("id").texte
    return re.search(r"/([\w-]{40,})/", texte)[1]


class TestVisiteur:
    def test_it_reaches_the_operator_once_its_mail_is_confirmed(self, client):
        assert client.post(CONTACT, SAISIE).url == reverse("aide:contact_envoye")
        assert "Ana@exemple.test" in page(client.get(reverse("aide:contact_envoye")))
        assert not Question.objects.confirmees().exists()
        ailleurs = Client()
        ici = reverse("aide:question_confirmer")
        assert ailleurs.get(reverse("aide:question_lien", args=[jeton()])).url == ici
        assert "Accès au compte" in page(ailleurs.get(ici))
        assert ailleurs.post(ici).url == MA_QUESTION
        question = Question.objects.a_traiter().get()
        assert question.reference_groupee in page(ailleurs.get(MA_QUESTION))
        assert ailleurs.get(reverse("aide:question_lien", args=[jeton()])).status_code == 410

    def test_faults_are_at_their_fields(self, client):
        reponse = client.post(CONTACT, {**SAISIE, "email": "ana", "texte": ""})
        assert reponse.status_code == 422
        assert sorted(reponse.context["form"].errors) == ["email", "texte"]

    def test_a_robot_and_a_flood(self, client):
        client.post(CONTACT, {**SAISIE, "site": "http://x"})
        assert not Question.objects.exists()
        for _ in range(entier("DEMANDES_PAR_RESEAU")):
            client.post(CONTACT, SAISIE)
        assert client.post(CONTACT, SAISIE).status_code == 429

    def test_it_is_followed_by_its_reference_and_address(self, client, posee):
        suivre = reverse("aide:question_suivre")
        faux = {"reference": posee.reference, "email": "autre@exemple.test"}
        assert "Aucune question confirmée" in page(client.post(suivre, faux))
        assert client.get(MA_QUESTION).url == suivre
        juste = {"reference": posee.reference_groupee.lower(), "email": "ANA@exemple.test"}
        assert client.post(suivre, juste).url == MA_QUESTION
        assert "Comment faire" in page(client.get(MA_QUESTION))


class TestConnecte:
    def test_no_name_no_address_and_no_link_to_open(self, connecte, certificateur_a):
        client = connecte(certificateur_a.titulaire_du_compte)
        assert 'name="email"' not in page(client.get(CONTACT))
        assert client.post(CONTACT, {"sujet": "Accès", "texte": "Comment ?"}).url == MA_QUESTION
        question = Question.objects.a_traiter().get()
        assert question.organisme == certificateur_a.organisme
        assert question.email == certificateur_a.titulaire_du_compte.email


class TestGestion:
    @pytest.fixture
    def agent(self, connecte, gestionnaire):
        return connecte(gestionnaire)

    def test_it_is_answered_read_and_asked_again(self, agent, client, posee):
        liste = reverse("gestion:questions")
        assert list(agent.get(liste).context["page"].object_list) == [posee]
        ici = reverse("gestion:question", args=[posee.pk])
        modele = ModeleDeReponse.objects.filter(usage="REPONSE").first()
        assert modele.texte in page(agent.get(ici, {"modele": modele.pk}))
        assert agent.post(ici, {"texte": " "}).status_code == 422
        agent.post(ici, {"texte": "Ainsi."})
        posee.refresh_from_db()
        assert posee.etat == EtatQuestion.REPONDUE
        assert "Ainsi" not in Courriel.objects.get(gabarit="question_reponse").texte
        session = client.session
        session["question_suivie"] = posee.pk
        session.save()
        assert "Ainsi." in page(client.get(MA_QUESTION))
        client.post(MA_QUESTION, {"texte": "Et encore ?"})
        assert list(agent.get(liste, {"q": "accès"}).context["page"].object_list) == [posee]

    def test_closed_it_takes_nothing_more(self, agent, client, posee):
        agent.post(reverse("gestion:clore_question", args=[posee.pk]))
        agent.post(reverse("gestion:question", args=[posee.pk]), {"texte": "Trop tard"})
        with pytest.raises(confirmation.ReponseInattendue):
            questions.ajouter(question=posee, texte="Encore", adresse=None)
        assert posee.messages.count() == 1


class TestFaq:
    @pytest.mark.parametrize("mots", ["COMMUNE naissance", "commune  NAISSANCE", "communé"])
    def test_accents_and_case_are_forgiven(self, mots):
        assert "commune" in [a.cle for a in faq.chercher(mots)]

    def test_every_article_leads_somewhere(self, client):
        assert len({a.cle for a in faq.ARTICLES}) == len(faq.ARTICLES)
        for article in faq.ARTICLES:
            if article.route:
                assert resolve(reverse(article.route))
        lue = page(client.get(reverse("aide:faq")))
        assert all(a.question in lue for a in faq.ARTICLES)

    def test_nothing_found_says_what_to_do(self, client):
        lue = page(client.get(reverse("aide:faq"), {"q": "zzz"}))
        assert "Aucune question ne correspond" in lue
        assert CONTACT in lue


class TestConcerne:
    @pytest.mark.parametrize("choix", REPONSES)
    def test_every_situation_has_its_answer(self, client, choix):
        situation, delivree = choix
        lue = page(client.get(reverse("public:concerne"), {"situation": situation, "delivree": delivree}))
        assert REPONSES[choix].titre in lue
        assert reverse(REPONSES[choix].route) in lue
        assert "L. 6113-8" in lue

    def test_a_certificateur_says_whether_it_delivered(self, client):
        reponse = client.get(reverse("public:concerne"), {"situation": "detient"})
        assert list(reponse.context["form"].errors) == ["delivree"]


class TestEtapes:
    def etats(self, client):
        return [e.etat for e in client.get(reverse("public:accueil"), follow=True).context["etapes"]]

    def test_a_visitor_begins_and_a_request_begun_is_under_way(self, client):
        assert self.etats(client) == ["a_faire"] * 4
        client.post(reverse("demande:organisme"), {"siret": fabriques.siret(), "raison_sociale": "I"})
        assert self.etats(client)[0] == "en_cours"

    @pytest.mark.usefixtures("registre", "fiches")
    def test_an_account_goes_on_and_the_steps_leave_when_all_are_done(self, connecte, certificateur_a):
        client = connecte(certificateur_a.titulaire_du_compte)
        assert self.etats(client) == ["faite", "a_faire", "faite", "a_faire"]
        deposer(certificateur_a, flux(certificateur_a, passage()))
        assert self.etats(client) == []
