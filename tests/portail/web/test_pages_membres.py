"""The pages where administrators say who works in their account."""

import re

import fabriques
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.comptes import cgu
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.organismes.enums import Droit
from accrochage.portail.organismes.models import Appartenance, Invitation
from accrochage.portail.organismes.services import second_facteur as seconds_facteurs

pytestmark = pytest.mark.django_db
LISTE = reverse("organisation:membres")
SAISIE = {"prenom": "Nora", "nom": "Nest", "email": "nora@exemple.test", "fonction": "", "droit": "DEPOSANT"}


def url(nom, appartenance):
    return reverse(f"organisation:{nom}", args=[appartenance.pk])


def de(compte, personne):
    return Appartenance.objects.get(compte=compte, utilisateur=personne)


def recemment(client):
    """After giving the password again."""
    client.post(reverse("account_reauthenticate"), {"password": fabriques.MOT_DE_PASSE})
    return client


def lien(gabarit):
    texte = Courriel.objects.filter(gabarit=gabarit).latest("pk").texte
    return re.search(r"https?://[^/]+(/\S+)", texte)[1]


@pytest.fixture
def second(certificateur_a):
    return fabriques.membre(certificateur_a, Droit.ADMINISTRATEUR, fabriques.utilisateur("Sonia", "Sand"))


@pytest.fixture
def admin(connecte, administrateur):
    return connecte(administrateur)


class TestListe:
    def test_everybody_sees_who_works_here_and_nobody_else(self, connecte, lecteur, etranger, deposant):
        page = connecte(lecteur).get(LISTE).content.decode()
        assert deposant.nom_complet in page
        assert etranger.nom_complet not in page
        assert "Inviter" not in page
        assert deposant.email not in page

    @pytest.mark.parametrize(
        ("demande", "attendus"),
        [
            ("q=sand", {"Sonia Sand"}),
            ("q=sonia+alice", set()),
            ("droit=LECTEUR", {"Lea Lit"}),
            ("etat=suspendus", {"Lea Lit"}),
            ("etat=actifs", {"Alice Arnaud", "Sonia Sand"}),
            ("etat=dormants", set()),
            ("etat=nimporte&droit=quoi&tri=faux&page=zz", {"Alice Arnaud", "Lea Lit", "Sonia Sand"}),
        ],
    )
    def test_it_is_searched_and_filtered(self, demande, attendus, admin, certificateur_a, second):
        lit = fabriques.membre(certificateur_a, Droit.LECTEUR, fabriques.utilisateur("Lea", "Lit"))
        lit.appartenances.update(suspendue_le=timezone.now())
        page = admin.get(f"{LISTE}?{demande}").context["page"]
        assert {a.utilisateur.nom_complet for a in page} == attendus

    @pytest.mark.parametrize("tri", ["nom", "-nom", "droit", "depuis", "-connexion"])
    def test_it_is_sorted_and_paged(self, tri, admin, certificateur_a):
        for _ in range(27):
            fabriques.membre(certificateur_a, Droit.LECTEUR)
        premiere, seconde = (admin.get(f"{LISTE}?tri={tri}&page={n}").context["page"] for n in (1, 2))
        assert (len(premiere), len(seconde)) == (25, 3)
        assert not {a.pk for a in premiere} & {a.pk for a in seconde}

    def test_a_single_administrator_is_told_to_name_another(self, admin, certificateur_a, connecte, lecteur):
        for adresse in (LISTE, reverse("organisation:compte"), reverse("public:tableau_de_bord")):
            assert "seul administrateur" in admin.get(adresse).content.decode()
        assert "seul administrateur" not in connecte(lecteur).get(LISTE).content.decode()
        fabriques.membre(certificateur_a, Droit.ADMINISTRATEUR)
        assert "seul administrateur" not in admin.get(LISTE).content.decode()

    def test_dormant_members_are_listed(self, admin, lecteur, settings):
        settings.UTILISATEURS_DORMANCE_MOIS = 12
        lecteur.appartenances.update(depuis=timezone.now() - timezone.timedelta(days=400))
        page = admin.get(f"{LISTE}?etat=dormants").context["page"]
        assert [a.utilisateur for a in page] == [lecteur]


class TestGestes:
    def test_a_right_is_changed(self, admin, certificateur_a, lecteur):
        a = de(certificateur_a, lecteur)
        admin.post(url("changer_droit", a), {"droit": "DEPOSANT"})
        a.refresh_from_db()
        assert a.droit == Droit.DEPOSANT

    @pytest.mark.parametrize("droit", ["", "ROI"])
    def test_a_right_that_does_not_exist_changes_nothing(self, droit, admin, certificateur_a, lecteur):
        a = de(certificateur_a, lecteur)
        admin.post(url("changer_droit", a), {"droit": droit})
        a.refresh_from_db()
        assert a.droit == Droit.LECTEUR

    def test_one_s_own_right_asks_for_one_s_login(self, connecte, certificateur_a, second):
        client, a = connecte(second), de(certificateur_a, second)
        reponse = client.post(url("changer_droit", a), {"droit": "LECTEUR"})
        assert "Changer votre propre droit" in reponse.content.decode()
        client.post(url("changer_droit", a), {"droit": "LECTEUR", "confirmation": "faux"})
        a.refresh_from_db()
        assert a.droit == Droit.ADMINISTRATEUR
        typed = second.identifiant_groupe.lower()
        client.post(url("changer_droit", a), {"droit": "LECTEUR", "confirmation": typed})
        a.refresh_from_db()
        assert a.droit == Droit.LECTEUR

    def test_looking_at_a_danger_page_changes_nothing(self, admin, certificateur_a, lecteur):
        a = de(certificateur_a, lecteur)
        for nom in ("suspendre", "retirer"):
            assert lecteur.nom_complet in admin.get(url(nom, a)).content.decode()
        a.refresh_from_db()
        assert a.suspendue_le is None

    def test_suspend_open_again_remove(self, admin, certificateur_a, lecteur):
        a = de(certificateur_a, lecteur)
        admin.post(url("suspendre", a))
        a.refresh_from_db()
        assert a.suspendue_le
        admin.post(url("reactiver", a))
        a.refresh_from_db()
        assert a.suspendue_le is None
        admin.post(url("retirer", a))
        assert not Appartenance.objects.filter(pk=a.pk).exists()

    def test_the_holder_can_not_be_removed_and_the_page_says_why(self, connecte, certificateur_a, second):
        a = de(certificateur_a, certificateur_a.titulaire_du_compte)
        reponse = connecte(second).post(url("retirer", a), follow=True)
        assert "transmettez d’abord" in reponse.content.decode()
        assert Appartenance.objects.filter(pk=a.pk).exists()

    def test_handing_over_asks_the_password_again(self, admin, certificateur_a, second, administrateur):
        a = de(certificateur_a, second)
        reponse = admin.post(url("transmettre", a))
        assert reverse("account_reauthenticate") in reponse.url
        recemment(admin).post(url("transmettre", a))
        certificateur_a.refresh_from_db()
        assert certificateur_a.titulaire_du_compte == second

    @pytest.mark.parametrize("nom", ["membre", "changer_droit", "suspendre", "retirer", "transmettre"])
    def test_members_of_another_account_do_not_exist_here(self, nom, admin, certificateur_b, etranger):
        a = de(certificateur_b, etranger)
        assert recemment(admin).get(url(nom, a)).status_code == 404
        if nom != "membre":
            assert admin.post(url(nom, a), {"droit": "LECTEUR"}).status_code == 404

    def test_a_second_factor_is_asked_of_all(self, admin, certificateur_a, administrateur, lecteur, connecte):
        adresse = reverse("organisation:second_facteur")
        assert "installez d’abord le vôtre" in recemment(admin).get(adresse).content.decode()
        fabriques.second_facteur(administrateur)
        admin.post(adresse, {"exige": "oui"})
        suivi = connecte(lecteur).get(reverse("suivi:liste"))
        assert suivi.url.startswith(reverse("mfa_index"))
        admin.post(adresse, {"exige": "non"})
        assert connecte(lecteur).get(reverse("suivi:liste")).status_code == 200


class TestInvitation:
    def test_a_new_person_joins_and_logs_in(self, admin, certificateur_a):
        admin.post(reverse("organisation:inviter"), SAISIE)
        page = admin.get(reverse("organisation:invitations")).content.decode()
        assert "Nora Nest" in page
        invitee = Client()
        reponse = invitee.get(lien("invitation"), follow=True)
        assert "Alice Arnaud vous invite" in reponse.content.decode()
        reponse = invitee.post(
            reverse("invitation:repondre"),
            {
                "mot_de_passe": fabriques.MOT_DE_PASSE,
                "cgu": "on",
                "version": reponse.context["version"].version,
            },
            follow=True,
        )
        nora = Appartenance.objects.get(compte=certificateur_a, utilisateur__email="nora@exemple.test")
        assert nora.droit == Droit.DEPOSANT
        assert nora.utilisateur.identifiant_groupe in reponse.content.decode()
        assert (
            nora.utilisateur.identifiant_groupe
            in Courriel.objects.get(gabarit="identifiant_connexion", destinataire="nora@exemple.test").texte
        )
        connexion = {"login": nora.utilisateur.identifiant, "password": fabriques.MOT_DE_PASSE}
        assert invitee.post(reverse("account_login"), connexion).url == reverse("public:tableau_de_bord")

    @pytest.mark.parametrize(
        ("champs", "dit"),
        [
            ({"cgu": "on"}, "Choisissez un mot de passe."),
            ({"mot_de_passe": "court", "cgu": "on"}, "12"),
            ({"mot_de_passe": fabriques.MOT_DE_PASSE}, "Acceptez les conditions"),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_is_created(self, champs, dit, admin):
        admin.post(reverse("organisation:inviter"), SAISIE)
        invitee = Client()
        invitee.get(lien("invitation"))
        page = invitee.post(reverse("invitation:repondre"), {**champs, "version": cgu.installer().version})
        assert dit in page.content.decode()
        assert not Appartenance.objects.filter(utilisateur__email="nora@exemple.test").exists()

    def test_who_has_a_login_joins_with_it_and_both_addresses_are_told(
        self, admin, certificateur_a, connecte, etranger
    ):
        admin.post(reverse("organisation:inviter"), SAISIE)
        client = connecte(etranger)
        client.get(lien("invitation"))
        page = client.get(reverse("invitation:rejoindre")).content.decode()
        assert "les deux adresses seront prévenues" in page
        reponse = client.post(reverse("invitation:rejoindre"), follow=True)
        assert reponse.context["request"].compte == certificateur_a
        assert set(
            Courriel.objects.filter(gabarit="compte_rejoint").values_list("destinataire", flat=True)
        ) == {"nora@exemple.test", etranger.email}

    def test_who_logs_in_on_the_way_comes_back_to_the_invitation(self, admin, certificateur_a, etranger):
        admin.post(reverse("organisation:inviter"), SAISIE)
        client = Client()
        client.get(lien("invitation"))
        vers = client.get(reverse("invitation:rejoindre")).url
        connexion = {"login": etranger.identifiant, "password": fabriques.MOT_DE_PASSE}
        reponse = client.post(vers, {**connexion, "next": reverse("invitation:rejoindre")})
        assert reponse.url == reverse("invitation:rejoindre")
        client.post(reponse.url)
        assert Appartenance.objects.filter(compte=certificateur_a, utilisateur=etranger).exists()

    def test_a_link_serves_once(self, admin, connecte, etranger):
        admin.post(reverse("organisation:inviter"), SAISIE)
        adresse = lien("invitation")
        client = connecte(etranger)
        client.get(adresse)
        client.post(reverse("invitation:rejoindre"))
        reponse = Client().get(adresse)
        assert reponse.status_code == 410
        assert "déjà servi" in reponse.content.decode()

    def test_sent_again_the_former_link_is_void(self, admin, certificateur_a):
        admin.post(reverse("organisation:inviter"), SAISIE)
        ancienne = lien("invitation")
        admin.post(url("renvoyer_invitation", Invitation.objects.get()))
        assert Client().get(ancienne).status_code == 410
        assert Client().get(lien("invitation")).status_code == 302

    def test_cancelled_it_serves_no_more(self, admin):
        admin.post(reverse("organisation:inviter"), SAISIE)
        admin.post(url("annuler_invitation", Invitation.objects.get()))
        assert Client().get(lien("invitation")).status_code == 410
        assert "Aucune invitation" in admin.get(reverse("organisation:invitations")).content.decode()

    def test_it_expires_after_seven_days(self, admin, horloge):
        admin.post(reverse("organisation:inviter"), SAISIE)
        horloge.shift(timezone.timedelta(days=7, seconds=1))
        reponse = Client().get(lien("invitation"))
        assert reponse.status_code == 410
        assert "expiré" in reponse.content.decode()

    def test_twice_the_same_address_is_refused_with_what_to_do(self, admin, lecteur):
        admin.post(reverse("organisation:inviter"), SAISIE)
        assert "attend déjà" in admin.post(reverse("organisation:inviter"), SAISIE).content.decode()
        deja = {**SAISIE, "email": lecteur.email.upper()}
        assert "a déjà un accès" in admin.post(reverse("organisation:inviter"), deja).content.decode()
        lecteur.appartenances.update(suspendue_le=timezone.now())
        assert "rouvrez-le" in admin.post(reverse("organisation:inviter"), deja).content.decode()

    def test_they_are_limited_by_day(self, admin, monkeypatch):
        monkeypatch.setattr("accrochage.portail.organismes.services.invitations.INVITATIONS_PAR_JOUR", 1)
        admin.post(reverse("organisation:inviter"), SAISIE)
        reponse = admin.post(reverse("organisation:inviter"), {**SAISIE, "email": "autre@exemple.test"})
        assert "Reprenez demain" in reponse.content.decode()

    def test_an_agent_of_the_operator_joins_no_account(self, admin, connecte, gestionnaire):
        admin.post(reverse("organisation:inviter"), SAISIE)
        client = connecte(gestionnaire)
        client.get(lien("invitation"))
        assert client.post(reverse("invitation:rejoindre")).status_code == 410
        assert not Appartenance.objects.filter(utilisateur=gestionnaire).exists()

    @pytest.mark.parametrize("nom", ["renvoyer_invitation", "annuler_invitation"])
    def test_invitations_of_another_account_do_not_exist_here(self, nom, admin, connecte, etranger):
        admin.post(reverse("organisation:inviter"), SAISIE)
        invitation = Invitation.objects.get()
        assert connecte(etranger).post(url(nom, invitation)).status_code == 404
        invitation.refresh_from_db()
        assert invitation.annulee_le is None

    def test_an_unknown_link_and_no_link_are_answered(self, client):
        assert client.get(reverse("invitation:ouvrir", args=["x" * 43])).status_code == 410
        assert client.get(reverse("invitation:repondre")).status_code == 410


class TestAppareilPerdu:
    def test_an_administrator_lifts_it_after_a_check(self, admin, certificateur_a, lecteur, connecte):
        ailleurs = Client()
        connexion = {"login": lecteur.identifiant, "password": fabriques.MOT_DE_PASSE}
        ailleurs.post(reverse("account_login"), connexion)
        fabriques.second_facteur(lecteur)
        demande = seconds_facteurs.demander(utilisateur=lecteur)
        assert ailleurs.get(LISTE).status_code == 200
        assert "a perdu l’appareil" in admin.get(LISTE).content.decode()
        adresse = reverse("organisation:decider_second_facteur", args=[demande.pk])
        recemment(admin).post(adresse, {"decision": "lever"})
        assert lecteur.authenticator_set.exists()
        admin.post(adresse, {"decision": "lever", "verifie": "oui"})
        assert not lecteur.authenticator_set.exists()
        assert ailleurs.get(LISTE).status_code == 302
        assert Courriel.objects.filter(gabarit="second_facteur_leve", destinataire=lecteur.email).exists()

    def test_who_works_elsewhere_too_is_the_operator_s_to_decide(
        self, admin, certificateur_b, lecteur, connecte, gestionnaire
    ):
        fabriques.membre(certificateur_b, Droit.LECTEUR, lecteur)
        fabriques.second_facteur(lecteur)
        demande = seconds_facteurs.demander(utilisateur=lecteur)
        adresse = reverse("organisation:decider_second_facteur", args=[demande.pk])
        assert recemment(admin).get(adresse).status_code == 404
        agent = recemment(connecte(gestionnaire))
        assert lecteur.nom_complet in agent.get(reverse("gestion:seconds_facteurs")).content.decode()
        adresse = reverse("gestion:decider_second_facteur", args=[demande.pk])
        agent.post(adresse, {"decision": "refuser"})
        assert lecteur.authenticator_set.exists()
        assert Courriel.objects.filter(gabarit="second_facteur_garde").exists()

    def test_nobody_decides_for_themselves(self, connecte, gestionnaire):
        demande = seconds_facteurs.demander(utilisateur=gestionnaire)
        adresse = reverse("gestion:decider_second_facteur", args=[demande.pk])
        reponse = recemment(connecte(gestionnaire)).post(adresse, {"decision": "lever", "verifie": "oui"})
        assert reponse.url == reverse("gestion:seconds_facteurs")
        assert gestionnaire.authenticator_set.exists()
