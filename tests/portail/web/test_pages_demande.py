"""« Je souhaite me faire connaître »: the pages, from the first to the follow-up."""

import re

import fabriques
import pytest
from django.test import Client
from django.urls import reverse
from fabriques_demandes import confirmee
from fabriques_pieces import PDF, envoi

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.organismes.models import DemandeInscription
from accrochage.portail.organismes.services import confirmation, demandes, instruction
from accrochage.portail.referentiel.models import Certification, Detention
from accrochage.portail.web.demande.forms import DEPOSANTS_MAX

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pieces_a_part")]
CONTACT = {"prenom": "Charles", "nom": "Cordier", "email": "charles@exemple.test", "fonction": "Directeur"}


def url(nom):
    return reverse(f"demande:{nom}")


def page(reponse):
    return reponse.content.decode()


@pytest.fixture
def siret():
    return fabriques.siret()


@pytest.fixture
def commence(client, siret):
    """A visitor who has filled the first two pages."""
    assert client.post(url("organisme"), {"siret": siret, "raison_sociale": "Institut"}).url == url("contact")
    assert client.post(url("contact"), CONTACT).url == url("certifications")
    return client


def finir(client):
    client.post(url("certifications"), {"suite": "1"})
    client.post(url("deposants"), {"suite": "1", "elle_meme": "1"})
    return client.post(url("resume"))


class TestPages:
    def test_from_the_first_page_to_the_operator(self, commence, siret):
        Certification.objects.create(code="RNCP1", type="RNCP", intitule="Relieur", active=True)
        commence.post(url("certifications"), {"ajouter": ["RNCP1", "RNCP404"]})
        assert commence.post(url("certifications"), {"suite": "1"}).url == url("deposants")
        autre = {"siret": fabriques.siret(), "raison_sociale": "Prestataire", "nature": "PRESTATAIRE"}
        commence.post(url("deposants"), {**autre, "ajouter": "1"})
        assert commence.post(url("deposants"), {"suite": "1"}).url == url("resume")
        relu = page(commence.get(url("resume")))
        for mot in ("Institut", "Charles Cordier", "RNCP1", "Relieur", "Prestataire"):
            assert mot in relu
        assert "RNCP404" not in relu
        assert not DemandeInscription.objects.exists()
        assert commence.post(url("resume")).url == url("envoye")
        demande = DemandeInscription.objects.get()
        assert (demande.siret, demande.depose_elle_meme) == (siret, False)
        assert "charles@exemple.test" in page(commence.get(url("envoye")))
        texte = Courriel.objects.get(gabarit="demande_lien").texte
        ailleurs = Client()
        assert ailleurs.get(re.search(r"/se-faire-connaitre/lien/\S+", texte)[0]).url == url("confirmer")
        assert "Prestataire" in page(ailleurs.get(url("confirmer")))
        assert demande.reference_groupee in page(ailleurs.post(url("confirmer")))
        assert DemandeInscription.objects.a_traiter().get() == demande

    def test_every_fault_is_told_at_its_field(self, client):
        reponse = client.post(url("organisme"), {"siret": "123", "raison_sociale": ""})
        assert reponse.status_code == 422
        assert "vérifiez ses 14 chiffres" in page(reponse)
        assert "Indiquez la raison sociale." in page(reponse)
        assert "Cette adresse n’est pas complète" in page(
            client.post(url("contact"), {**CONTACT, "email": "charles"})
        )

    def test_what_the_referentiel_gives_to_the_body_comes_first(self, commence, siret):
        fiche = Certification.objects.create(code="RNCP7", type="RNCP", intitule="Relieur", active=True)
        Detention.objects.create(certification=fiche, siret=siret)
        assert "votre organisme détient" in page(commence.get(url("certifications")))
        assert "Aucune autre certification" in page(commence.get(url("certifications"), {"q": "zzz"}))

    def test_a_page_skipped_leads_back_to_it(self, client, siret):
        for nom in ("certifications", "deposants", "resume"):
            assert client.get(url(nom)).url == url("organisme")
        assert client.get(url("envoye")).url == url("commencer")

    def test_a_training_partner_oneself_and_the_same_twice_are_refused(self, commence, siret):
        bon = {"siret": fabriques.siret(), "raison_sociale": "P", "nature": "PRESTATAIRE", "ajouter": "1"}
        assert "Un partenaire de formation" in page(
            commence.post(url("deposants"), {**bon, "nature": "PARTENAIRE"})
        )
        assert "votre propre organisme" in page(commence.post(url("deposants"), {**bon, "siret": siret}))
        assert commence.post(url("deposants"), bon).status_code == 302
        assert "déjà dans la liste" in page(commence.post(url("deposants"), bon))
        commence.post(url("deposants"), {"retirer": bon["siret"]})
        assert bon["siret"] not in str(commence.session["demande"])

    def test_somebody_has_to_deposit(self, commence):
        commence.post(url("certifications"), {"suite": "1"})
        reponse = commence.post(url("deposants"), {"suite": "1"})
        assert reponse.status_code == 422
        assert "Personne ne déposerait" in page(reponse)

    def test_the_list_of_deposants_is_bounded(self, commence):
        for _ in range(DEPOSANTS_MAX + 1):
            champs = {"siret": fabriques.siret(), "raison_sociale": "P", "nature": "PRESTATAIRE"}
            commence.post(url("deposants"), {**champs, "ajouter": "1"})
        assert len(commence.session["demande"]["deposants"]) == DEPOSANTS_MAX

    def test_a_robot_that_fills_the_trap_sends_nothing(self, client, siret):
        client.post(url("organisme"), {"siret": siret, "raison_sociale": "I", "site": "http://x"})
        client.post(url("contact"), CONTACT)
        assert finir(client).url == url("envoye")
        assert client.post(url("envoye")).url == url("envoye")
        assert not DemandeInscription.objects.exists()
        assert not Courriel.objects.exists()

    def test_too_many_are_stopped_with_a_page(self, commence, siret):
        for _ in range(demandes.DEMANDES_PAR_SIRET):
            confirmee(siret=siret, adresse="198.51.100.7")
        assert finir(commence).status_code == 429

    def test_the_mail_is_sent_again(self, commence):
        finir(commence)
        for attendu in (2, 3, 4):
            assert commence.post(url("envoye")).url == url("envoye")
            assert Courriel.objects.filter(gabarit="demande_lien").count() == attendu
        assert commence.post(url("envoye")).status_code == 429

    def test_a_used_link_and_a_wrong_one(self, client):
        confirmee()
        texte = Courriel.objects.get(gabarit="demande_lien").texte
        adresse = re.search(r"/se-faire-connaitre/lien/\S+", texte)[0]
        assert "déjà confirmée" in page(client.get(adresse))
        assert client.get(reverse("demande:lien", args=["x" * 43])).status_code == 410


class TestSuivi:
    def entrer(self, client, demande):
        champs = {"reference": demande.reference_groupee, "email": demande.contact_email}
        return client.post(url("suivre"), champs)

    def test_question_and_answer(self, client, gestionnaire):
        demande = confirmee()
        assert self.entrer(client, demande).url == url("ma_demande")
        instruction.demander_information(
            demande=demande, texte="Qui êtes-vous ?", par=gestionnaire, adresse=None
        )
        assert "Qui êtes-vous ?" in page(client.get(url("ma_demande")))
        assert client.post(url("ma_demande"), {"texte": ""}).status_code == 422
        mauvaise = {"texte": "Voici", "piece": envoi(b"<html>", "a.pdf")}
        assert client.post(url("ma_demande"), mauvaise).status_code == 422
        assert not demande.messages.filter(sens="DEMANDEUR").exists()
        bonne = {"texte": "Voici", "piece": envoi(PDF, "a.pdf")}
        assert client.post(url("ma_demande"), bonne).url == url("ma_demande")
        assert "a.pdf" in page(client.get(url("ma_demande"))).replace("<wbr>", "")

    def test_another_session_and_a_wrong_address_see_nothing(self, client):
        demande = confirmee()
        reponse = client.post(url("suivre"), {"reference": demande.reference, "email": "autre@exemple.test"})
        assert reponse.status_code == 422
        assert "Aucune demande confirmée" in page(reponse)
        assert client.get(url("ma_demande")).url == url("suivre")

    def test_a_decision_is_shown_and_takes_no_more_message(self, client, gestionnaire):
        demande = confirmee()
        self.entrer(client, demande)
        instruction.refuser(demande=demande, motif="Aucune fiche.", par=gestionnaire, adresse=None)
        assert "Aucune fiche." in page(client.get(url("ma_demande")))
        client.post(url("ma_demande"), {"texte": "Pourquoi ?"})
        assert not demande.messages.exists()

    def test_guessing_is_stopped_with_a_page(self, client):
        for _ in range(confirmation.SUIVIS_PAR_RESEAU):
            client.post(url("suivre"), {"reference": "DEM22222222", "email": "a@exemple.test"})
        assert self.entrer(client, confirmee()).status_code == 429
