"""Waiting and under way: what the page shows, still right after a reload, and how to withdraw."""

from __future__ import annotations

import re

from playwright.sync_api import expect


def test_a_waiting_deposit_then_its_progress_then_the_answer(certificateur, portail):
    page = certificateur.page
    fichier, attendu = portail.echantillon(8, certificateur.matricule())
    with portail.ouvrier_en_pause() as base:
        certificateur.deposer(fichier)
        expect(page.get_by_role("heading", level=1)).to_contain_text("Reçu")
        expect(page.get_by_text("En attente de traitement")).to_be_visible()
        certificateur.examiner("depot-recu")
        numero = int(re.search(r"/suivi/(\d+)/", page.url)[1])
        maintenir(base, numero, "LECTURE", 250)
        expect(page.locator("#avancement")).to_contain_text("250 sur 1\u00a0000\u00a0passages")
        expect(page.locator("#annonces")).to_contain_text("Lecture et contrôle du fichier")
        page.reload()
        expect(page.locator("#avancement")).to_contain_text("250 sur 1\u00a0000\u00a0passages")
        expect(page.locator("#avancement progress")).to_have_js_property("max", 100)
        certificateur.examiner("depot-en-cours")
        base.execute("UPDATE depots_depot SET etat = 'RECU', etape = '' WHERE numero = %s", [numero])
    certificateur.attendre_la_fin()
    expect(page.locator("#annonces")).to_contain_text(f"{len(attendu['refuses'])} à corriger")
    expect(page).to_have_title(re.compile("Traité avec erreurs"))
    certificateur.examiner("depot-mille-passages")
    page.locator("summary", has_text="premières remarques").first.click()
    page.get_by_role("link", name=re.compile("Voir la suite")).first.click()
    certificateur.examiner("depot-constats")


def maintenir(base, numero: int, etape: str, fait: int) -> None:
    """Put the row where a worker would have left it at this instant."""
    base.execute(
        "UPDATE depots_depot SET etat = 'EN_COURS', etape = %s, etape_fait = %s, etape_total = nb_passages, "
        "commence_le = now() WHERE numero = %s",
        [etape, fait, numero],
    )


def test_a_waiting_deposit_is_withdrawn(certificateur, portail):
    page = certificateur.page
    fichier, _ = portail.echantillon(2, certificateur.matricule())
    with portail.ouvrier_en_pause():
        certificateur.deposer(fichier)
        page.get_by_role("link", name="Annuler ce dépôt").click()
        certificateur.examiner("depot-annuler")
        page.get_by_role("button", name="Annuler le dépôt").click()
        expect(page.get_by_role("status").filter(has_text="Le dépôt est annulé.")).to_be_visible()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Annulé")
        certificateur.examiner("depot-annule")
