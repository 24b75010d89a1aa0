"""The inbox of requests: what the pages show, refuse and do."""

import fabriques
import pytest
from django.urls import reverse
from fabriques_demandes import confirmee, declare, deposer

from accrochage.portail.organismes.enums import EtatDemandeInscription as Etat
from accrochage.portail.organismes.models import DemandeInscription, ModeleDeReponse, Organisme
from accrochage.portail.organismes.services import instruction
from accrochage.portail.referentiel.models import Certification, Detention

pytestmark = pytest.mark.django_db
LISTE = reverse("gestion:demandes")


def page(reponse):
    return reponse.content.decode()


def url(nom, demande):
    return reverse(f"gestion:{nom}", kwargs={"pk": demande.pk})


@pytest.fixture
def agent(connecte, gestionnaire):
    return connecte(gestionnaire)


class TestListe:
    def test_what_waits_for_the_operator_oldest_first(self, agent, gestionnaire):
        deposer(raison_sociale="Non confirmée")
        anciennes = [confirmee(raison_sociale=f"Demande {lettre}") for lettre in "BA"]
        muette = confirmee(raison_sociale="Muette")
        instruction.demander_information(demande=muette, texte="?", par=gestionnaire, adresse=None)
        lue = agent.get(LISTE)
        assert list(lue.context["page"].object_list) == anciennes
        assert "2\N{NO-BREAK SPACE}demandes à traiter" in page(lue)
        par_nom = agent.get(LISTE, {"tri": "organisme"}).context["page"].object_list
        assert [d.raison_sociale for d in par_nom] == ["Demande A", "Demande B"]
        assert list(agent.get(LISTE, {"etat": "INFORMATION_DEMANDEE"}).context["page"].object_list) == [
            muette
        ]
        assert agent.get(LISTE, {"etat": "toutes"}).context["page"].paginator.count == 3
        assert list(agent.get(LISTE, {"etat": "miennes"}).context["page"].object_list) == [muette]

    def test_search_by_reference_siret_or_name(self, agent):
        demande = confirmee(raison_sociale="Institut cherché")
        confirmee()
        for mot in ("cherché", demande.reference_groupee.lower(), demande.siret_groupe):
            assert list(agent.get(LISTE, {"q": mot}).context["page"].object_list) == [demande]
        assert "Aucune demande ne correspond" in page(agent.get(LISTE, {"q": "zzz"}))

    def test_a_wrong_filter_filters_nothing(self, agent):
        confirmee()
        assert agent.get(LISTE, {"etat": "x", "tri": "x", "page": "x"}).context["page"].paginator.count == 1


class TestPage:
    def test_declared_beside_held_and_who_may_be_known_already(self, agent):
        connu = fabriques.organisme("Institut des Demandes")
        demande = confirmee(certifications=["RNCP1", "RNCP2"])
        for code in ("RNCP2", "RNCP3"):
            fiche = Certification.objects.create(code=code, type="RNCP", intitule=f"Titre {code}")
            Detention.objects.create(certification=fiche, siret=demande.siret)
        lue = agent.get(url("demande", demande))
        assert [(c["code"], c["declaree"], c["detenue"]) for c in lue.context["certifications"]] == [
            ("RNCP1", True, False),
            ("RNCP2", True, True),
            ("RNCP3", False, True),
        ]
        assert "inconnue du référentiel" in page(lue)
        assert reverse("gestion:organisme", args=[connu.pk]) in page(lue)

    def test_an_unconfirmed_one_does_not_exist(self, agent):
        assert agent.get(url("demande", deposer())).status_code == 404

    def test_taking_it_shows_the_others_who_has_it(self, agent, gestionnaire, connecte):
        demande = confirmee()
        agent.post(url("prendre_demande", demande))
        autre = connecte(fabriques.gestionnaire("Gilles", "Grand"))
        assert f"{gestionnaire.nom_complet} a cette demande en main" in page(
            autre.get(url("demande", demande))
        )


class TestDecision:
    def test_a_question_and_a_refusal_begin_with_a_ready_made_text(self, agent):
        demande = confirmee()
        modele = ModeleDeReponse.objects.filter(usage="INFORMATION").first()
        vue = agent.get(url("information_demande", demande), {"modele": modele.pk})
        assert modele.texte in page(vue).replace("&#x27;", "'")
        assert agent.post(url("information_demande", demande), {"texte": " "}).status_code == 422
        agent.post(url("information_demande", demande), {"texte": "Qui ?"})
        demande.refresh_from_db()
        assert demande.etat == Etat.INFORMATION_DEMANDEE
        agent.post(url("refuser_demande", demande), {"texte": "Non."})
        demande.refresh_from_db()
        assert (demande.etat, demande.motif) == (Etat.REFUSEE, "Non.")

    def test_a_deposant_that_is_not_known_asks_for_its_contact(self, agent):
        demande = confirmee(deposants=[declare()])
        assert agent.post(url("accepter_demande", demande)).status_code == 422
        assert not Organisme.objects.exists()
        prefixe = f"deposant-{demande.deposants.get().pk}-"
        champs = {"prenom": "Paule", "nom": "Petit", "email": "paule@exemple.test"}
        agent.post(url("accepter_demande", demande), {prefixe + c: v for c, v in champs.items()})
        assert Organisme.objects.count() == 2
        assert "Renvoyer les identifiants" in page(agent.get(url("demande", demande)))

    def test_the_page_says_that_a_known_body_is_written_to_at_its_own_address(self, agent):
        connu = fabriques.organisme()
        demande = confirmee(siret=connu.siret)
        assert f"{connu.contact_email}, et non à l’adresse de la demande" in page(
            agent.get(url("accepter_demande", demande))
        )

    def test_the_second_of_two_learns_who_decided(self, agent, gestionnaire):
        demande = confirmee()
        agent.post(url("accepter_demande", demande))
        for nom in ("accepter_demande", "refuser_demande", "information_demande", "prendre_demande"):
            reponse = agent.post(url(nom, demande), {"texte": "Non."}, follow=True)
            assert f"{gestionnaire.nom_complet} a déjà accepté cette demande" in page(reponse)
        assert DemandeInscription.objects.get().etat == Etat.ACCEPTEE


def test_ready_made_answers_are_written_changed_and_removed(agent):
    champs = {"titre": "Un titre", "usage": "REFUS", "texte": "Un texte."}
    assert agent.post(reverse("gestion:nouveau_modele"), champs).url == reverse("gestion:modeles")
    modele = ModeleDeReponse.objects.get(titre="Un titre")
    double = agent.post(reverse("gestion:nouveau_modele"), champs)
    assert "Un modèle porte déjà ce titre." in page(double)
    agent.post(url("modele", modele), {**champs, "texte": "Autre."})
    modele.refresh_from_db()
    assert modele.texte == "Autre."
    agent.post(url("supprimer_modele", modele))
    assert not ModeleDeReponse.objects.filter(pk=modele.pk).exists()
