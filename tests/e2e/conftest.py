"""A real portal and a real browser."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))

from chromium import ARGUMENTS, CHROMIUM
from gestes import Visiteur
from portail_reel import Portail, partage

expect.set_options(timeout=20_000)  # machines of two busy cores


def pytest_collection_modifyitems(items):
    ici = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(ici):
            item.add_marker(pytest.mark.e2e)


@pytest.fixture(scope="session")
def portail() -> Iterator[Portail]:
    with partage() as demarre:
        yield demarre


@pytest.fixture(scope="module")
def navigateur() -> Iterator[Browser]:
    """One browser a module: its event loop must not be there when Django's tests run, in other modules."""
    with sync_playwright() as playwright:
        lance = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield lance
        lance.close()


@pytest.fixture
def ouvrir(navigateur: Browser, portail: Portail):
    """``ouvrir(**options)`` is a visitor without cookies; faults of scripts or of the CSP fail the test."""
    fautes: list[str] = []
    contextes: list[BrowserContext] = []

    def noter(message: ConsoleMessage) -> None:
        # A refused answer or a cut connection is what some tests are about; they look at what is shown.
        attendue = "Failed to load resource" in message.text or message.text.startswith("htmx:")
        if message.type == "error" and not attendue:
            fautes.append(message.text)

    def nouveau(**options) -> Visiteur:
        contexte = navigateur.new_context(base_url=portail.url, locale="fr-FR", **options)
        contextes.append(contexte)
        contexte.set_default_timeout(30_000)
        page: Page = contexte.new_page()
        page.on("console", noter)
        page.on("pageerror", lambda erreur: fautes.append(str(erreur)))
        return Visiteur(page, portail)

    yield nouveau
    for contexte in contextes:
        contexte.close()
    assert fautes == []


@pytest.fixture
def visiteur(ouvrir) -> Visiteur:
    return ouvrir()


_gestionnaire: dict = {}
"""Cookies of the agent in this process of the tests: each code of the second factor serves once."""


@pytest.fixture
def operateur(ouvrir, portail: Portail) -> Visiteur:
    """The demonstration's gestionnaire, on the operator's first page; logs in once for many tests."""
    agent: Visiteur = ouvrir(storage_state=_gestionnaire.get("cookies"))
    agent.va("/gestion/organismes/")
    if "/connexion/" in agent.page.url:
        agent.se_connecter(*portail.identifiants("Gestionnaire"))
        agent.va("/gestion/organismes/")
        _gestionnaire["cookies"] = agent.page.context.storage_state()
    return agent


@pytest.fixture
def certificateur(visiteur: Visiteur) -> Visiteur:
    """The registered certificateur of the demonstration, logged in."""
    visiteur.se_connecter(*visiteur.portail.identifiants("Certificateur inscrit"))
    return visiteur
