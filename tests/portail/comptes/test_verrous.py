"""Logins locked after repeated failures: alike for everybody, opened again by mail."""

import re
import threading
from datetime import timedelta

import fabriques
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.comptes import verrous
from accrochage.portail.comptes.models import VerrouConnexion
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree

CONNEXION, INCONNU = reverse("account_login"), "ZZZ222ZZZ"


def essayer(identifiant, mot_de_passe="un faux mot de passe"):
    cache.clear()  # the short limit is another test's
    return Client().post(CONNEXION, {"login": identifiant, "password": mot_de_passe})


def message(reponse):
    texte = reponse.content.decode()
    return re.search(r'id="erreurs".*?</div>', texte, re.DOTALL)[0]


def verrouiller(identifiant, nombre=10):
    for _ in range(nombre):
        essayer(identifiant)


def distribuer():
    """What the worker does with the wake-ups of locked logins."""
    for verrou in VerrouConnexion.objects.filter(verrouille_le__isnull=False):
        verrous.envoyer_le_lien(cle=verrou.pk)


def lien():
    texte = Courriel.objects.filter(gabarit="acces_verrouille").latest("pk").texte
    return re.search(r"https?://[^/]+(/\S+)", texte)[1]


@pytest.mark.django_db
class TestVerrou:
    def test_ten_failures_lock_even_the_right_password(self, administrateur):
        verrouiller(administrateur.identifiant)
        reponse = essayer(administrateur.identifiant, fabriques.MOT_DE_PASSE)
        assert "est bloqué" in message(reponse)
        assert "_auth_user_id" not in reponse.wsgi_request.session
        assert Entree.objects.filter(action="connexion.verrouillee").count() == 1

    def test_nine_failures_do_not(self, administrateur):
        verrouiller(administrateur.identifiant, 9)
        assert essayer(administrateur.identifiant, fabriques.MOT_DE_PASSE).status_code == 302
        assert not VerrouConnexion.objects.exists()

    @pytest.mark.parametrize("fois", range(12))
    def test_no_answer_tells_a_login_that_exists(self, fois, administrateur):
        verrouiller(administrateur.identifiant, fois)
        verrouiller(INCONNU, fois)
        existant, inconnu = essayer(administrateur.identifiant), essayer(INCONNU)
        assert message(existant) == message(inconnu)
        assert existant.status_code == inconnu.status_code

    @pytest.mark.parametrize("fois", [0, 8, 9, 10])
    def test_nor_the_work_done(self, fois, administrateur, django_assert_num_queries, monkeypatch):
        from django.contrib.auth.hashers import Argon2PasswordHasher
        from django.test.utils import CaptureQueriesContext

        haches, travaux = [], []
        vrai = Argon2PasswordHasher.params
        monkeypatch.setattr(Argon2PasswordHasher, "params", lambda self: haches.append(1) or vrai(self))
        for identifiant in (administrateur.identifiant, INCONNU):
            verrouiller(identifiant, fois)
            del haches[:]
            with CaptureQueriesContext(connection) as requetes:
                essayer(identifiant)
            tables = [re.sub(r"'(?:[^']|'')*'|\d+|NULL", "?", r["sql"]) for r in requetes]
            travaux.append((len(haches) > 0, tables))
        assert travaux[0] == travaux[1]

    def test_the_owner_gets_one_link_and_its_click_opens_once(self, administrateur):
        verrouiller(administrateur.identifiant, 14)
        distribuer()
        assert Courriel.objects.filter(gabarit="acces_verrouille").count() == 1
        adresse = lien()
        assert "Débloquer" in Client().get(adresse).content.decode()
        assert VerrouConnexion.objects.get().verrouille_le, "a look opens nothing"
        assert "débloqué" in Client().post(adresse).content.decode()
        assert essayer(administrateur.identifiant, fabriques.MOT_DE_PASSE).status_code == 302
        assert Client().post(adresse).status_code == 410

    def test_nobody_is_mailed_for_a_login_that_does_not_exist(self):
        verrouiller(INCONNU)
        distribuer()
        assert not Courriel.objects.exists()

    def test_the_link_serves_a_day(self, administrateur, horloge):
        verrouiller(administrateur.identifiant)
        distribuer()
        horloge.shift(timedelta(days=1, seconds=1))
        assert Client().post(lien()).status_code == 410

    def test_three_links_a_day_at_most_and_the_last_one_serves(self, administrateur):
        verrouiller(administrateur.identifiant)
        liens = []
        for _ in range(5):
            distribuer()
            liens.append(lien())
        assert len(set(liens)) == 3
        assert Client().post(liens[0]).status_code == 410
        assert Client().post(liens[-1]).status_code == 200

    def test_a_new_password_opens_it_too(self, administrateur):
        verrouiller(administrateur.identifiant)
        Client().post(reverse("account_reset_password"), {"email": administrateur.email})
        texte = Courriel.objects.get(gabarit="mot_de_passe_oublie").texte
        client = Client()
        choisir = client.get(re.search(r"https?://[^/]+(/\S+)", texte)[1]).url
        client.post(choisir, {"password1": "un tout autre mot de passe"})
        assert essayer(administrateur.identifiant, "un tout autre mot de passe").status_code == 302

    def test_old_failures_count_no_more(self, administrateur, horloge):
        verrouiller(administrateur.identifiant, 9)
        horloge.shift(timedelta(hours=24, seconds=1))
        verrouiller(administrateur.identifiant, 1)
        assert essayer(administrateur.identifiant, fabriques.MOT_DE_PASSE).status_code == 302

    @pytest.mark.parametrize("saisie", [" zzz 222\u00a0zzz ", "zzz-222-zzz", INCONNU])
    def test_however_it_is_typed_it_is_the_same_login(self, saisie):
        verrouiller(INCONNU)
        assert verrous.est_verrouille(saisie)

    def test_what_was_typed_is_nowhere(self):
        verrouiller("motdepasse-tape-ici")
        assert "motdepasse" not in str(list(VerrouConnexion.objects.values())).lower()
        assert "motdepasse" not in str(list(Entree.objects.values())).lower()

    def test_asking_for_the_link_again_answers_the_same(self, administrateur):
        verrouiller(administrateur.identifiant)
        pages = []
        for saisie in (administrateur.identifiant, INCONNU, "x"):
            reponse = Client().post(reverse("debloquer"), {"identifiant": saisie})
            pages.append((reponse.status_code, re.sub(r'nonce="[^"]*"', "", reponse.content.decode())))
        assert pages[0] == pages[1] == pages[2]

    def test_rows_of_nobody_do_not_stay(self, administrateur, horloge):
        verrouiller(INCONNU)
        verrouiller(administrateur.identifiant)
        verrouiller("AAA222AAA", 1)
        horloge.shift(timedelta(days=31))
        assert verrous.purger() == 2
        assert VerrouConnexion.objects.get().utilisateur == administrateur


@pytest.mark.django_db(transaction=True)
def test_failures_at_once_are_all_counted():
    personne, depart = fabriques.utilisateur(), threading.Barrier(8)

    def echouer():
        depart.wait()
        try:
            verrous.compter_echec(saisie=personne.identifiant)
        finally:
            connection.close()

    fils = [threading.Thread(target=echouer) for _ in range(8)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert VerrouConnexion.objects.get().echecs == 8
    assert VerrouConnexion.objects.get().premier_echec_le <= timezone.now()
