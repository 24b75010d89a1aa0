"""The conditions of use: published by a superviseur, read by all, accepted by each."""

import threading

import fabriques
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accrochage import __version__
from accrochage.portail.comptes import cgu
from accrochage.portail.comptes.models import AcceptationCgu, VersionCgu
from accrochage.portail.journal.models import Entree
from accrochage.portail.web.conditions.templatetags.conditions import texte_des_conditions

LISTE = reverse("gestion:conditions")
PUBLIER = reverse("gestion:publier_conditions")
ACCEPTER = reverse("conditions:accepter")
LIRE = reverse("conditions:lire")
SUIVI = reverse("suivi:liste")
DEUX = {
    "version": "2.0",
    "resume": "Une phrase de plus.",
    "texte": "# Objet\n\nLe <b>texte</b>.\n\n# Fin\nBref.",
}


def page(reponse):
    return reponse.content.decode()


@pytest.fixture
def agent(connecte, superviseur):
    return connecte(superviseur)


@pytest.fixture
def recent(agent):
    """A superviseur who has just given the password again."""
    agent.post(reverse("account_reauthenticate"), {"password": fabriques.MOT_DE_PASSE})
    return agent


@pytest.mark.django_db
class TestPublication:
    def test_it_is_written_looked_at_then_published(self, recent, superviseur):
        assert "1.0" in page(recent.get(PUBLIER))
        apercu = page(recent.post(PUBLIER, DEUX))
        assert "<h2>Objet</h2>" in apercu
        assert "Le &lt;b&gt;texte&lt;/b&gt;." in apercu
        assert "Publier la version 2.0" in apercu
        assert f"Accrochage {__version__}, logiciel libre" in apercu
        assert VersionCgu.objects.count() == 1
        assert recent.post(PUBLIER, {**DEUX, "publier": "oui"}).url == LISTE
        publiee = cgu.courante()
        assert (publiee.version, publiee.resume) == ("2.0", DEUX["resume"])
        assert Entree.objects.filter(action="cgu.publiees", acteur=f"utilisateur:{superviseur.pk}").exists()

    def test_the_draft_can_be_corrected_from_the_preview(self, recent):
        reponse = recent.post(PUBLIER, {**DEUX, "corriger": "oui"})
        assert reponse.context["form"]["texte"].value() == DEUX["texte"]
        assert VersionCgu.objects.count() == 1

    def test_only_the_act_itself_asks_the_password_again(self, agent):
        assert agent.get(PUBLIER).status_code == 200
        assert agent.post(PUBLIER, DEUX).status_code == 200
        vers = agent.post(PUBLIER, {**DEUX, "publier": "oui"}).url
        assert vers.startswith(reverse("account_reauthenticate"))
        assert VersionCgu.objects.count() == 1
        agent.post(vers, {"password": fabriques.MOT_DE_PASSE})
        assert cgu.courante().version == "2.0"

    @pytest.mark.parametrize(
        ("champ", "valeur"),
        [
            ("version", "1.0"),
            ("version", ""),
            ("version", "a b"),
            ("version", "x" * 21),
            ("version", "2.0\x00"),
            ("resume", ""),
            ("resume", "a" * 301),
            ("texte", " "),
            ("texte", "a" * 50_001),
        ],
    )
    def test_what_is_wrong_is_said_on_its_field_and_nothing_is_published(self, recent, champ, valeur):
        for bouton in ({}, {"publier": "oui"}):
            reponse = recent.post(PUBLIER, {**DEUX, champ: valeur, **bouton})
            assert list(reponse.context["form"].errors) == [champ]
        assert VersionCgu.objects.count() == 1

    def test_the_list_counts_who_accepted_and_each_version_says_who(self, agent, administrateur):
        vue = page(agent.get(LISTE))
        assert "Version 1.0" in vue
        premiere = VersionCgu.objects.get()
        assert f"{premiere.acceptations.count()}\u00a0personnes" in vue
        lue = page(agent.get(reverse("gestion:version_conditions", args=[premiere.pk])))
        assert administrateur.nom_complet in lue
        assert "À quoi sert le portail" in lue
        assert agent.get(reverse("gestion:version_conditions", args=[10**6])).status_code == 404

    def test_nobody_else_gets_there(self, client, connecte, administrateur):
        for chemin in (LISTE, PUBLIER, reverse("gestion:version_conditions", args=[1])):
            assert client.get(chemin).status_code == 302
            assert connecte(administrateur).get(chemin).status_code == 403


@pytest.mark.django_db
class TestAcceptation:
    @pytest.fixture
    def seconde(self, administrateur):
        return cgu.publier(**DEUX, acteur="essai:1")

    def test_everybody_is_asked_at_the_next_page_then_goes_on(self, seconde, connecte, administrateur):
        client = connecte(administrateur)
        detour = client.get(SUIVI).url
        assert detour.startswith(ACCEPTER)
        demande = page(client.get(detour))
        assert DEUX["resume"] in demande
        assert "<h2>Objet</h2>" in demande
        assert "se déconnecter" in demande
        assert client.post(detour, {"version": "2.0", "next": SUIVI}).url == SUIVI
        assert client.get(SUIVI).status_code == 200
        acceptation = AcceptationCgu.objects.get(utilisateur=administrateur, version=seconde)
        assert acceptation.acceptee_le >= seconde.publiee_le

    def test_an_agent_is_asked_too(self, seconde, connecte, superviseur):
        AcceptationCgu.objects.filter(utilisateur=superviseur, version=seconde).delete()
        assert connecte(superviseur).get(LISTE).url.startswith(ACCEPTER)

    @pytest.mark.parametrize("version", ["", "1.0", "3.0"])
    def test_only_the_version_that_was_shown_is_accepted(self, seconde, connecte, administrateur, version):
        client = connecte(administrateur)
        assert client.post(ACCEPTER, {"version": version}).status_code == 200
        assert not AcceptationCgu.objects.filter(version=seconde, utilisateur=administrateur).exists()

    def test_it_leads_nowhere_else_than_the_portal(self, seconde, connecte, administrateur):
        saisie = {"version": "2.0", "next": "https://ailleurs.exemple/"}
        assert connecte(administrateur).post(ACCEPTER, saisie).url == reverse("public:tableau_de_bord")

    def test_accepting_needs_the_token_of_the_form(self, seconde, administrateur):
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(administrateur)
        assert strict.post(ACCEPTER, {"version": "2.0"}).status_code == 403
        assert not AcceptationCgu.objects.filter(version=seconde).exists()

    def test_everybody_reads_the_version_in_force(self, client, seconde):
        lue = page(client.get(LIRE))
        assert "2.0" in lue
        assert "<h2>Fin</h2>" in lue


@pytest.mark.django_db(transaction=True)
def test_of_two_publications_of_the_same_number_one_is_told():
    cgu.installer()
    depart, issues = threading.Barrier(2), []

    def publier():
        depart.wait()
        try:
            issues.append(cgu.publier(**DEUX, acteur="essai:1"))
        except ValidationError as erreur:
            issues.append(erreur)
        finally:
            connection.close()

    fils = [threading.Thread(target=publier) for _ in range(2)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert sorted(type(i).__name__ for i in issues) == ["ValidationError", "VersionCgu"]


@given(st.text(max_size=400))
def test_no_text_becomes_markup_and_none_is_lost(texte):
    rendu = texte_des_conditions(texte)
    for balise in ("<h2>", "</h2>", "<p>", "</p>", "<br>"):
        rendu = rendu.replace(balise, "")
    assert "<" not in rendu
    assert ">" not in rendu
    for mot in texte.split():
        if mot.isalnum():
            assert mot in rendu
