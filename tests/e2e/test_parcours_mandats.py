"""A mandate online: given by the certificateur's administrator, used for a deposit, revoked."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import fabriques_e2e
from fabriques_e2e import OrganismeNeuf
from gestes import Visiteur
from gestes_inscription import MOT_DE_PASSE, Cout, enregistrer, matricules, s_inscrire, saisir
from playwright.sync_api import expect

from accrochage.flux.rapport import lire
from accrochage.portail.comptes.formats import compacter


def test_a_mandate_is_given_used_and_revoked_by_the_certificateur(ouvrir, operateur, portail, tmp_path):
    # Given a certificateur with its account, and a body that is only a déposant
    certificateur, deposant = fabriques_e2e.organisme(), fabriques_e2e.organisme()
    fabriques_e2e.charger_certification(portail, certificateur, tmp_path)
    enregistrer(operateur, certificateur)
    enregistrer(operateur, deposant, certificateur=False, deposant=True)
    lui: Visiteur = ouvrir()
    courriel = lui.courriel(certificateur.email, "identifiants")
    matricule = re.search(r"Votre matricule\s*:\s*(.+)", courriel)[1]
    contrat = re.search(r"Numéro de contrat\s*:\s*(.+)", courriel)[1]
    saisir(lui, Cout(), matricule, contrat)
    lui.se_connecter(s_inscrire(lui, Cout(), certificateur), MOT_DE_PASSE)
    # When its administrator gives a mandate for its one certification
    lui.va("/organisation/mandats/")
    lui.examiner("mandats-aucun")
    donner(lui, deposant, certificateur)
    # Then the déposant is told, registers, sees the mandate and deposits
    autre: Visiteur = ouvrir()
    propre, recu = matricules(autre.courriel(deposant.email, "identifiants"))
    saisir(autre, Cout(), propre, recu)
    autre.se_connecter(s_inscrire(autre, Cout(), deposant), MOT_DE_PASSE)
    autre.va("/organisation/mandats/")
    expect(autre.page.get_by_role("main")).to_contain_text(certificateur.raison_sociale)
    autre.examiner("mandats-recus")
    numeros = replace(certificateur, matricule=compacter(matricule), contrat=compacter(contrat))
    autre.deposer(fichier(portail, numeros, compacter(propre), tmp_path / "un"))
    autre.attendre_la_fin()
    _, octets = autre.telecharger("Accusé de traitement")
    assert lire(io.BytesIO(octets)).ok
    # When it is revoked
    revoquer(lui, deposant)
    # Then the next deposit is refused with what to do, and the former keeps its accusés
    assert certificateur.raison_sociale in autre.courriel(deposant.email, "révoqué")
    autre.va("/transmettre/")
    expect(autre.page.get_by_role("main")).to_contain_text("Aucun certificateur ne vous donne mandat")
    autre.examiner("transmettre-sans-mandat")
    autre.deposer(fichier(portail, numeros, compacter(propre), tmp_path / "deux"))
    expect(autre.page.get_by_role("main")).to_contain_text("Aucun mandat en vigueur")
    autre.va("/organisation/mandats/?etat=tous")
    autre.page.get_by_role("link", name=certificateur.raison_sociale).click()
    expect(autre.page.get_by_role("main")).to_contain_text("Mandat révoqué")
    autre.examiner("mandat-historique")


def donner(lui: Visiteur, deposant: OrganismeNeuf, certificateur: OrganismeNeuf) -> None:
    page = lui.page
    page.get_by_role("link", name="Donner un mandat").click()
    page.get_by_label("Déposant").fill("00 ZZZ 000")
    page.get_by_role("button", name="Vérifier le déposant").click()
    expect(page.locator("#erreurs")).to_be_focused()
    page.get_by_label("Déposant").fill(deposant.siret)
    page.get_by_label("Certifications", exact=True).select_option(label="Seulement celles que je coche")
    page.get_by_label(re.compile(certificateur.certification)).check()
    lui.examiner("mandat-nouveau")
    page.get_by_role("button", name="Vérifier le déposant").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(deposant.raison_sociale)
    lui.examiner("mandat-confirmer")
    page.get_by_role("button", name="Donner le mandat").click()
    expect(page.get_by_role("main")).to_contain_text("1\N{NO-BREAK SPACE}mandat dans cette liste")
    lui.examiner("mandats-donnes")


def revoquer(lui: Visiteur, deposant: OrganismeNeuf) -> None:
    page = lui.page
    lui.va("/organisation/mandats/")
    page.get_by_role("link", name=deposant.raison_sociale).click()
    lui.examiner("mandat-donne")
    page.get_by_role("link", name="Modifier le mandat").click()
    page.get_by_label("Dernier jour").fill("31/12/2099")
    lui.examiner("mandat-modifier")
    page.get_by_role("button", name="Enregistrer le mandat").click()
    page.get_by_role("link", name=deposant.raison_sociale).click()
    page.get_by_role("link", name="Révoquer le mandat").click()
    lui.examiner("mandat-revoquer")
    page.get_by_role("button", name="Révoquer le mandat").click()
    expect(page.get_by_role("main")).to_contain_text("Aucun mandat en cours")


def fichier(portail, certificateur: OrganismeNeuf, emetteur: str, dossier: Path) -> Path:
    """The first sample of the demonstration, sent by a déposant in the name of this certificateur."""
    dossier.mkdir()
    chemin, _ = fabriques_e2e.adapter(portail, 1, certificateur, dossier)
    return fabriques_e2e.au_nom_d_un_autre(chemin, emetteur, certificateur.matricule)
