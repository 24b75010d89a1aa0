"""A forgotten login, a changed address, a new device, open sessions."""

import re
from datetime import timedelta

import fabriques
import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from accrochage.portail.comptes import adresses, appareils, sessions
from accrochage.portail.comptes.models import AppareilConnu, ChangementAdresse
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0"


def page(reponse):
    return re.sub(r'nonce="[^"]*"|value="[^"]*"', "", reponse.content.decode())


def connecter(client, personne, **entetes):
    saisie = {"login": personne.identifiant, "password": fabriques.MOT_DE_PASSE}
    return client.post(reverse("account_login"), saisie, headers=entetes)


def lien(courriel):
    return re.search(r"https?://[^/]+(/\S+)", courriel.texte)[1]


class TestIdentifiantOublie:
    ADRESSE = reverse("identifiant_oublie")

    def test_it_is_mailed_to_the_address_with_all_the_logins_of_it(self):
        deux = [fabriques.utilisateur(email="c@exemple.test") for _ in range(2)]
        Client().post(self.ADRESSE, {"email": " C@exemple.test "})
        courriel = Courriel.objects.get(gabarit="identifiant_oublie")
        assert courriel.destinataire == "c@exemple.test"
        assert all(p.identifiant_groupe in courriel.texte for p in deux)

    def test_inactive_persons_have_none(self):
        personne = fabriques.utilisateur(email="c@exemple.test")
        personne.is_active = False
        personne.save()
        Client().post(self.ADRESSE, {"email": "c@exemple.test"})
        assert personne.identifiant_groupe not in Courriel.objects.get().texte

    def test_the_answer_and_the_work_are_the_same_for_an_unknown_address(
        self, administrateur, django_assert_max_num_queries
    ):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        reponses, travaux = [], []
        for email in (administrateur.email, "inconnu@exemple.test"):
            with CaptureQueriesContext(connection) as requetes:
                reponses.append(Client().post(self.ADRESSE, {"email": email}))
            travaux.append(len(requetes))
        assert reponses[0].status_code == reponses[1].status_code == 200
        textes = [
            page(r).replace(administrateur.email, "X").replace("inconnu@exemple.test", "X") for r in reponses
        ]
        assert textes[0] == textes[1]
        assert travaux[0] == travaux[1]

    def test_an_address_is_not_flooded(self, administrateur):
        statuts = [Client().post(self.ADRESSE, {"email": administrateur.email}).status_code for _ in range(6)]
        assert statuts == [200] * 5 + [429]
        assert Courriel.objects.filter(gabarit="identifiant_oublie").count() == 5

    def test_the_journal_holds_no_address(self, administrateur):
        Client().post(self.ADRESSE, {"email": administrateur.email})
        assert administrateur.email not in str(list(Entree.objects.values()))


class TestChangementDAdresse:
    @pytest.fixture
    def liens(self, administrateur):
        adresses.demander(utilisateur=administrateur, nouvelle="Nouvelle@exemple.test")
        envoyes = Courriel.objects.filter(gabarit="adresse_a_confirmer")
        return {c.destinataire: lien(c) for c in envoyes}

    @pytest.mark.parametrize("sens", [1, -1])
    def test_it_is_done_when_both_have_confirmed_in_any_order(self, sens, liens, administrateur):
        avant = administrateur.email
        assert set(liens) == {avant, "nouvelle@exemple.test"}
        for adresse in list(liens.values())[::sens]:
            administrateur.refresh_from_db()
            assert administrateur.email == avant
            Client().get(adresse)
            Client().post(adresse)
        administrateur.refresh_from_db()
        assert administrateur.email == "nouvelle@exemple.test"
        confirmee = EmailAddress.objects.get(user=administrateur)
        assert (confirmee.email, confirmee.verified, confirmee.primary) == (administrateur.email, True, True)
        prevenus = Courriel.objects.filter(gabarit="adresse_changee").values_list("destinataire", flat=True)
        assert set(prevenus) == {avant, "nouvelle@exemple.test"}

    def test_one_address_twice_is_not_two(self, liens, administrateur):
        adresse = liens["nouvelle@exemple.test"]
        assert "reste à suivre" in Client().post(adresse).content.decode()
        Client().post(adresse)
        administrateur.refresh_from_db()
        assert administrateur.email != "nouvelle@exemple.test"

    def test_a_look_confirms_nothing(self, liens):
        for adresse in liens.values():
            Client().get(adresse)
        changement = ChangementAdresse.objects.get()
        assert changement.ancienne_confirmee_le is changement.nouvelle_confirmee_le is None

    def test_given_up_or_a_day_old_the_links_are_void(self, liens, administrateur, connecte, horloge):
        connecte(administrateur).post(reverse("profil:annuler_adresse"))
        assert {Client().post(a).status_code for a in liens.values()} == {410}
        adresses.demander(utilisateur=administrateur, nouvelle="encore@exemple.test")
        horloge.shift(timedelta(hours=24, seconds=1))
        tous = [lien(c) for c in Courriel.objects.filter(gabarit="adresse_a_confirmer")]
        assert {Client().post(a).status_code for a in tous} == {410}
        assert adresses.purger() == 1

    def test_it_asks_the_password_again(self, connecte, administrateur):
        client = connecte(administrateur)
        saisie = {"nouvelle": "nouvelle@exemple.test"}
        assert reverse("account_reauthenticate") in client.post(reverse("profil:changer_adresse"), saisie).url
        assert not ChangementAdresse.objects.exists()
        client.post(reverse("account_reauthenticate"), {"password": fabriques.MOT_DE_PASSE})
        client.post(reverse("profil:changer_adresse"), saisie)
        assert ChangementAdresse.objects.get().nouvelle == "nouvelle@exemple.test"

    @pytest.mark.parametrize("saisie", ["", "x", "MEME"])
    def test_what_is_no_other_address_is_refused(self, saisie, connecte, administrateur):
        client = connecte(administrateur)
        client.post(reverse("account_reauthenticate"), {"password": fabriques.MOT_DE_PASSE})
        nouvelle = administrateur.email.upper() if saisie == "MEME" else saisie
        reponse = client.post(reverse("profil:changer_adresse"), {"nouvelle": nouvelle})
        assert "Erreur" in reponse.content.decode()
        assert not ChangementAdresse.objects.exists()

    def test_changes_are_limited_by_day(self, administrateur):
        for rang in range(5):
            adresses.demander(utilisateur=administrateur, nouvelle=f"n{rang}@exemple.test")
        with pytest.raises(adresses.TropDeDemandes):
            adresses.demander(utilisateur=administrateur, nouvelle="n6@exemple.test")


class TestAppareils:
    def test_the_first_one_is_no_news_the_second_is_and_only_once(self, administrateur):
        connecter(Client(), administrateur)
        assert not Courriel.objects.filter(gabarit="appareil_nouveau").exists()
        second = Client()
        connecter(second, administrateur, **{"user-agent": FIREFOX})
        courriel = Courriel.objects.get(gabarit="appareil_nouveau")
        assert "Firefox sur Windows" in courriel.texte
        assert "127.0.0.1" not in courriel.texte
        second.post(reverse("account_logout"))
        connecter(second, administrateur, **{"user-agent": FIREFOX})
        assert Courriel.objects.filter(gabarit="appareil_nouveau").count() == 1
        assert AppareilConnu.objects.count() == 2

    def test_the_cookie_is_out_of_reach_of_scripts_and_its_secret_of_the_database(self, administrateur):
        client = Client()
        connecter(client, administrateur)
        cookie = client.cookies["appareil"]
        assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
        assert cookie.value not in str(list(AppareilConnu.objects.values()))

    @pytest.mark.parametrize("valeur", ["", "x", "é" * 43, "a" * 5000])
    def test_a_forged_cookie_is_replaced(self, valeur, administrateur):
        client = Client()
        client.cookies["appareil"] = valeur
        connecter(client, administrateur)
        assert appareils.SECRET.fullmatch(client.cookies["appareil"].value)

    def test_one_browser_for_two_persons_is_known_for_each(self, administrateur, lecteur):
        client = Client()
        for personne in (administrateur, lecteur):
            connecter(client, personne)
            client.post(reverse("account_logout"))
        assert AppareilConnu.objects.values("empreinte").distinct().count() == 1
        assert {a.utilisateur for a in AppareilConnu.objects.all()} == {administrateur, lecteur}

    def test_a_second_factor_that_is_not_given_makes_no_device(self, administrateur):
        fabriques.second_facteur(administrateur)
        client = Client()
        connecter(client, administrateur)
        assert not AppareilConnu.objects.exists()
        client.post(reverse("mfa_authenticate"), {"code": fabriques.code_du_moment(administrateur)})
        assert AppareilConnu.objects.count() == 1

    def test_the_oldest_are_forgotten(self, administrateur, monkeypatch):
        monkeypatch.setattr(appareils, "MAXIMUM", 3)
        for _ in range(5):
            connecter(Client(), administrateur)
        assert AppareilConnu.objects.count() == 3

    def test_one_is_forgotten_from_the_profile_and_not_from_another_s(
        self, connecte, administrateur, lecteur
    ):
        connecter(Client(), administrateur)
        appareil = AppareilConnu.objects.get()
        adresse = reverse("profil:oublier_appareil", args=[appareil.pk])
        assert connecte(lecteur).post(adresse).status_code == 404
        connecte(administrateur).post(adresse)
        assert not AppareilConnu.objects.exists()

    @pytest.mark.parametrize(
        ("agent", "dit"),
        [
            (FIREFOX, "Firefox sur Windows"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0) AppleWebKit Version/19.0 Safari/604.1",
                "Safari sur iPhone",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0 Safari/537.36 Edg/156.0", "Edge sur Linux"),
            ("curl/8.1", "un navigateur inconnu"),
            ("", "un navigateur inconnu"),
            ("<script>alert(1)</script>", "un navigateur inconnu"),
        ],
    )
    def test_devices_are_named_in_plain_words(self, agent, dit):
        assert appareils.nommer(agent) == dit


class TestSessions:
    def test_closing_one_ends_it_at_its_next_page(self, administrateur):
        ici, ailleurs = Client(), Client()
        connecter(ici, administrateur)
        connecter(ailleurs, administrateur, **{"user-agent": FIREFOX})
        liste = ici.get(reverse("usersessions_list"))
        assert "Firefox sur Windows" in liste.content.decode()
        autre = next(s for s in liste.context["sessions"] if s.session_key != ici.session.session_key)
        ici.post(reverse("profil:fermer_session", args=[autre.pk]))
        assert ailleurs.get(reverse("profil:accueil")).status_code == 302
        assert ici.get(reverse("profil:accueil")).status_code == 200

    def test_closing_the_others_keeps_this_one(self, administrateur):
        clients = [Client() for _ in range(3)]
        for client in clients:
            connecter(client, administrateur)
        clients[0].post(reverse("usersessions_list"))
        statuts = [c.get(reverse("profil:accueil")).status_code for c in clients]
        assert statuts == [200, 302, 302]

    def test_the_session_of_another_person_does_not_exist_here(self, administrateur, lecteur):
        victime, curieux = Client(), Client()
        connecter(victime, administrateur)
        connecter(curieux, lecteur)
        session = sessions.ouvertes_de(administrateur)[0]
        assert curieux.post(reverse("profil:fermer_session", args=[session.pk])).status_code == 404
        assert victime.get(reverse("profil:accueil")).status_code == 200

    def test_a_changed_password_closes_the_others(self, administrateur):
        ici, ailleurs = Client(), Client()
        for client in (ici, ailleurs):
            connecter(client, administrateur)
        saisie = {"oldpassword": fabriques.MOT_DE_PASSE, "password1": "un tout autre mot de passe"}
        ici.post(reverse("account_change_password"), saisie)
        assert ici.get(reverse("profil:accueil")).status_code == 200
        assert ailleurs.get(reverse("profil:accueil")).status_code == 302

    def test_the_last_activity_is_kept_now_and_then(self, administrateur, horloge):
        client = Client()
        connecter(client, administrateur)
        client.get(reverse("profil:accueil"))
        debut = sessions.ouvertes_de(administrateur)[0].last_seen_at
        horloge.shift(timedelta(seconds=200))
        client.get(reverse("profil:accueil"))
        assert sessions.ouvertes_de(administrateur)[0].last_seen_at == debut
        horloge.shift(timedelta(seconds=200))
        client.get(reverse("profil:accueil"))
        ecart = sessions.ouvertes_de(administrateur)[0].last_seen_at - debut
        assert timedelta(seconds=390) < ecart < timedelta(seconds=460)
