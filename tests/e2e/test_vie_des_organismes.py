"""A body corrects itself; two bodies merge, and a file prepared before still arrives."""

from __future__ import annotations

import re
from dataclasses import replace

import fabriques_e2e
from gestes import Visiteur
from gestes_inscription import MOT_DE_PASSE, Cout, enregistrer, s_inscrire, saisir
from playwright.sync_api import expect

from accrochage.portail.comptes.formats import compacter


def test_two_organismes_merge_and_a_file_of_the_former_matricule_still_arrives(
    ouvrir, operateur, portail, tmp_path
):
    # Given two certificateurs with their accounts, and a file prepared by the first
    ancien, reste = fabriques_e2e.organisme(), fabriques_e2e.organisme()
    fabriques_e2e.charger_certification(portail, ancien, tmp_path)
    lui, elle = ouvrir(), ouvrir()
    ancien = inscrire(lui, operateur, ancien)
    reste = inscrire(elle, operateur, reste)
    fichier, _ = fabriques_e2e.adapter(portail, 1, ancien, tmp_path)
    # When its administrator corrects its name, the former one stays in the history
    corriger(lui, ancien.raison_sociale)
    # When a gestionnaire merges the first into the second
    fusionner(operateur, ancien.siret, reste)
    # Then its administrator works in the account that goes on, and both contacts are told
    assert "n’en font plus qu’un" in lui.courriel(ancien.email, "a changé sur le portail")
    lui.va("/organisation/")
    expect(lui.page.get_by_role("heading", level=1)).to_have_text(reste.raison_sociale)
    # And the file arrives, with a warning
    lui.deposer(fichier)
    lui.attendre_la_fin()
    expect(lui.page.get_by_role("main")).to_contain_text("Ancien matricule")
    lui.examiner("depot-ancien-matricule")


def inscrire(
    contact: Visiteur, operateur: Visiteur, entite: fabriques_e2e.OrganismeNeuf
) -> fabriques_e2e.OrganismeNeuf:
    """Recorded, registered, logged in; the same with its numbers."""
    enregistrer(operateur, entite)
    courriel = contact.courriel(entite.email, "identifiants")
    matricule = re.search(r"Votre matricule\s*:\s*(.+)", courriel)[1]
    contrat = re.search(r"Numéro de contrat\s*:\s*(.+)", courriel)[1]
    saisir(contact, Cout(), matricule, contrat)
    contact.se_connecter(s_inscrire(contact, Cout(), entite), MOT_DE_PASSE)
    return replace(entite, matricule=compacter(matricule), contrat=compacter(contrat))


def corriger(lui: Visiteur, ancien_nom: str) -> None:
    page = lui.page
    lui.va("/organisation/")
    page.get_by_role("link", name="Corriger les coordonnées").click()
    page.get_by_label("Raison sociale").fill("")
    page.get_by_role("button", name="Enregistrer les coordonnées").click()
    expect(page.locator("#erreurs")).to_be_focused()
    page.get_by_label("Raison sociale").fill(f"{ancien_nom} et associés")
    page.get_by_role("button", name="Enregistrer les coordonnées").click()
    expect(page.get_by_role("main")).to_contain_text("C’est enregistré")
    lui.examiner("organisation-coordonnees")


def fusionner(operateur: Visiteur, siret: str, reste: fabriques_e2e.OrganismeNeuf) -> None:
    page = operateur.page
    operateur.va(f"/gestion/organismes/?q={siret}")
    page.locator("main tbody th a").first.click()
    operateur.examiner("gestion-organisme-vie")
    page.get_by_role("link", name="Fermer").click()
    operateur.examiner("gestion-fermer-organisme")
    page.get_by_role("link", name="Revenir à l’organisme").click()
    page.get_by_role("link", name="Fusionner").click()
    page.get_by_label("Organisme qui reste").fill(reste.siret)
    page.get_by_label("Motif").fill("Absorption au 1er janvier")
    operateur.examiner("gestion-fusion")
    page.get_by_role("button", name="Voir ce qui bouge").click()
    operateur.reconfirmer()
    expect(page.get_by_role("main")).to_contain_text("Une fusion ne se défait pas")
    operateur.examiner("gestion-fusion-apercu")
    page.get_by_role("button", name="Fusionner les deux organismes").click()
    operateur.reconfirmer()
    expect(page.get_by_role("heading", level=1)).to_have_text(reste.raison_sociale)
    operateur.examiner("gestion-fusion-faite")
