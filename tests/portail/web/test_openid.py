"""Login through a provider: a real one, in its own process, that can also misbehave."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import fabriques
import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.config.settings import openid as reglages
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.models import Appartenance
from accrochage.portail.web.connexion import openid_reseau

pytestmark = pytest.mark.django_db
CLIENT, SECRET = "accrochage", "un secret partagé"
ENTREE, RETOUR = reverse("openid_connect_login", args=[]), reverse("openid_connect_callback")
CONNEXION = reverse("account_login")
LIER, PROFIL = reverse("openid_lier"), reverse("profil:accueil")


@pytest.fixture(scope="module")
def fournisseur():
    """Address of the provider."""
    commande = [sys.executable, str(Path(__file__).with_name("fournisseur_openid.py")), CLIENT, SECRET]
    with subprocess.Popen(
        [*commande, f"http://testserver{RETOUR}"], stdout=subprocess.PIPE, text=True
    ) as processus:
        yield processus.stdout.readline().strip()
        processus.terminate()


@pytest.fixture
def dire(fournisseur, settings):
    """Set who logs in next at the provider, and what it does wrong; the portal has it switched on."""
    settings.SOCIALACCOUNT_PROVIDERS = reglages.fournisseur(fournisseur, CLIENT, SECRET)

    def faire(personne: dict, faute: str = "") -> None:
        requests.post(f"{fournisseur}/essai", json={"personne": personne, "faute": faute}, timeout=10)

    return faire


@pytest.fixture
def alice(administrateur, certificateur_a):
    """What the provider says of the administrator of A."""
    return {
        "sub": "5f1c-alice",
        "given_name": "Alice",
        "usual_name": "Arnaud",
        "email": administrateur.email.upper(),
        "siret": certificateur_a.organisme.siret,
    }


def entrer(client, suite: str = ""):
    """Go to the provider and come back; what the portal answers in the end."""
    depart = client.post(ENTREE, {"next": suite} if suite else {})
    assert depart.status_code == 302
    if depart.url.startswith("/"):
        return depart
    revient = requests.get(depart.url, allow_redirects=False, timeout=10)
    assert revient.status_code == 302, revient.text
    parties = urlsplit(revient.headers["Location"])
    assert parties.path == RETOUR
    return client.get(f"{parties.path}?{parties.query}")


def connecte_en(client) -> str | None:
    return client.session.get("_auth_user_id")


def corps(reponse) -> str:
    return reponse.content.decode().partition("<main")[2].partition("</main>")[0]


def motifs() -> list[str]:
    return [e.details["motif"] for e in Entree.objects.filter(action="openid.refuse")]


class TestPremiereConnexion:
    def test_the_address_and_the_siret_find_the_person(self, dire, client, alice, administrateur):
        dire(alice)
        avant = (Utilisateur.objects.count(), Appartenance.objects.count())
        reponse = entrer(client, "/suivi/")
        assert reponse.url == "/suivi/"
        assert connecte_en(client) == str(administrateur.pk)
        assert (Utilisateur.objects.count(), Appartenance.objects.count()) == avant
        entree = Entree.objects.get(action="openid.rattache")
        assert entree.acteur == f"utilisateur:{administrateur.pk}"
        assert Entree.objects.filter(action="connexion.reussie", acteur=entree.acteur).exists()
        courriel = Courriel.objects.get(gabarit="openid_rattache")
        assert courriel.destinataire == administrateur.email
        assert "ProConnect" in courriel.texte

    def test_nothing_of_the_person_is_kept_but_the_provider_s_identifier(self, dire, client, alice):
        dire(alice)
        entrer(client)
        compte = SocialAccount.objects.get()
        assert (compte.provider, compte.uid, compte.extra_data) == ("openid", alice["sub"], {})
        assert not SocialToken.objects.exists()

    @pytest.mark.parametrize(
        ("change", "motif"),
        [
            ({"siret": fabriques.siret(1)}, "inconnue"),
            ({"email": "quelqu.un@exemple.test"}, "inconnue"),
            ({"siret": None}, "incomplete"),
            ({"email": None}, "incomplete"),
            ({"email": ["a@b.test"]}, "incomplete"),
            ({"email_verified": False}, "adresse"),
            ({"email_verified": "false"}, "adresse"),
            ({"email_verified": None}, "adresse"),
            ({"email": "personneı@exemple.test"}, "adresse"),
            ({"sub": "x" * 192}, None),
            ({"sub": ""}, None),
            ({"sub": 12}, None),
        ],
    )
    def test_anything_less_opens_nothing(self, dire, client, alice, change, motif):
        dire({**alice, **change})
        reponse = entrer(client)
        assert connecte_en(client) is None
        assert not SocialAccount.objects.exists()
        if motif:
            assert reponse.status_code == 403
            assert "ne retrouve pas votre compte" in reponse.content.decode()
            assert motifs() == [motif]

    def test_the_same_page_whether_the_address_is_known_or_not(self, dire, client, alice):
        dire({**alice, "siret": fabriques.siret(1)})
        connue = corps(entrer(client))
        dire({**alice, "siret": fabriques.siret(1), "email": "inconnue@exemple.test", "sub": "autre"})
        assert corps(entrer(client)) == connue

    def test_a_suspended_member_an_inactive_person_and_an_agent_are_not_found(
        self, dire, client, alice, administrateur
    ):
        dire(alice)
        Appartenance.objects.update(suspendue_le=timezone.now())
        assert entrer(client).status_code == 403
        Appartenance.objects.update(suspendue_le=None)
        Utilisateur.objects.update(is_active=False)
        assert entrer(client).status_code == 403
        Utilisateur.objects.update(is_active=True, role_operateur="GESTIONNAIRE")
        assert entrer(client).status_code == 403
        assert motifs() == ["inconnue"] * 3

    def test_two_logins_with_the_same_address_are_one_too_many(
        self, dire, client, alice, administrateur, certificateur_a
    ):
        double = fabriques.utilisateur(email=administrateur.email)
        fabriques.membre(certificateur_a, fabriques.Droit.LECTEUR, double)
        dire(alice)
        assert entrer(client).status_code == 403
        assert motifs() == ["plusieurs"]

    def test_an_address_that_is_not_confirmed_does_not_count(self, dire, client, alice, administrateur):
        administrateur.emailaddress_set.update(verified=False)
        dire(alice)
        assert entrer(client).status_code == 403

    def test_a_person_is_tied_to_one_identity_only(self, dire, client, alice):
        dire(alice)
        entrer(client)
        client.logout()
        dire({**alice, "sub": "usurpateur"})
        assert entrer(client).status_code == 403
        assert motifs() == ["deja_liee"]


class TestEnsuite:
    @pytest.fixture(autouse=True)
    def _liee(self, dire, client, alice):
        dire(alice)
        entrer(client)
        client.logout()

    def test_the_identity_is_enough_even_when_the_address_has_changed(
        self, dire, client, alice, administrateur
    ):
        dire({**alice, "email": "nouvelle@exemple.test", "siret": fabriques.siret(2)})
        entrer(client)
        assert connecte_en(client) == str(administrateur.pk)
        assert Entree.objects.filter(action="openid.rattache").count() == 1
        assert SocialAccount.objects.get().extra_data == {}

    def test_rights_are_still_those_of_the_portal(self, client):
        Appartenance.objects.update(suspendue_le=timezone.now())
        entrer(client)
        assert client.get(reverse("suivi:liste")).status_code in {302, 403}

    def test_an_inactive_person_stays_out(self, client):
        Utilisateur.objects.update(is_active=False)
        entrer(client)
        assert connecte_en(client) is None

    def test_the_second_factor_is_still_asked(self, client, administrateur):
        fabriques.second_facteur(administrateur)
        reponse = entrer(client)
        assert connecte_en(client) is None
        assert urlsplit(reponse.url).path == reverse("mfa_authenticate")

    def test_it_can_be_undone_after_the_password(self, client, administrateur):
        client.force_login(administrateur)
        delier = reverse("openid_delier")
        assert client.post(delier).url.startswith(reverse("account_reauthenticate"))
        assert SocialAccount.objects.exists()
        client.post(
            f"{reverse('account_reauthenticate')}?next={delier}",
            {"password": fabriques.MOT_DE_PASSE, "next": delier},
        )
        assert not SocialAccount.objects.exists()
        assert Entree.objects.filter(action="openid.delie").count() == 1


class TestDepuisLeProfil:
    @pytest.fixture
    def lier(self, dire, fournisseur):
        def faire(personne, revendications, entre=None):
            """Ask to tie, prove the password again, go to the provider and come back."""
            from django.test import Client

            client = Client()
            client.force_login(personne)
            dire(revendications)
            assert client.post(LIER).url.startswith(reverse("account_reauthenticate"))
            depart = client.post(
                reverse("account_reauthenticate"), {"password": fabriques.MOT_DE_PASSE, "next": LIER}
            )
            assert depart.url.startswith(fournisseur)
            revient = requests.get(depart.url, allow_redirects=False, timeout=10)
            if entre:
                entre(client)
            return client, client.get(f"{RETOUR}?{urlsplit(revient.headers['Location']).query}")

        return faire

    def test_a_person_ties_whatever_address_and_organisme_the_provider_gives(
        self, lier, alice, administrateur
    ):
        client, reponse = lier(administrateur, {"sub": alice["sub"]})
        assert reponse.url == PROFIL
        assert SocialAccount.objects.get().user_id == administrateur.pk
        assert Courriel.objects.filter(gabarit="openid_rattache").count() == 1
        assert "Ne plus accepter ProConnect" in client.get(PROFIL).content.decode()

    def test_the_identity_of_another_person_stays_theirs(self, lier, client, alice, dire, lecteur):
        dire(alice)
        entrer(client)
        autre, _ = lier(lecteur, alice)
        assert SocialAccount.objects.get().user_id != lecteur.pk
        assert "déjà lié à un identifiant" in autre.get(PROFIL).content.decode()
        assert Entree.objects.get(action="openid.refuse").acteur == f"utilisateur:{lecteur.pk}"

    def test_who_came_meanwhile_to_the_same_browser_is_not_tied(self, lier, alice, administrateur, lecteur):
        lier(administrateur, alice, entre=lambda client: client.force_login(lecteur))
        assert not SocialAccount.objects.exists()

    def test_who_logged_out_meanwhile_is_not_tied(self, lier, alice, administrateur):
        lier(administrateur, alice, entre=lambda client: client.logout())
        assert not SocialAccount.objects.exists()


class TestSortie:
    def test_who_came_through_the_provider_is_shown_the_way_out_of_it(self, dire, client, alice, fournisseur):
        dire(alice)
        entrer(client)
        page = client.post(reverse("account_logout"), follow=True)
        assert connecte_en(client) is None
        assert "Lycée Exemple" not in page.content.decode()
        assert client.get(reverse("openid_sortie")).url == reverse("public:accueil")
        adresse = re.search(r'href="([^"]*/fin[^"]*)"', page.content.decode())[1]
        assert adresse.startswith(fournisseur)
        revient = requests.get(html.unescape(adresse), allow_redirects=False, timeout=10)
        assert revient.headers["Location"].startswith("http://testserver/?state=")

    def test_who_came_with_a_password_is_not(self, dire, connecte, administrateur):
        reponse = connecte(administrateur).post(reverse("account_logout"))
        assert reponse.status_code == 302


def test_a_provider_that_does_not_publish_pkce_is_not_asked_for_it(dire, client, alice):
    dire(alice, "sans_pkce")
    depart = client.post(ENTREE)
    assert "code_challenge" not in depart.url
    entrer(client)
    assert connecte_en(client) is not None


FAUTES = (
    *("signature", "sans_signature", "secret_partage", "emetteur", "destinataire", "perime", "nonce"),
    *("sujet", "sans_jeton", "infos_bizarres", "refus", "sans_fin", "sans_nonce", "destinataires"),
    *("redirection", "enorme", "lent", "configuration"),
)


@pytest.mark.parametrize("faute", FAUTES)
def test_an_answer_that_does_not_hold_opens_nothing(dire, client, alice, faute, monkeypatch):
    monkeypatch.setattr(openid_reseau, "DUREE_MAXIMUM", 0.0 if faute == "lent" else 60.0)
    dire(alice, faute)
    reponse = entrer(client)
    assert urlsplit(reponse.url).path == CONNEXION
    assert connecte_en(client) is None
    assert not SocialAccount.objects.exists()
    page = client.get(CONNEXION).content.decode()
    assert ("abandonnée" if faute == "refus" else "ne répond pas comme il faut") in page


def test_plain_userinfo_is_taken_when_its_subject_is_that_of_the_signed_token(dire, client, alice):
    dire(alice, "infos_en_clair")
    entrer(client)
    assert connecte_en(client) is not None


def test_a_provider_that_is_down_sends_back_to_the_login(dire, client, alice, settings):
    dire(alice, "panne")
    assert entrer(client).url == CONNEXION
    settings.SOCIALACCOUNT_PROVIDERS = reglages.fournisseur("http://127.0.0.1:9", CLIENT, SECRET)
    assert entrer(client).url == CONNEXION


def test_what_is_asked_of_the_provider(dire, client, alice, fournisseur):
    dire(alice)
    demande = parse_qs(urlsplit(client.post(ENTREE, {"next": "//pirate.test/"}).url).query)
    assert set(demande["scope"][0].split()) == {"openid", "given_name", "usual_name", "email", "siret"}
    assert demande["response_type"] == ["code"]
    assert demande["code_challenge_method"] == ["S256"]
    assert len(demande["state"][0]) >= 32
    autre = parse_qs(urlsplit(client.post(ENTREE).url).query)
    assert demande["nonce"] != autre["nonce"]
    assert demande["state"] != autre["state"]


def test_parameters_of_the_address_change_nothing(dire, client, alice):
    dire(alice)
    depart = client.post(
        f"{ENTREE}?process=connect&scope=admin&auth_params=nonce%3Dconnu&next=//pirate.test/"
    )
    demande = parse_qs(urlsplit(depart.url).query)
    assert demande["nonce"] != ["connu"]
    assert "admin" not in demande["scope"][0]


def test_the_answer_of_another_browser_is_refused(dire, client, alice):
    from django.test import Client

    dire(alice)
    depart = client.post(ENTREE)
    revient = requests.get(depart.url, allow_redirects=False, timeout=10).headers["Location"]
    victime = Client()
    reponse = victime.get(f"{RETOUR}?{urlsplit(revient).query}")
    assert reponse.status_code == 302
    assert connecte_en(victime) is None


def test_a_code_serves_once(dire, client, alice):
    dire(alice)
    revient = requests.get(client.post(ENTREE).url, allow_redirects=False, timeout=10).headers["Location"]
    retour = f"{RETOUR}?{urlsplit(revient).query}"
    client.get(retour)
    client.logout()
    client.get(retour)
    assert connecte_en(client) is None


def test_a_link_does_not_start_it(dire, client, alice):
    dire(alice)
    assert client.get(ENTREE).url == CONNEXION


def test_the_button_is_there_when_it_is_on_and_only_then(client, dire, settings):
    page = client.get(CONNEXION).content.decode()
    assert "Se connecter avec ProConnect" in page
    settings.SOCIALACCOUNT_PROVIDERS = {}
    assert "ProConnect" not in client.get(CONNEXION).content.decode()
    assert client.post(ENTREE).status_code == 404
    assert client.get(RETOUR).status_code == 404
