"""The second factor: asked at login, required of some, each code once, its secrets encrypted."""

import re
import time
from datetime import timedelta

import fabriques
import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.core.management import call_command
from django.core.management.base import CommandError
from django.test import Client
from django.urls import reverse

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.models import DemandeSecondFacteur
from accrochage.portail.organismes.services import second_facteur

pytestmark = pytest.mark.django_db
CODE, ACTIVER = reverse("mfa_authenticate"), reverse("mfa_activate_totp")


def mot_de_passe(client, personne, **plus):
    saisie = {"login": personne.identifiant, "password": fabriques.MOT_DE_PASSE, **plus}
    return client.post(reverse("account_login"), saisie)


def code(secret, pas=0):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + pas))


def entre(client):
    return client.get(reverse("profil:accueil")).status_code == 200


@pytest.fixture
def secret(administrateur):
    return fabriques.second_facteur(administrateur)


class TestConnexion:
    def test_the_password_alone_does_not_open(self, administrateur, secret):
        client = Client()
        assert mot_de_passe(client, administrateur).url == CODE
        assert not entre(client)
        client.post(CODE, {"code": code(secret)})
        assert entre(client)

    @pytest.mark.parametrize("pas", [-1, 0, 1])
    def test_clocks_may_differ_by_half_a_minute(self, pas, administrateur, secret, horloge):
        client = Client()
        mot_de_passe(client, administrateur)
        client.post(CODE, {"code": code(secret, pas)})
        assert entre(client)

    @pytest.mark.parametrize("faux", ["", "000000", "abcdef", "1" * 500, "123"])
    def test_a_wrong_code_does_not_open(self, faux, administrateur, secret):
        client = Client()
        mot_de_passe(client, administrateur)
        assert "Erreur" in client.post(CODE, {"code": faux}).content.decode()
        assert not entre(client)

    @pytest.mark.parametrize("secondes", [0, 31, 59])
    def test_a_code_serves_once_as_long_as_a_clock_would_take_it(
        self, secondes, administrateur, secret, horloge
    ):
        donne = code(secret, 1)
        for client in (premier := Client(), second := Client()):
            mot_de_passe(client, administrateur)
            client.post(CODE, {"code": donne})
            horloge.shift(timedelta(seconds=secondes / 1.01))
        assert entre(premier)
        assert not entre(second)

    def test_codes_can_not_be_tried_for_ever(self, administrateur, secret):
        client = Client()
        mot_de_passe(client, administrateur)
        for rang in range(10):
            client.post(CODE, {"code": f"{rang:06d}"})
        client.post(CODE, {"code": code(secret)})
        assert not entre(client)

    def test_the_page_asked_for_is_kept_through_both_steps(self, administrateur, secret):
        client = Client()
        mot_de_passe(client, administrateur, next=reverse("suivi:liste"))
        assert client.post(CODE, {"code": code(secret)}).url == reverse("suivi:liste")

    def test_secrets_are_encrypted_at_rest(self, administrateur, secret):
        assert secret not in str(list(Authenticator.objects.values("data")))


class TestInstallation:
    def test_from_nothing_to_the_codes_shown_once(self, connecte, administrateur, certificateur_a, settings):
        client = connecte(administrateur)
        client.post(reverse("account_reauthenticate"), {"password": fabriques.MOT_DE_PASSE})
        page = client.get(ACTIVER)
        secret = page.context["form"].secret
        assert "data:image/svg+xml" in page.content.decode()
        reponse = client.post(ACTIVER, {"code": code(secret)}, follow=True)
        codes = re.findall(r"<code>(\d{8})</code>", reponse.content.decode())
        assert len(codes) == 10
        assert codes[0] not in client.get(reverse("mfa_index")).content.decode()
        ailleurs = Client()
        mot_de_passe(ailleurs, administrateur)
        ailleurs.post(CODE, {"code": codes[3]})
        assert entre(ailleurs)
        encore = Client()
        mot_de_passe(encore, administrateur)
        encore.post(CODE, {"code": codes[3]})
        assert not entre(encore)

    def test_it_asks_the_password_first(self, connecte, administrateur):
        assert reverse("account_reauthenticate") in connecte(administrateur).get(ACTIVER).url

    @pytest.mark.django_db(transaction=True)
    def test_the_person_is_told_and_the_journal_keeps_it(self, connecte, administrateur):
        cache.clear()
        client = connecte(administrateur)
        client.post(reverse("account_reauthenticate"), {"password": fabriques.MOT_DE_PASSE})
        secret = client.get(ACTIVER).context["form"].secret
        client.post(ACTIVER, {"code": code(secret)})
        courriel = Courriel.objects.filter(gabarit="second_facteur_modifie").first()
        assert courriel.destinataire == administrateur.email
        assert secret not in courriel.texte
        assert Entree.objects.filter(action="second_facteur.modifie").exists()


class TestExigence:
    def test_a_gestionnaire_without_one_goes_nowhere_before(self, connecte):
        agent = fabriques.utilisateur(role_operateur="GESTIONNAIRE")
        client = connecte(agent)
        reponse = client.get(reverse("gestion:organismes"))
        assert reponse.url.startswith(reverse("mfa_index"))
        assert "un second facteur leur est demandé" in client.get(reponse.url).content.decode()
        fabriques.second_facteur(agent)
        assert client.get(reverse("gestion:organismes")).status_code == 200

    def test_the_account_asks_only_in_that_account(self, connecte, certificateur_a, certificateur_b):
        personne = fabriques.membre(certificateur_a, fabriques.Droit.LECTEUR)
        fabriques.membre(certificateur_b, fabriques.Droit.LECTEUR, personne)
        certificateur_a.second_facteur_exige = True
        certificateur_a.save()
        client = connecte(personne)
        statuts = {}
        for compte in (certificateur_a, certificateur_b):
            client.post(reverse("organisation:changer_de_compte"), {"compte": compte.pk})
            statuts[compte.pk] = client.get(reverse("suivi:liste")).status_code
        assert statuts == {certificateur_a.pk: 302, certificateur_b.pk: 200}

    def test_posting_is_diverted_too(self, connecte, certificateur_a, administrateur):
        certificateur_a.second_facteur_exige = True
        certificateur_a.save()
        reponse = connecte(administrateur).post(reverse("organisation:inviter"), {})
        assert reponse.url.startswith(reverse("mfa_index"))


class TestAppareilPerdu:
    PERDU = reverse("appareil_perdu")

    def test_it_asks_for_the_password_first(self, client):
        assert client.post(self.PERDU).url == reverse("account_login")
        assert not DemandeSecondFacteur.objects.exists()

    def test_one_request_waits_and_the_administrators_are_told(self, administrateur, deposant):
        fabriques.second_facteur(deposant)
        client = Client()
        mot_de_passe(client, deposant)
        for _ in range(2):
            assert "est partie" in client.post(self.PERDU).content.decode()
        assert DemandeSecondFacteur.objects.get().utilisateur == deposant
        lettres = {c.gabarit: c.destinataire for c in Courriel.objects.all()}
        assert lettres["second_facteur_a_lever"] == administrateur.email
        assert lettres["second_facteur_perdu"] == deposant.email
        assert not entre(client)

    def test_lifted_while_the_code_was_asked_the_login_starts_again(self, deposant, administrateur):
        fabriques.second_facteur(deposant)
        client = Client()
        mot_de_passe(client, deposant)
        second_facteur.lever(demande=second_facteur.demander(utilisateur=deposant), par=administrateur)
        assert client.get(CODE, follow=True).status_code == 200
        mot_de_passe(client, deposant)
        assert entre(client)

    def test_three_a_day(self, deposant, administrateur):
        for _ in range(3):
            second_facteur.refuser(demande=second_facteur.demander(utilisateur=deposant), par=administrateur)
        with pytest.raises(second_facteur.TropDeDemandes):
            second_facteur.demander(utilisateur=deposant)

    def test_the_second_to_decide_is_told(self, deposant, administrateur, gestionnaire):
        demande = second_facteur.demander(utilisateur=deposant)
        second_facteur.refuser(demande=demande, par=administrateur)
        with pytest.raises(second_facteur.DejaDecidee):
            second_facteur.lever(demande=demande, par=gestionnaire)

    def test_the_command_line_lifts_it_when_nobody_else_can(self, gestionnaire, capsys):
        call_command("second_facteur", "retirer", gestionnaire.identifiant_groupe.lower())
        assert not Authenticator.objects.exists()
        assert Entree.objects.get(action="second_facteur.leve").acteur == "commande:second_facteur"
        with pytest.raises(CommandError):
            call_command("second_facteur", "retirer", "ZZZZZZZZZ")
