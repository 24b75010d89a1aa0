"""Everything works without JavaScript: the same deposit, with page loads."""

from __future__ import annotations

import re

from gestes import jusqu_a
from playwright.sync_api import expect


def test_a_deposit_without_javascript(ouvrir, portail):
    sans = ouvrir(java_script_enabled=False)
    sans.se_connecter(*portail.identifiants("Certificateur inscrit"))
    fichier, attendu = portail.echantillon(5, sans.matricule())
    sans.deposer(fichier)
    expect(sans.page.get_by_role("heading", name="Accusé de réception")).to_be_visible()
    actualiser = sans.page.get_by_role("link", name="Actualiser")

    def fini() -> None:
        if actualiser.count():
            actualiser.click()
        expect(sans.page.get_by_role("heading", level=1)).to_contain_text("Traité avec succès", timeout=1_000)

    jusqu_a(fini)
    expect(sans.page.locator(".reponse")).to_contain_text(
        f"Les {len(attendu['acceptes'])} passages sont acceptés"
    )
    sans.page.locator("summary", has_text="Passage").first.click()
    expect(sans.page.locator("details[open] table")).to_be_visible()


def test_the_menus_filters_and_errors_need_no_javascript(ouvrir, portail):
    sans = ouvrir(java_script_enabled=False)
    sans.se_connecter(*portail.identifiants("Certificateur inscrit"))
    page = sans.page
    sans.va("/transmettre/")
    page.get_by_role("button", name="Déposer le fichier").click()
    expect(page).to_have_title(re.compile("^Erreur"))
    expect(page.locator("#erreurs")).to_be_focused()
    page.locator("#erreurs a").click()
    expect(page).to_have_url(re.compile("#id_fichier$"))
    page.locator("summary", has_text="Claire Moreau").click()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("banner").get_by_role("link", name="Se connecter")).to_be_visible()


def test_the_list_is_filtered_by_its_address(ouvrir, portail):
    sans = ouvrir(java_script_enabled=False)
    sans.se_connecter(*portail.identifiants("Certificateur inscrit"))
    sans.deposer({"name": "a-retrouver.xml", "mimeType": "text/xml", "buffer": b"<a-retrouver/>"})
    sans.va("/suivi/")
    sans.page.get_by_label("Numéro, fichier ou idFlux").fill("a-retrouver")
    sans.page.get_by_label("État").select_option(label="Rejeté")
    sans.page.get_by_role("button", name="Afficher").click()
    expect(sans.page).to_have_url(re.compile(r"/suivi/\?q=a-retrouver&etat=REJETE"))
    expect(sans.page.get_by_role("row")).to_have_count(2)
