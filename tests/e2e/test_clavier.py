"""A deposit with the keyboard alone, from the login to the list of passages."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

TABULATIONS = 60


def aller_a(page: Page, selecteur: str) -> None:
    """Press Tab until the element has the focus, and see that it shows."""
    cible = page.locator(selecteur).first
    for _ in range(TABULATIONS):
        page.keyboard.press("Tab")
        if cible.evaluate("e => e === document.activeElement"):
            contour = cible.evaluate("e => getComputedStyle(e).outlineStyle")
            assert contour != "none", f"{selecteur} : the focus does not show"
            return
    raise AssertionError(f"{selecteur} is not reached with the keyboard")


def test_a_deposit_with_the_keyboard(visiteur, portail):
    page = visiteur.page
    identifiant, mot_de_passe = portail.identifiants("Certificateur inscrit")
    visiteur.va("/compte/connexion/")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Aller au contenu")).to_be_focused()
    page.keyboard.press("Enter")
    aller_a(page, "#id_login")
    page.keyboard.type(identifiant)
    aller_a(page, "#id_password")
    page.keyboard.type(mot_de_passe)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Tableau de bord")
    aller_a(page, "nav a[href='/transmettre/']")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Déposer un fichier XML")
    fichier, attendu = portail.echantillon(4, visiteur.matricule())
    page.on("filechooser", lambda choix: choix.set_files(fichier))
    aller_a(page, "#id_fichier")
    page.keyboard.press("Space")
    expect(page.locator("#id_fichier")).to_have_value(re.compile(f"{fichier.name}$"))
    aller_a(page, "[data-deposer]")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/suivi/\d+/$"))
    visiteur.attendre_la_fin()
    expect(page.locator(".reponse")).to_contain_text(f"{len(attendu['refuses'])} à corriger")
    aller_a(page, ".groupe summary")
    page.keyboard.press("Enter")
    expect(page.locator("details[open] table").first).to_be_visible()


def test_menus_close_with_escape_and_give_the_focus_back(certificateur):
    page = certificateur.page
    certificateur.va("/tableau-de-bord/")
    aller_a(page, ".menu-personne summary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Mon profil")).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Mon profil")).to_be_hidden()
    expect(page.locator(".menu-personne summary")).to_be_focused()
