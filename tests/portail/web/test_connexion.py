"""Login, logout, passwords."""

import re
from datetime import timedelta

import fabriques
import pytest
from django.conf import settings as reglages
from django.test import Client
from django.urls import NoReverseMatch, reverse

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree

pytestmark = pytest.mark.django_db
CONNEXION = reverse("account_login")
OUBLI = reverse("account_reset_password")
CHANGER = reverse("account_change_password")
NOUVEAU = "sept petites girafes"


def connecter(client, utilisateur, mot_de_passe=fabriques.MOT_DE_PASSE, **suite):
    identifiant = utilisateur if isinstance(utilisateur, str) else utilisateur.identifiant
    return client.post(CONNEXION, {"login": identifiant, "password": mot_de_passe, **suite})


def message(reponse):
    return str(reponse.context["form"].errors)


def liens(courriel):
    return re.findall(r"/compte/mot-de-passe/choisir/\S+", courriel.texte)


def demander(client, email):
    return client.post(OUBLI, {"email": email})


def choisir(client, lien, mot_de_passe=NOUVEAU):
    return client.post(client.get(lien).url, {"password1": mot_de_passe})


class TestConnexion:
    @pytest.mark.parametrize("forme", [str.lower, lambda i: f" {i[:3]} {i[3:6]}\u00a0{i[6:]} ", "-".join])
    def test_the_login_is_understood_in_any_case_and_with_any_spaces(self, client, administrateur, forme):
        assert connecter(client, forme(administrateur.identifiant)).status_code == 302
        assert client.session["_auth_user_id"] == str(administrateur.pk)

    def test_the_session_key_changes(self, client, administrateur):
        client.get(CONNEXION)
        session = client.session
        session["avant"] = "1"
        session.save()
        avant = session.session_key
        client.cookies[reglages.SESSION_COOKIE_NAME] = avant
        connecter(client, administrateur)
        assert client.session.session_key != avant

    def test_a_member_lands_on_their_account_and_a_gestionnaire_on_the_operator_s_side(
        self, administrateur, gestionnaire
    ):
        assert connecter(Client(), administrateur).url == reverse("public:tableau_de_bord")
        client = Client()
        assert connecter(client, gestionnaire).url == reverse("mfa_authenticate")
        code = {"code": fabriques.code_du_moment(gestionnaire)}
        assert client.post(reverse("mfa_authenticate"), code).url == reverse("gestion:accueil")

    def test_the_answer_is_the_same_whether_the_login_exists(self, administrateur):
        existant = connecter(Client(), administrateur, "faux mot de passe")
        inconnu = connecter(Client(), "ABCDEFGH2", "faux mot de passe")
        assert message(existant) == message(inconnu)
        assert existant.status_code == inconnu.status_code

    def test_an_unknown_login_costs_a_password_hash_too(self, monkeypatch, client):
        haches = []
        from django.contrib.auth.hashers import Argon2PasswordHasher

        encoder = Argon2PasswordHasher.encode
        monkeypatch.setattr(
            Argon2PasswordHasher, "encode", lambda *a, **k: haches.append(1) or encoder(*a, **k)
        )
        connecter(client, "ABCDEFGH2", "faux mot de passe")
        assert haches == [1]

    def test_an_e_mail_address_is_no_login(self, client, administrateur):
        assert connecter(client, administrateur.email).status_code == 200

    def test_failures_of_one_login_stop_it_for_a_while_even_with_the_right_password(self, administrateur):
        client = Client()
        for _ in range(5):
            connecter(client, administrateur, "faux mot de passe")
        assert "Trop d’essais" in message(connecter(Client(REMOTE_ADDR="198.51.100.7"), administrateur))

    def test_a_deactivated_person_does_not_get_in(self, client, administrateur):
        administrateur.is_active = False
        administrateur.save()
        connecter(client, administrateur)
        assert "_auth_user_id" not in client.session

    @pytest.mark.parametrize(
        "suite", ["https://pirate.test/", "//pirate.test", "javascript:alert(1)", "/\\pirate.test"]
    )
    def test_the_login_never_leads_elsewhere(self, client, administrateur, suite):
        reponse = connecter(client, administrateur, next=suite)
        assert "pirate" not in reponse.url
        assert not reponse.url.startswith("javascript")

    def test_the_login_leads_back_to_the_page_that_asked(self, client, administrateur):
        assert connecter(client, administrateur, next="/profil/").url == "/profil/"

    def test_nothing_but_our_registration_creates_logins(self):
        with pytest.raises(NoReverseMatch):
            reverse("account_signup")

    def test_forms_refuse_a_post_without_their_token(self, administrateur):
        assert connecter(Client(enforce_csrf_checks=True), administrateur).status_code == 403


class TestDeconnexion:
    def test_it_takes_a_post(self, connecte, administrateur):
        client = connecte(administrateur)
        client.get(reverse("account_logout"))
        assert "_auth_user_id" in client.session
        client.post(reverse("account_logout"))
        assert "_auth_user_id" not in client.session


class TestJournal:
    def test_login_failure_and_logout_are_kept_without_what_was_typed(self, client, administrateur):
        connecter(client, administrateur, "un secret mal tapé")
        connecter(client, "secret mal placé", "x")
        connecter(client, administrateur)
        client.post(reverse("account_logout"))
        actes = Entree.objects.filter(action__startswith="connexion").order_by("id")
        ref = f"utilisateur:{administrateur.pk}"
        assert [(e.action, e.acteur, e.objet, e.resultat) for e in actes] == [
            ("connexion.echouee", "", ref, "REFUS"),
            ("connexion.echouee", "", "", "REFUS"),
            ("connexion.reussie", ref, "", "SUCCES"),
            ("connexion.fermee", ref, "", "SUCCES"),
        ]
        assert {e.adresse for e in actes} == {"127.0.0.1"}
        assert "secret" not in str(list(actes.values()))

    def test_a_stopped_login_is_kept(self, client, administrateur):
        for _ in range(6):
            connecter(client, administrateur, "faux mot de passe")
        assert Entree.objects.filter(action="connexion.bloquee").count() == 1


class TestMotDePasseOublie:
    def test_the_link_of_the_mail_lets_choose_a_password_once(self, client, administrateur):
        assert demander(client, administrateur.email).url == reverse("account_reset_password_done")
        courriel = Courriel.objects.get(gabarit="mot_de_passe_oublie")
        assert administrateur.identifiant_groupe in courriel.texte
        (lien,) = liens(courriel)
        assert choisir(client, lien).url == reverse("account_reset_password_from_key_done")
        assert connecter(Client(), administrateur, NOUVEAU).status_code == 302
        repris = Client().get(lien)
        assert repris.status_code == 200
        assert repris.context["token_fail"]

    def test_the_answer_is_the_same_for_an_address_without_a_login(self, administrateur):
        connue, inconnue = (
            demander(Client(), administrateur.email),
            demander(Client(), "personne@exemple.test"),
        )
        assert (connue.status_code, connue.url) == (inconnue.status_code, inconnue.url)
        courriel = Courriel.objects.get(destinataire="personne@exemple.test")
        assert courriel.gabarit == "mot_de_passe_oublie_inconnu"
        assert liens(courriel) == []

    def test_both_answers_queue_one_mail(self, administrateur):
        for email in (administrateur.email, "personne@exemple.test"):
            avant = Courriel.objects.count()
            demander(Client(), email)
            assert Courriel.objects.count() == avant + 1

    def test_an_address_with_several_logins_gets_one_mail_with_a_link_for_each(self, client):
        premier = fabriques.utilisateur(email="partagee@exemple.test")
        second = fabriques.utilisateur(email="partagee@exemple.test")
        demander(client, "Partagee@Exemple.test")
        courriel = Courriel.objects.get(destinataire__iexact="partagee@exemple.test")
        assert premier.identifiant_groupe in courriel.texte
        assert second.identifiant_groupe in courriel.texte
        lien_du_premier, lien_du_second = liens(courriel)
        choisir(client, lien_du_second)
        second.refresh_from_db()
        premier.refresh_from_db()
        assert second.check_password(NOUVEAU)
        assert premier.check_password(fabriques.MOT_DE_PASSE)
        choisir(Client(), lien_du_premier)
        premier.refresh_from_db()
        assert premier.check_password(NOUVEAU)

    def test_a_deactivated_person_is_not_mailed_a_link(self, client, administrateur):
        administrateur.is_active = False
        administrateur.save()
        demander(client, administrateur.email)
        assert (
            Courriel.objects.get(destinataire=administrateur.email).gabarit == "mot_de_passe_oublie_inconnu"
        )

    def test_the_link_ends_after_a_day(self, client, administrateur, horloge):
        demander(client, administrateur.email)
        (lien,) = liens(Courriel.objects.get(gabarit="mot_de_passe_oublie"))
        horloge.shift(timedelta(hours=25))
        assert client.get(lien).context["token_fail"]

    def test_links_never_follow_the_host_of_the_request(self, settings, administrateur):
        settings.ALLOWED_HOSTS = ["*"]
        demander(Client(headers={"host": "pirate.test"}), administrateur.email)
        courriel = Courriel.objects.get(gabarit="mot_de_passe_oublie")
        assert "pirate.test" not in courriel.texte + courriel.html
        assert settings.URL_PORTAIL + "/compte/mot-de-passe/choisir/" in courriel.texte

    def test_requests_for_one_address_are_limited(self, administrateur):
        reponses = [demander(Client(), administrateur.email).status_code for _ in range(6)]
        assert reponses == [302] * 5 + [429]

    def test_a_weak_password_is_refused(self, client, administrateur):
        demander(client, administrateur.email)
        (lien,) = liens(Courriel.objects.get(gabarit="mot_de_passe_oublie"))
        page = client.get(lien).url
        for faible in ("court", administrateur.email, "x" * 129):
            assert client.post(page, {"password1": faible}).context["form"].errors

    def test_a_new_password_forgets_the_failures_closes_other_sessions_and_is_told(
        self, administrateur, connecte
    ):
        ailleurs = connecte(administrateur)
        for _ in range(5):
            connecter(Client(), administrateur, "faux mot de passe")
        client = Client()
        demander(client, administrateur.email)
        choisir(client, liens(Courriel.objects.get(gabarit="mot_de_passe_oublie"))[0])
        assert connecter(Client(), administrateur, NOUVEAU).status_code == 302
        assert ailleurs.get(reverse("profil:accueil")).status_code == 302
        avis = Courriel.objects.get(gabarit="mot_de_passe_modifie")
        assert avis.destinataire == administrateur.email
        assert administrateur.identifiant_groupe in avis.texte
        assert NOUVEAU not in avis.texte + avis.html
        assert Entree.objects.filter(action="mot_de_passe.change").count() == 1


class TestChangerDeMotDePasse:
    def test_it_asks_the_current_one_and_keeps_this_session(self, connecte, administrateur):
        client = connecte(administrateur)
        refus = client.post(CHANGER, {"oldpassword": "faux mot de passe", "password1": NOUVEAU})
        assert list(refus.context["form"].errors) == ["oldpassword"]
        client.post(CHANGER, {"oldpassword": fabriques.MOT_DE_PASSE, "password1": NOUVEAU})
        administrateur.refresh_from_db()
        assert administrateur.check_password(NOUVEAU)
        assert client.get(reverse("profil:accueil")).status_code == 200
        assert Courriel.objects.filter(gabarit="mot_de_passe_modifie").count() == 1


@pytest.mark.parametrize(
    "chemin",
    [
        CONNEXION,
        OUBLI,
        reverse("account_reset_password_done"),
        reverse("account_reset_password_from_key_done"),
        reverse("account_inactive"),
        "/compte/mot-de-passe/choisir/1-nimporte-quoi/",
    ],
)
def test_the_pages_of_allauth_wear_our_frame(client, chemin):
    page = client.get(chemin).content.decode()
    assert '<html lang="fr">' in page
    assert "design/theme" in page
