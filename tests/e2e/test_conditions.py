"""The conditions of use, as people read them and as a gestionnaire prepares the next ones.

Nothing is published here: everybody on this portal would be asked to accept it.
"""

from __future__ import annotations

from playwright.sync_api import expect


def test_the_next_version_is_prepared_and_looked_at(operateur):
    page = operateur.page
    page.get_by_role("link", name="Réglages", exact=True).click()
    page.get_by_role("main").get_by_role("link", name="Conditions d’utilisation").click()
    operateur.examiner("gestion-conditions")
    page.get_by_role("link", name="Version 1.0").click()
    page.get_by_text("Lire le texte").click()
    operateur.examiner("gestion-conditions-version")
    operateur.va("/gestion/conditions/")
    page.get_by_role("link", name="Préparer une nouvelle version").click()
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.locator("#erreurs")).to_be_focused()
    operateur.examiner("gestion-conditions-erreurs")
    page.get_by_label("Numéro de version").fill("9.9")
    page.get_by_label("Ce qui change").fill("Une phrase de plus sur les pièces jointes.")
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Publier la version 9.9")
    operateur.examiner("gestion-conditions-apercu")
    page.get_by_role("button", name="Corriger le texte").click()
    expect(page.get_by_label("Ce qui change")).to_have_value("Une phrase de plus sur les pièces jointes.")


def test_everybody_reads_them(visiteur):
    visiteur.va("/conditions/")
    expect(visiteur.page.get_by_role("heading", name="Votre compte")).to_be_visible()
    visiteur.examiner("conditions")
