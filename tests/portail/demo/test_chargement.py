"""The demonstration: loaded once, through the services, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.urls import reverse
from production_sure import SURS

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.demo import personnages
from accrochage.portail.demo.chargement import DemonstrationRefusee, charger
from accrochage.portail.demo.codes import code_du_moment
from accrochage.portail.demo.referentiel import FICHES
from accrochage.portail.organismes.models import Appartenance, Compte, Mandat, Organisme
from accrochage.portail.referentiel.models import Certification, Detention
from accrochage.portail.registre.models import Personne


def compte_des_lignes():
    tables = (Utilisateur, Organisme, Compte, Courriel, Certification, Detention, Personne)
    return {t.__name__: t.objects.count() for t in tables}


def test_everything_is_loaded_once(demonstration):
    avant = compte_des_lignes()
    fichiers = {f.name: f.read_bytes() for f in demonstration.rglob("*") if f.is_file()}
    charger(dire=lambda _texte: None)
    assert compte_des_lignes() == avant
    assert {f.name: f.read_bytes() for f in demonstration.rglob("*") if f.is_file()} == fichiers
    assert avant["Personne"] == 20_003
    assert avant["Certification"] == avant["Detention"] == len(FICHES)
    assert (avant["Utilisateur"], avant["Organisme"], avant["Compte"]) == (3, 3, 3)


def test_the_known_passwords_open(demonstration, client):
    distribution = personnages.charger()
    for utilisateur, mot_de_passe in (
        (distribution.administrateur, personnages.MOT_DE_PASSE_CERTIFICATEUR),
        (distribution.administrateur_deposant, personnages.MOT_DE_PASSE_DEPOSANT),
        (distribution.gestionnaire, personnages.MOT_DE_PASSE_GESTIONNAIRE),
    ):
        client.logout()
        reponse = client.post(
            reverse("account_login"), {"login": utilisateur.identifiant, "password": mot_de_passe}
        )
        assert reponse.status_code == 302
        if utilisateur.est_agent:
            client.post(reponse.url, {"code": code_du_moment(utilisateur).chiffres.replace("\u00a0", "")})
        assert client.session["_auth_user_id"] == str(utilisateur.pk)
    assert distribution.gestionnaire.est_agent


def test_one_login_opens_the_two_accounts_of_the_first_certificateur(demonstration):
    distribution = personnages.charger()
    appartenances = Appartenance.objects.actives_de(distribution.administrateur)
    assert [a.compte.role for a in appartenances] == ["CERTIFICATEUR", "DEPOSANT"]
    assert {a.compte.organisme for a in appartenances} == {distribution.inscrit}


def test_the_deposant_has_a_mandate_and_an_account_in_that_role_only(demonstration):
    distribution = personnages.charger()
    compte = distribution.deposant.comptes.get()
    assert compte.role == "DEPOSANT"
    mandats = Mandat.objects.visible_to(compte).en_cours()
    assert [m.certificateur for m in mandats] == [distribution.inscrit]
    assert "Déposant inscrit" in (demonstration / "identifiants.txt").read_text(encoding="utf-8")


def test_identifiers_wait_for_the_second_certificateur(demonstration):
    en_attente = personnages.charger().en_attente
    assert not en_attente.comptes.exists()
    courriel = Courriel.objects.get(gabarit="identifiants_inscription", destinataire=en_attente.contact_email)
    aide_memoire = (demonstration / "identifiants.txt").read_text(encoding="utf-8")
    for texte in (courriel.texte, aide_memoire):
        assert en_attente.matricule in texte.replace("\u00a0", "").replace(" ", "")


def test_the_page_shows_who_plays(demonstration, client):
    page = client.get(reverse("demo:accueil")).content.decode()
    distribution = personnages.charger()
    assert personnages.MOT_DE_PASSE_GESTIONNAIRE in page
    assert distribution.inscrit.raison_sociale in page
    assert "1-tout-est-bon" in page


@pytest.mark.django_db
def test_only_the_demonstration_may_load_it(settings):
    settings.DEMO = False
    with pytest.raises(DemonstrationRefusee):
        charger(dire=lambda _texte: None)
    assert not Utilisateur.objects.exists()


def test_production_does_not_know_it():
    code = (
        "import django; django.setup()\n"
        "from django.apps import apps; from django.urls import resolve, Resolver404\n"
        "assert not apps.is_installed('accrochage.portail.demo')\n"
        "try: resolve('/demo/')\n"
        "except Resolver404: print('inconnue')"
    )
    reglages = SURS | {"DJANGO_SETTINGS_MODULE": "accrochage.portail.config.settings.base"}
    sortie = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], **reglages},
        capture_output=True,
        text=True,
        check=True,
    )
    assert sortie.stdout.strip() == "inconnue"
