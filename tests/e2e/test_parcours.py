"""The main job, end to end: from the mailed identifiers to the report, compared passage by passage."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import fabriques_e2e
from gestes import Visiteur
from playwright.sync_api import expect

from accrochage.flux.catalogue import REGLES
from accrochage.flux.rapport import lire

MOT_DE_PASSE = "quatre chevaux bleus au galop"
MODELE = "Institut Exemple du Littoral"


def test_from_the_mailed_identifiers_to_the_report(ouvrir, operateur, portail, tmp_path):
    # Given an organisme that a gestionnaire records, and its certification in the référentiel
    organisme = fabriques_e2e.organisme()
    enregistrer(operateur, organisme)
    fabriques_e2e.charger_certification(portail, organisme, tmp_path)
    # When its contact registers with what the mail says, and logs in
    contact: Visiteur = ouvrir()
    matricule, contrat = s_inscrire(contact, organisme)
    inscrit = replace(organisme, matricule=matricule, contrat=contrat)
    # Then each sample file, addressed in its name, gets the report that it announces
    for rang in (3, 2, 6):
        fichier, attendu = fabriques_e2e.adapter(portail, rang, inscrit, tmp_path)
        contact.deposer(fichier)
        contact.attendre_la_fin()
        comparer(contact, fichier, attendu)


def enregistrer(operateur: Visiteur, organisme) -> None:
    page = operateur.page
    operateur.va("/gestion/organismes/")
    page.get_by_role("link", name="Enregistrer un organisme").click()
    page.get_by_label("SIRET").fill(organisme.siret)
    page.get_by_label("Raison sociale").fill(organisme.raison_sociale)
    page.get_by_label("Prénom du contact").fill("Inès")
    page.get_by_label("Nom du contact", exact=True).fill("Le Goff")
    page.get_by_label("Adresse électronique du contact").fill(organisme.email)
    page.get_by_role("button", name="Enregistrer l’organisme").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(organisme.raison_sociale)


def s_inscrire(contact: Visiteur, organisme) -> tuple[str, str]:
    """Register and log in; return the matricule and the contract number of the mail."""
    page = contact.page
    courriel = contact.courriel(organisme.email, "identifiants")
    matricule = re.search(r"Votre matricule\s*:\s*(\d\d\s\w{3}\s\d{3})", courriel)[1]
    contrat = re.search(r"Numéro de contrat\s*:\s*(MCFCER[\s\d]+\d)", courriel)[1]
    contact.examiner("demo-courriel")
    page.locator("main a[href*='/inscription/']").click()
    page.get_by_label("Votre matricule").fill(f"  {matricule.lower()} ")
    page.get_by_label("Numéro de contrat").fill(contrat.replace("\u00a0", " ").lower())
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Recevoir le lien").click()
    expect(page.locator("#erreurs")).to_be_focused()
    contact.examiner("inscription-personne-erreurs")
    page.get_by_label("Prénom").fill("Inès")
    page.get_by_label("Nom", exact=True).fill("Le Goff")
    page.get_by_label("Adresse électronique").fill(organisme.email)
    page.get_by_label("Fonction").fill("Responsable des certifications")
    page.get_by_role("main").get_by_role("checkbox").check()
    page.get_by_role("button", name="Recevoir le lien").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ouvrez le courriel")
    contact.examiner("inscription-envoye")
    lien = re.search(r"https?://\S+", contact.courriel(organisme.email, "confirm"))[0]
    contact.va(lien)
    contact.examiner("inscription-mot-de-passe")
    page.get_by_label("mot de passe", exact=False).first.fill(MOT_DE_PASSE)
    page.get_by_role("button", name="Ouvrir le compte").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre compte est ouvert")
    contact.examiner("inscription-terminee")
    identifiant = page.get_by_role("main").locator(".identifiant").inner_text()
    assert identifiant.replace("\u00a0", " ") in contact.courriel(
        organisme.email, "identifiant de connexion"
    ).replace("\u00a0", " ")
    contact.va(lien)
    contact.examiner("inscription-lien-deja-utilise")
    contact.se_connecter(identifiant.lower(), MOT_DE_PASSE)
    contact.examiner("tableau-de-bord-vide")
    contact.va("/suivi/")
    contact.examiner("suivi-vide")
    return re.sub(r"\s", "", matricule), re.sub(r"\s", "", contrat)


def comparer(contact: Visiteur, fichier: Path, attendu: dict) -> None:
    """The page, the accusé de traitement and the list of remarks say what the sample announces."""
    etats = {"SUCCES": "Traité avec succès", "ERREURS": "Traité avec erreurs", "REJETE": "Rejeté"}
    expect(contact.page.get_by_role("heading", level=1)).to_contain_text(etats[attendu["statut"]])
    nom, octets = contact.telecharger("Accusé de traitement")
    assert nom.startswith(f"Accusé de traitement_{fichier.name}_")
    rapport = lire(io.BytesIO(octets))
    assert sorted(rapport.ok) == sorted(attendu["acceptes"])
    refuses = {passage.id_technique: passage.message for passage in rapport.ko}
    assert set(refuses) == set(attendu["refuses"])
    for id_technique, codes in attendu["refuses"].items():
        annonce(refuses[id_technique], codes)
    assert codes_de_la_liste(contact) == {**attendu["avertissements"], **attendu["refuses"]} | (
        {"": attendu["fichier"]} if attendu["fichier"] else {}
    )
    assert contact.telecharger("Fichier déposé") == (fichier.name, fichier.read_bytes())


def annonce(message: str, codes: list[str]) -> None:
    """The one message of a refused passage is that of one of its codes: official, or ours with the code."""
    officiels = [REGLES[code].officiel.split("{")[0] for code in codes if REGLES[code].officiel]
    assert any(message.startswith(o) for o in officiels) or any(f"[{code}]" in message for code in codes), (
        message
    )


def codes_de_la_liste(contact: Visiteur) -> dict[str, list[str]]:
    _, octets = contact.telecharger("Liste complète des remarques")
    codes: dict[str, list[str]] = {}
    for ligne in csv.DictReader(io.StringIO(octets.decode("utf-8-sig")), delimiter=";"):
        codes.setdefault(ligne["idTechnique"], []).append(ligne["code"])
    return codes
