"""The operator's desk in a browser: a question answered, a notice, an agent, a référentiel, a search."""

from __future__ import annotations

import re
import sys
import uuid
from pathlib import Path

import fabriques_e2e
from gestes import Visiteur
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).parents[1] / "portail"))

from publication_du_referentiel import ENTETE_FICHES, FICHE, table


def test_a_visitor_asks_and_a_gestionnaire_answers(ouvrir, operateur):
    visiteur: Visiteur = ouvrir()
    page, email = visiteur.page, f"ana.{uuid.uuid4().hex[:8]}@campus.exemple"
    # Given somebody who wonders, then does not find the answer in the frequent questions
    visiteur.va("/suis-je-concerne/")
    page.get_by_role("button", name="Voir la réponse").click()
    expect(page.locator("#erreurs")).to_be_focused()
    page.get_by_label("Votre organisme et les certifications").select_option(index=1)
    page.get_by_label(re.compile("a-t-il déjà délivré")).select_option(label="Oui")
    page.get_by_role("button", name="Voir la réponse").click()
    expect(page.get_by_role("main")).to_contain_text("votre organisme est concerné")
    visiteur.examiner("concerne-oui")
    visiteur.va("/aide/questions-frequentes/?q=MANDAT")
    visiteur.examiner("aide-faq")
    # When they ask, and confirm by the mailed link
    page.get_by_role("link", name="Poser une question à l’opérateur").click()
    page.get_by_role("button", name="Envoyer la question").click()
    expect(page.locator("#erreurs")).to_be_focused()
    visiteur.examiner("aide-contact-erreurs")
    page.get_by_label("Prénom").fill("Ana")
    page.get_by_label("Nom", exact=True).fill("Martin")
    page.get_by_label("Adresse électronique").fill(email)
    page.get_by_label("Sujet").fill("Notre compte")
    page.get_by_label("Votre question").fill("Comment changer de titulaire ?")
    page.get_by_role("button", name="Envoyer la question").click()
    visiteur.examiner("aide-contact-envoye")
    visiteur.va(re.search(r"https?://\S+", visiteur.courriel(email, "Confirmez votre adresse"))[0])
    page.get_by_role("button", name="Confirmer et envoyer").click()
    expect(page.get_by_role("main")).to_contain_text("un gestionnaire va vous répondre")
    reference = page.get_by_role("main").locator(".identifiant").first.inner_text()
    # Then a gestionnaire answers, and the visitor reads it
    operateur.va(f"/gestion/questions/?q={reference}")
    operateur.examiner("gestion-questions")
    operateur.page.get_by_role("link", name=reference).click()
    operateur.page.get_by_label("Votre texte").fill("Depuis la page des personnes du compte.")
    operateur.examiner("gestion-question")
    operateur.page.get_by_role("button", name="Répondre").click()
    assert reference in visiteur.courriel(email, "Une réponse à votre question")
    visiteur.va("/aide/contact/ma-question/")
    expect(page.get_by_role("main")).to_contain_text("Depuis la page des personnes du compte.")
    visiteur.examiner("aide-ma-question")


def test_a_notice_is_shown_then_withdrawn(visiteur, operateur):
    texte, page = f"Interruption prévue {uuid.uuid4().hex[:8]}", operateur.page
    operateur.va("/gestion/")
    operateur.examiner("gestion-bureau")
    operateur.va("/gestion/reglages/")
    operateur.examiner("gestion-reglages")
    page.get_by_role("link", name="Annonces").click()
    page.get_by_role("link", name="Publier une annonce").click()
    page.get_by_label("Texte").fill(texte)
    operateur.examiner("gestion-annonce")
    page.get_by_role("button", name="Publier l’annonce").click()
    visiteur.va("/")
    expect(visiteur.page.get_by_text(texte)).to_be_visible()
    visiteur.examiner("accueil-avec-annonce")
    operateur.examiner("gestion-annonces")
    page.get_by_role("button", name=f"Retirer : {texte}").click()
    visiteur.va("/")
    expect(visiteur.page.get_by_text(texte)).to_have_count(0)


def test_an_agent_is_created_and_suspended(operateur):
    nom, page = f"Roy{uuid.uuid4().hex[:6]}", operateur.page
    operateur.va("/gestion/agents/")
    operateur.examiner("gestion-agents")
    page.get_by_role("link", name="Créer un agent").click()
    page.get_by_label("Prénom").fill("Guy")
    page.get_by_label("Nom", exact=True).fill(nom)
    page.get_by_label("Adresse électronique").fill(f"{nom}@exemple.test")
    page.get_by_label("Rôle").select_option(index=0)
    operateur.examiner("gestion-nouvel-agent")
    page.get_by_role("button", name="Créer l’agent").click()
    operateur.reconfirmer()
    page.get_by_role("link", name=nom).click()
    operateur.examiner("gestion-agent")
    page.get_by_role("button", name="Suspendre l’accès").click()
    operateur.reconfirmer()
    expect(page.get_by_role("row", name=re.compile(nom))).to_contain_text("Suspendu")


def test_a_referentiel_is_sent_from_the_desk_and_its_report_comes_by_itself(operateur):
    page, code = operateur.page, f"RNCP97{uuid.uuid4().int % 10_000:04d}"
    operateur.va("/gestion/referentiel/")
    contenu = table(ENTETE_FICHES, {**FICHE, "Numero_Fiche": code, "Intitule": "Titre du bureau"})
    for nom, octets, issue in (
        ("autre.csv", b"a;b\n1;2\n", "Refusé"),
        ("export_fiches_CSV_Standard_2026_11_01.csv", contenu.encode(), "Importé"),
    ):
        fichier = {"name": nom, "mimeType": "text/csv", "buffer": octets}
        page.get_by_label("Fichier publié").set_input_files(fichier)
        page.get_by_role("button", name="Importer la publication").click()
        ligne = page.locator("#imports tbody tr").first
        expect(ligne).to_contain_text(nom)
        expect(ligne).to_contain_text(issue, timeout=60_000)
    operateur.examiner("gestion-referentiel")
    operateur.va(f"/certifications/?q={code}")
    expect(page.get_by_role("main")).to_contain_text("Titre du bureau")


def test_a_body_is_found_and_acted_with(operateur):
    organisme, page = fabriques_e2e.organisme(), operateur.page
    operateur.va("/gestion/recherche/?q=Claire")
    operateur.examiner("gestion-recherche")
    operateur.va(f"/gestion/recherche/?q={organisme.siret}")
    expect(page.get_by_role("main")).to_contain_text("Organismes (0)")
