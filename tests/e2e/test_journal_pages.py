"""The journal as administrators and gestionnaires read it, over what was really done."""

from __future__ import annotations

import csv
import io
import json

import pytest
from gestes import Visiteur
from playwright.sync_api import expect


def lire_csv(visiteur: Visiteur) -> tuple[str, list[dict[str, str]]]:
    nom, octets = visiteur.telecharger("Télécharger en CSV")
    return nom, list(csv.DictReader(io.StringIO(octets.decode("utf-8-sig")), delimiter=";"))


def test_an_administrator_finds_who_read_a_deposit_and_keeps_the_list(certificateur, portail):
    # Given a deposit that was made and read
    page = certificateur.page
    fichier, _ = portail.echantillon(1, certificateur.matricule())
    certificateur.deposer(fichier)
    certificateur.attendre_la_fin()
    numero = page.url.rstrip("/").rpartition("/")[2]
    # When its administrator looks for it in the journal
    certificateur.va("/organisation/journal/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Journal du compte")
    certificateur.examiner("journal-du-compte")
    page.get_by_label("Objet").fill(numero)
    page.get_by_role("button", name="Afficher").click()
    # Then the acts are there, each with who and when, and lead to the deposit
    tableau = page.get_by_role("main").get_by_role("table")
    for acte in ("Dépôt reçu", "Registre consulté", "Dépôt traité", "Dépôt lu"):
        expect(tableau.get_by_role("rowheader", name=acte).first).to_be_visible()
    certificateur.examiner("journal-du-compte-filtre")
    nom, lignes = lire_csv(certificateur)
    assert nom.startswith("Journal_")
    assert {ligne["Acte"] for ligne in lignes} >= {"Dépôt reçu", "Dépôt lu"}
    tableau.get_by_role("link").first.click()
    expect(page).to_have_url(f"{portail.url}/suivi/{numero}/")
    # And taking the list away is in the journal too
    certificateur.va("/organisation/journal/?famille=journal")
    expect(tableau.get_by_role("rowheader", name="Journal téléchargé").first).to_be_visible()


@pytest.mark.parametrize(
    ("nom", "demande"),
    [
        ("journal-du-compte-rien", "?q=rien-de-tel"),
        ("journal-du-compte-erreur", "?du=hier"),
        ("journal-du-compte-deplie", "?resultat=SUCCES&taille=50"),
    ],
)
def test_the_states_of_the_page(certificateur, nom, demande):
    certificateur.va(f"/organisation/journal/{demande}")
    certificateur.examiner(nom)


def test_a_gestionnaire_reads_it_all_and_where_the_chain_stands(operateur, portail):
    page = operateur.page
    sortie = json.loads(portail.commande("journal", "verifier", "--format", "json"))
    assert sortie["entier"] is True
    assert sortie["sceaux"] > 0
    page.get_by_role("navigation", name="Navigation principale").get_by_role("link", name="Journal").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Journal")
    expect(page.get_by_text("entier", exact=True)).to_be_visible()
    page.get_by_text("Tête de la chaîne").click()
    operateur.examiner("gestion-journal")
    page.get_by_label("Sorte d’acte").select_option(label="Connexions")
    page.get_by_role("button", name="Afficher").click()
    expect(page.get_by_role("rowheader", name="Connexion").first).to_be_visible()
    _, lignes = lire_csv(operateur)
    assert {ligne["Sorte d’acte"] for ligne in lignes} == {"Connexions"}
    operateur.va("/gestion/journal/?compte=inconnu")
    operateur.examiner("gestion-journal-rien")
