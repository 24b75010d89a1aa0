"""Logging in through a provider, in a browser: the button, the page of who is not found, the way out.

The portal of the other journeys has no provider: this one is Django's live server, with the settings
that switch it on. The data are made before the browser starts, whose loop would forbid it.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import requests
from chromium import ARGUMENTS, CHROMIUM
from django.test.utils import modify_settings
from gestes import Visiteur
from playwright.sync_api import expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

sys.path.insert(0, str(Path(__file__).parents[1] / "portail"))

import fabriques

from accrochage.portail.config.settings import openid as reglages

PROGRAMME = Path(__file__).parents[1] / "portail" / "web" / "fournisseur_openid.py"
CLIENT, SECRET = "accrochage", "un secret partagé"


@pytest.fixture
def portail_vivant(transactional_db):
    """Django's live server for one test: its thread must not be there when others fork."""
    serveur = LiveServer("localhost")
    with modify_settings(ALLOWED_HOSTS={"append": "localhost"}):
        yield serveur
    serveur.stop()


@pytest.fixture
def fournisseur(transactional_db, portail_vivant, settings):
    """Address of a provider that knows the live portal, which knows it too."""
    retour = f"{portail_vivant.url}/compte/openid/retour/"
    with subprocess.Popen(
        [sys.executable, str(PROGRAMME), CLIENT, SECRET, retour], stdout=subprocess.PIPE, text=True
    ) as processus:
        adresse = processus.stdout.readline().strip()
        settings.URL_PORTAIL = portail_vivant.url
        settings.SOCIALACCOUNT_PROVIDERS = reglages.fournisseur(adresse, CLIENT, SECRET)
        politique = settings.SECURE_CSP
        settings.SECURE_CSP = {**politique, "form-action": [*politique["form-action"], adresse]}
        yield adresse
        processus.terminate()


@pytest.fixture
def alice(fournisseur):
    """What the provider says of the administrator of an account."""
    compte = fabriques.compte(
        fabriques.organisme("Lycée Exemple"), titulaire=fabriques.utilisateur("Alice", "Arnaud")
    )
    return {
        "sub": "5f1c-alice",
        "given_name": "Alice",
        "usual_name": "Arnaud",
        "email": compte.titulaire_du_compte.email,
        "siret": compte.organisme.siret,
    }


@pytest.fixture
def personne(alice, portail_vivant):
    """A person before a browser of their own; faults of scripts or of the CSP fail the test."""
    fautes: list[str] = []
    with sync_playwright() as playwright:
        lance = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = lance.new_context(base_url=portail_vivant.url, locale="fr-FR").new_page()
        page.on("pageerror", lambda erreur: fautes.append(str(erreur)))
        page.on(
            "console",
            lambda dit: fautes.append(dit.text) if "Content Security Policy" in dit.text else None,
        )
        yield Visiteur(page, None)
        lance.close()
    assert fautes == []


def dire(fournisseur: str, qui: dict) -> None:
    requests.post(f"{fournisseur}/essai", json={"personne": qui}, timeout=10)


def test_a_person_comes_through_the_provider_and_leaves_it(personne, fournisseur, alice):
    dire(fournisseur, alice)
    page = personne.page
    personne.va("/compte/connexion/")
    personne.examiner("openid-connexion")
    page.get_by_role("button", name="Se connecter avec ProConnect").click()
    expect(page).to_have_url("/tableau-de-bord/")
    personne.va("/profil/")
    expect(page.get_by_text("ProConnect ouvre votre compte.")).to_be_visible()
    personne.examiner("openid-profil")
    page.get_by_role("button", name="Ne plus accepter ProConnect").click()
    page.get_by_label("Mot de passe").fill(fabriques.MOT_DE_PASSE)
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("ProConnect n’ouvre plus votre compte.")).to_be_visible()
    page.get_by_role("button", name="Lier mon compte à ProConnect").click()
    expect(page.get_by_text("ProConnect ouvre maintenant votre compte.")).to_be_visible()
    page.locator("header summary", has_text="Alice Arnaud").click()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", name="Se déconnecter aussi")).to_be_visible()
    personne.examiner("openid-sortie")
    page.get_by_role("link", name="Se déconnecter aussi de ProConnect").click()
    expect(page.get_by_role("link", name="Se connecter").first).to_be_visible()


def test_who_has_no_access_is_told_what_to_do(personne, fournisseur, alice):
    dire(fournisseur, {**alice, "email": "inconnue@exemple.test"})
    personne.va("/compte/connexion/")
    personne.page.get_by_role("button", name="Se connecter avec ProConnect").click()
    expect(personne.page.get_by_role("heading", level=1)).to_have_text(
        "Le portail ne retrouve pas votre compte"
    )
    personne.examiner("openid-inconnue")
