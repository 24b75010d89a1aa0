"""The registration pages of a déposant, and of a person who has a login already."""

from __future__ import annotations

import re

import fabriques
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.http import urlencode

from accrochage.portail.comptes.models import VersionCgu
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes import services
from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.models import Compte
from accrochage.portail.web.inscription import forms

pytestmark = pytest.mark.django_db
IDENTIFIANTS = reverse("inscription:identifiants")
PERSONNE = reverse("inscription:personne")
OUVRIR = reverse("inscription:ouvrir")
CONNEXION = reverse("account_login")
TABLEAU = reverse("public:tableau_de_bord")
PAULE = {
    "prenom": "Paule",
    "nom": "Petit",
    "email": "paule@exemple.test",
    "fonction": "Directrice",
    "cgu": "on",
}


@pytest.fixture
def certificateur():
    return fabriques.organisme("Lycée Exemple")


@pytest.fixture
def deposant(certificateur):
    return fabriques.deposant(certificateur, raison_sociale="Groupement Témoin")


@pytest.fixture
def saisie(certificateur, deposant):
    return {"matricule": deposant.matricule_groupe.lower(), "second": certificateur.matricule_groupe}


def contenu(reponse) -> str:
    return reponse.content.decode()


def entrer(client, personne):
    return client.post(
        f"{CONNEXION}?next={OUVRIR}",
        {"login": personne.identifiant, "password": fabriques.MOT_DE_PASSE, "next": OUVRIR},
    )


def test_the_page_never_asks_for_the_situation(client):
    page = contenu(client.get(IDENTIFIANTS))
    assert "Votre matricule" in page
    assert "Numéro de contrat, ou matricule de l’organisme qui vous a donné mandat" in page
    assert "situation" not in page.lower()
    assert len(re.findall(r"<(?:input|select)[^>]+name=\"(?!csrf)", page.split("<main")[1])) == 2


def test_every_page_says_the_role_that_is_opened(client, saisie):
    assert client.post(IDENTIFIANTS, saisie).url == PERSONNE
    assert "compte de déposant" in contenu(client.get(PERSONNE))
    client.post(PERSONNE, PAULE)
    assert "compte de déposant" in contenu(client.get(reverse("inscription:envoye")))
    texte = Courriel.objects.filter(gabarit="inscription_lien").latest("id").texte
    assert "compte de déposant" in texte
    client.get(re.search(r"/inscription/confirmer/\S+", texte)[0])
    assert "compte de déposant" in contenu(client.get(reverse("inscription:mot_de_passe")))
    client.post(reverse("inscription:mot_de_passe"), {"mot_de_passe": "sept petites girafes"})
    assert "compte de déposant" in contenu(client.get(reverse("inscription:terminee")))
    assert Compte.objects.get().role == Role.DEPOSANT


@pytest.mark.parametrize("second", ["MCFCER 12", "12 ABC", "MCFXYZ 000 001", "12 IBC 345"])
def test_a_wrong_shape_says_clearly_what_each_may_be(client, second):
    reponse = client.post(IDENTIFIANTS, {"matricule": "MCFCER 000 001", "second": second})
    assert reponse.context["form"].errors == {
        "matricule": [forms.MATRICULE_MAL_FORME],
        "second": [forms.SECOND_MAL_FORME],
    }


def test_the_answer_is_the_same_page_for_a_revoked_mandate_as_for_wrong_identifiers(saisie, deposant):
    services.revoquer_mandat(mandat=deposant.mandats_recus.get(), par="essai:1")
    pages = []
    for valeurs in (saisie, {**saisie, "second": "00 ZZZ 000"}):
        reponse = Client().post(IDENTIFIANTS, valeurs)
        texte = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|nonce="[^"]*"', "", contenu(reponse))
        pages.append((reponse.status_code, texte.replace(valeurs["second"], "SAISI")))
    assert pages[0] == pages[1]
    motifs = Entree.objects.filter(action="inscription.identifiants").order_by("id")
    assert [e.details["motif"] for e in motifs] == ["mandat_revoque", "organisme"]


def test_right_identifiers_of_the_other_role_start_another_registration(client, certificateur, deposant):
    fabriques.mandat(deposant=certificateur, certificateur=fabriques.organisme())
    contrat = certificateur.contrats.get(role=Role.CERTIFICATEUR).numero
    mandant = certificateur.mandats_recus.get().certificateur
    for second in (contrat, mandant.matricule):
        client.post(IDENTIFIANTS, {"matricule": certificateur.matricule, "second": second})
        client.post(PERSONNE, PAULE)
    assert sorted(certificateur.inscriptions.values_list("role", flat=True)) == [
        "CERTIFICATEUR",
        "DEPOSANT",
    ]


def test_a_revoked_mandate_ends_the_registration_under_way_with_its_page(client, saisie, deposant):
    client.post(IDENTIFIANTS, saisie)
    client.post(PERSONNE, PAULE)
    services.revoquer_mandat(mandat=deposant.mandats_recus.get(), par="essai:1")
    texte = Courriel.objects.filter(gabarit="inscription_lien").latest("id").texte
    reponse = client.get(re.search(r"/inscription/confirmer/\S+", texte)[0])
    assert reponse.status_code == 410
    assert "Ce compte ne s’ouvre plus" in contenu(reponse)


class TestIdentifiantExistant:
    @pytest.fixture
    def alice(self, certificateur_a):
        return certificateur_a.titulaire_du_compte

    def test_the_second_page_offers_it_and_the_login_comes_back_with_the_registration(
        self, client, saisie, alice
    ):
        client.post(IDENTIFIANTS, saisie)
        assert OUVRIR in contenu(client.get(PERSONNE))
        assert client.get(OUVRIR).url == f"{CONNEXION}?{urlencode({'next': OUVRIR})}"
        assert entrer(client, alice).url == OUVRIR
        page = contenu(client.get(OUVRIR))
        assert "compte de déposant" in page
        assert alice.identifiant_groupe in page
        assert 'name="cgu"' not in page
        assert client.post(OUVRIR).url == TABLEAU
        suite = client.get(TABLEAU)
        assert suite.context["request"].compte == Compte.objects.get(role=Role.DEPOSANT)
        assert "Le compte de déposant de Groupement Témoin est ouvert" in contenu(suite)
        assert Courriel.objects.filter(gabarit="inscription_lien").count() == 0
        assert Courriel.objects.get(gabarit="compte_ouvert").destinataire == alice.email

    def test_the_second_factor_is_asked_on_the_way_and_comes_back_too(self, client, saisie, alice):
        fabriques.second_facteur(alice)
        client.post(IDENTIFIANTS, saisie)
        client.get(OUVRIR)
        etape = entrer(client, alice)
        assert etape.url.startswith(reverse("mfa_authenticate"))
        assert client.get(OUVRIR).url.startswith(CONNEXION)
        reponse = client.post(etape.url, {"code": fabriques.code_du_moment(alice)})
        assert reponse.url == OUVRIR
        assert client.post(OUVRIR).url == TABLEAU

    def test_who_is_logged_in_is_offered_it_at_once_and_may_choose_otherwise(self, connecte, saisie, alice):
        client = connecte(alice)
        assert client.post(IDENTIFIANTS, saisie).url == OUVRIR
        assert PERSONNE in contenu(client.get(OUVRIR))
        assert client.get(PERSONNE).status_code == 200
        assert client.post(PERSONNE, PAULE).status_code == 302

    def test_new_conditions_are_accepted_there(self, connecte, saisie, alice):
        version = VersionCgu.objects.create(version="9.0", texte="Nouveau texte")
        client = connecte(alice)
        client.post(IDENTIFIANTS, saisie)
        assert 'name="cgu"' in contenu(client.get(OUVRIR))
        refus = client.post(OUVRIR)
        assert list(refus.context["form"].errors) == ["cgu"]
        assert not Compte.objects.filter(role=Role.DEPOSANT).exists()
        # Others were published while the page was read: they are shown in their turn
        assert client.post(OUVRIR, {"cgu": "on", "version": "8.0"}).url == OUVRIR
        assert not Compte.objects.filter(role=Role.DEPOSANT).exists()
        assert client.post(OUVRIR, {"cgu": "on", "version": "9.0"}).url == TABLEAU
        assert alice.acceptations_cgu.filter(version=version).exists()
        assert client.get(TABLEAU).status_code == 200

    def test_looking_opens_nothing_and_twice_opens_one(self, connecte, saisie, alice):
        client = connecte(alice)
        client.post(IDENTIFIANTS, saisie)
        client.get(OUVRIR)
        assert not Compte.objects.filter(role=Role.DEPOSANT).exists()
        client.post(OUVRIR)
        assert client.post(OUVRIR).url == IDENTIFIANTS
        assert Compte.objects.filter(role=Role.DEPOSANT).count() == 1

    def test_without_identifiers_there_is_nothing_to_open(self, connecte, alice):
        client = connecte(alice)
        for reponse in (client.get(OUVRIR), client.post(OUVRIR)):
            assert reponse.url == IDENTIFIANTS

    def test_an_agent_of_the_operator_is_sent_to_the_ordinary_registration(
        self, connecte, gestionnaire, saisie
    ):
        client = connecte(gestionnaire)
        assert client.post(IDENTIFIANTS, saisie).url == PERSONNE
        assert client.post(OUVRIR).url == PERSONNE
        assert not Compte.objects.exists()

    def test_who_comes_second_is_told_the_name_and_may_say_that_the_person_left(
        self, connecte, saisie, alice, deposant
    ):
        client = connecte(alice)
        client.post(IDENTIFIANTS, saisie)
        compte = fabriques.compte(
            deposant, role=Role.DEPOSANT, titulaire=fabriques.utilisateur("Zoé", "Rapide", "zoe@exemple.test")
        )
        reponse = client.post(OUVRIR)
        assert reponse.status_code == 409
        assert "Zoé Rapide" in contenu(reponse)
        assert "zoe@exemple.test" not in contenu(reponse)
        assert reverse("inscription:depart") in contenu(reponse)
        assert client.session["inscription"]["compte_ouvert"] == compte.pk

    def test_a_revoked_mandate_opens_nothing_and_says_so(self, connecte, saisie, alice, deposant):
        client = connecte(alice)
        client.post(IDENTIFIANTS, saisie)
        services.revoquer_mandat(mandat=deposant.mandats_recus.get(), par="essai:1")
        reponse = client.post(OUVRIR)
        assert reponse.status_code == 410
        assert "Ce compte ne s’ouvre plus" in contenu(reponse)

    def test_logging_out_forgets_the_registration(self, connecte, saisie, alice):
        client = connecte(alice)
        client.post(IDENTIFIANTS, saisie)
        client.post(reverse("account_logout"))
        client.force_login(fabriques.utilisateur())
        assert client.get(OUVRIR).url == IDENTIFIANTS


def test_a_post_needs_its_token(certificateur_a, saisie):
    client = Client(enforce_csrf_checks=True)
    client.force_login(certificateur_a.titulaire_du_compte)
    assert client.post(OUVRIR).status_code == 403
