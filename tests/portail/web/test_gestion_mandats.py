"""Gestionnaires record déposants, and give, end and revoke mandates."""

from __future__ import annotations

from datetime import timedelta

import fabriques
import pytest
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes import services
from accrochage.portail.organismes.enums import EtatMandat, Role
from accrochage.portail.organismes.models import Mandat, Organisme

pytestmark = pytest.mark.django_db
NOUVEAU = reverse("gestion:nouvel_organisme")
SAISIE = {
    "siret": "732 829 320 00074",
    "raison_sociale": "Groupement Témoin",
    "contact_prenom": "Camille",
    "contact_nom": "Contact",
    "contact_email": "camille@exemple.test",
}


@pytest.fixture
def agent(connecte, gestionnaire):
    return connecte(gestionnaire)


@pytest.fixture
def certificateur():
    return fabriques.organisme("Lycée Exemple")


@pytest.fixture
def deposant():
    return fabriques.organisme("Groupement Témoin", roles=(Role.DEPOSANT,))


@pytest.fixture
def page(certificateur):
    return reverse("gestion:donner_mandat", args=[certificateur.pk])


def fiche(organisme) -> str:
    return reverse("gestion:organisme", args=[organisme.pk])


def contenu(reponse) -> str:
    return reponse.content.decode()


def en_lettres(de: int) -> str:
    return f"{timezone.localdate() + timedelta(days=de):%d/%m/%Y}"


class TestEnregistrer:
    def test_a_deposant_waits_for_its_first_mandate(self, agent):
        reponse = agent.post(NOUVEAU, {**SAISIE, "deposant": "on"}, follow=True)
        organisme = Organisme.objects.get()
        assert [c.role for c in organisme.contrats.all()] == [Role.DEPOSANT]
        assert "partiront avec son premier mandat" in contenu(reponse)
        assert "attend un mandat" in contenu(reponse)
        assert not Courriel.objects.exists()

    def test_both_roles_may_be_ticked(self, agent):
        agent.post(NOUVEAU, {**SAISIE, "certificateur": "on", "deposant": "on"})
        roles = [c.role for c in Organisme.objects.get().contrats.order_by("role")]
        assert roles == [Role.CERTIFICATEUR, Role.DEPOSANT]

    def test_one_at_least_is_asked(self, agent):
        reponse = agent.post(NOUVEAU, SAISIE)
        assert list(reponse.context["form"].errors) == ["certificateur"]
        assert not Organisme.objects.exists()


class TestDonner:
    @pytest.mark.parametrize("champ", ["matricule", "siret"])
    def test_the_deposant_is_shown_by_name_before_anything_leaves(
        self, agent, page, certificateur, deposant, champ
    ):
        saisie = {"deposant": f" {getattr(deposant, champ).lower()} ", "debut": en_lettres(0), "fin": ""}
        courriels = Courriel.objects.count()
        etape = agent.post(page, saisie)
        assert "Groupement Témoin" in contenu(etape)
        assert deposant.siret_groupe in contenu(etape)
        assert (Mandat.objects.count(), Courriel.objects.count()) == (0, courriels)
        reponse = agent.post(page, {**saisie, "confirme": str(deposant.pk)})
        assert reponse.url == fiche(certificateur)
        mandat = Mandat.objects.get()
        assert (mandat.certificateur, mandat.deposant, mandat.etat) == (
            certificateur,
            deposant,
            EtatMandat.EN_COURS,
        )
        entree = Entree.objects.get(action="mandat.donne")
        assert entree.acteur == f"utilisateur:{agent.session['_auth_user_id']}"
        assert Courriel.objects.latest("id").destinataire == deposant.contact_email

    def test_a_confirmation_of_another_deposant_is_asked_again(self, agent, page, certificateur, deposant):
        saisie = {"deposant": deposant.matricule, "debut": en_lettres(0), "confirme": str(certificateur.pk)}
        assert "mandats/confirmer.html" in [t.name for t in agent.post(page, saisie).templates]
        assert not Mandat.objects.exists()

    def test_one_may_go_back_and_correct_without_typing_again(self, agent, page, deposant):
        saisie = {"deposant": deposant.matricule, "debut": "1/2/2030", "fin": "3/4/2031", "corriger": "oui"}
        reponse = agent.post(page, saisie)
        assert reponse.context["form"]["debut"].value() == "1/2/2030"
        assert not Mandat.objects.exists()

    @pytest.mark.parametrize(
        ("faux", "champ"),
        [
            ({"deposant": "00ZZZ000"}, "deposant"),
            ({"deposant": "\x00"}, "deposant"),
            ({"deposant": ""}, "deposant"),
            ({"debut": "demain"}, "debut"),
            ({"debut": ""}, "debut"),
            ({"fin": "01/01/2020"}, "fin"),
            ({"deposant": "x" * 200}, "deposant"),
        ],
        ids=str,
    )
    def test_what_is_wrong_is_said_on_its_field(self, agent, page, deposant, faux, champ):
        saisie = {"deposant": deposant.matricule, "debut": en_lettres(0), "fin": "", **faux}
        reponse = agent.post(page, {**saisie, "confirme": str(deposant.pk)})
        assert list(reponse.context["form"].errors) == [champ]
        assert not Mandat.objects.exists()

    def test_a_body_that_is_no_certificateur_gives_none(self, agent, deposant, certificateur):
        assert "Donner un mandat" not in contenu(agent.get(fiche(deposant)))
        page = reverse("gestion:donner_mandat", args=[deposant.pk])
        saisie = {"deposant": certificateur.matricule, "debut": en_lettres(0), "confirme": certificateur.pk}
        assert list(agent.post(page, saisie).context["form"].errors) == ["deposant"]


class TestFiche:
    def test_it_lists_mandates_given_and_received_with_their_state(self, agent, certificateur, deposant):
        fabriques.mandat(certificateur, deposant, debut=-30, fin=-20)
        revoque = fabriques.mandat(certificateur, deposant, debut=-10)
        services.revoquer_mandat(mandat=revoque, par="essai:1")
        fabriques.mandat(certificateur, deposant, fin=5)
        fabriques.mandat(certificateur, deposant, debut=10)
        for organisme, autre in ((certificateur, deposant), (deposant, certificateur)):
            page = contenu(agent.get(fiche(organisme)))
            for etat in ("Terminé", "Révoqué", "En cours", "À venir"):
                assert etat in page
            assert autre.matricule_groupe in page
            assert page.count("Modifier<") == 2

    def test_many_mandates_have_pages_and_no_query_a_row(
        self, agent, certificateur, django_assert_max_num_queries
    ):
        for _ in range(26):
            fabriques.mandat(certificateur, fabriques.organisme(roles=(Role.DEPOSANT,)))
        with django_assert_max_num_queries(35):
            page = contenu(agent.get(fiche(certificateur)))
        assert page.count("Modifier<") == 25
        assert contenu(agent.get(fiche(certificateur), {"donnes": 2})).count("Modifier<") == 1

    def test_what_is_still_to_open_is_said_and_mailed_again(self, agent, certificateur, deposant):
        fabriques.mandat(certificateur, deposant)
        assert "le compte de déposant" in contenu(agent.get(fiche(deposant)))
        avant = Courriel.objects.count()
        agent.post(reverse("gestion:renvoyer_identifiants", args=[deposant.pk]))
        assert Courriel.objects.count() == avant + 1
        fabriques.compte(deposant, role=Role.DEPOSANT)
        page = contenu(agent.get(fiche(deposant)))
        assert "Le compte est ouvert" in page
        assert "Renvoyer les identifiants" not in page

    def test_the_list_says_which_accounts_are_open(self, agent, certificateur, deposant):
        fabriques.compte(deposant, role=Role.DEPOSANT)
        page = contenu(agent.get(reverse("gestion:organismes")))
        assert "Pas encore ouvert" in page
        assert "Déposant</span>" in page


class TestFinEtRevocation:
    @pytest.fixture
    def mandat(self, certificateur, deposant):
        return fabriques.mandat(certificateur, deposant)

    def test_the_end_is_set_and_lifted(self, agent, mandat):
        chemin = reverse("gestion:modifier_mandat", args=[mandat.pk])
        for saisie, attendu in ((en_lettres(9), timezone.localdate() + timedelta(days=9)), ("", None)):
            assert agent.post(chemin, {"fin": saisie}).url == fiche(mandat.certificateur)
            mandat.refresh_from_db()
            assert mandat.fin == attendu

    def test_a_past_end_is_refused_on_its_field(self, agent, mandat):
        reponse = agent.post(reverse("gestion:modifier_mandat", args=[mandat.pk]), {"fin": en_lettres(-1)})
        assert list(reponse.context["form"].errors) == ["fin"]

    def test_looking_at_the_revocation_changes_nothing(self, agent, mandat):
        chemin = reverse("gestion:revoquer_mandat", args=[mandat.pk])
        assert "ne se rétablit pas" in contenu(agent.get(chemin))
        mandat.refresh_from_db()
        assert mandat.revoque_le is None
        agent.post(chemin)
        mandat.refresh_from_db()
        assert mandat.etat == EtatMandat.REVOQUE

    def test_what_is_over_is_not_revoked(self, agent, certificateur, deposant):
        mandat = fabriques.mandat(certificateur, deposant, debut=-9, fin=-1)
        reponse = agent.post(reverse("gestion:revoquer_mandat", args=[mandat.pk]), follow=True)
        assert "terminé ou révoqué" in contenu(reponse)


@pytest.mark.parametrize("route", ["donner_mandat", "modifier_mandat", "revoquer_mandat"])
def test_nobody_else_gets_there_and_what_does_not_exist_is_not_found(
    client, agent, connecte, administrateur, route
):
    chemin = reverse(f"gestion:{route}", args=[10**6])
    assert client.get(chemin).status_code == 302
    assert connecte(administrateur).post(chemin).status_code == 403
    assert agent.get(chemin).status_code == 404


def test_an_account_lists_the_other_side_of_its_mandates(connecte, certificateur, deposant):
    fabriques.mandat(certificateur, deposant)
    fabriques.mandat(fabriques.organisme("Ancien Mandant"), deposant, debut=-9, fin=-1)
    chez_le_deposant = fabriques.compte(deposant, role=Role.DEPOSANT).titulaire_du_compte
    chez_le_certificateur = fabriques.compte(certificateur).titulaire_du_compte
    chemin = reverse("organisation:compte")
    page = contenu(connecte(chez_le_deposant).get(chemin))
    assert "Certificateurs pour lesquels vous transmettez" in page
    assert certificateur.matricule_groupe in page
    assert "Ancien Mandant" not in page
    assert deposant.siret_groupe in contenu(connecte(chez_le_certificateur).get(chemin))
    etranger = fabriques.compte().titulaire_du_compte
    assert "Groupement Témoin" not in contenu(connecte(etranger).get(chemin))


def test_many_certificateurs_have_pages_in_the_order_of_their_names(connecte, deposant):
    for rang in range(26):
        fabriques.mandat(fabriques.organisme(f"Mandant {rang:02d}"), deposant)
    client = connecte(fabriques.compte(deposant, role=Role.DEPOSANT).titulaire_du_compte)
    chemin = reverse("organisation:compte")
    page = contenu(client.get(chemin))
    assert "Mandant 24" in page
    assert "Mandant 25" not in page
    assert "Mandant 25" in contenu(client.get(chemin, {"mandats": 2}))
