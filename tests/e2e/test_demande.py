"""« Je souhaite me faire connaître »: from the public form to the login, in each situation."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import fabriques_e2e
from fabriques_e2e import OrganismeNeuf
from gestes import Visiteur, jusqu_a
from gestes_inscription import MOT_DE_PASSE, Cout, matricules, s_inscrire, saisir
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).parents[1] / "portail"))

from fabriques_pieces import PDF

LETTRE = {"name": "lettre de la direction.pdf", "mimeType": "application/pdf", "buffer": PDF}


def test_situation_1_information_is_asked_and_given_then_the_account_opens(
    ouvrir, operateur, portail, tmp_path
):
    # Given a body that holds a certification, and asks to be known
    organisme, contact = fabriques_e2e.organisme(), ouvrir()
    fabriques_e2e.charger_certification(portail, organisme, tmp_path)
    remplir_les_pages(contact, organisme, examiner=True)
    # Then nobody at the operator sees it before the address is confirmed
    assert "aucune demande" in chercher(operateur, organisme).lower()
    reference = confirmer(contact, organisme, examiner=True)
    assert "1\N{NO-BREAK SPACE}demande dans cette liste" in chercher(operateur, organisme)
    operateur.examiner("gestion-demandes")
    # When a gestionnaire asks for something, starting from a ready-made text
    page = operateur.page
    page.get_by_role("link", name=reference).click()
    expect(page.get_by_role("main")).to_contain_text("Détenue")
    operateur.examiner("gestion-demande")
    page.get_by_role("button", name="Prendre en main").click()
    page.get_by_role("link", name="Demander une information").click()
    page.get_by_role("link", name="Prouver le lien avec l’organisme").click()
    operateur.examiner("gestion-demande-information")
    page.get_by_role("button", name="Poser la question").click()
    # And the applicant answers with a file, without an account
    repondre(contact, organisme, reference)
    page.reload()
    with page.expect_download() as telecharge:
        page.get_by_role("link", name="lettre de la direction.pdf").click()
    assert Path(telecharge.value.path()).read_bytes() == PDF
    operateur.examiner("gestion-demande-reponse")
    # When it is accepted
    page.get_by_role("link", name="Accepter la demande").click()
    operateur.examiner("gestion-demande-accepter")
    page.get_by_role("button", name="Accepter et envoyer les identifiants").click()
    expect(page.get_by_role("main")).to_contain_text("a accepté cette demande")
    operateur.examiner("gestion-demande-acceptee")
    # Then the identifiers of the mail open the account
    courriel = contact.courriel(organisme.email, "Vos identifiants")
    matricule = re.search(r"Votre matricule\s*:\s*(.+)", courriel)[1]
    contrat = re.search(r"Numéro de contrat\s*:\s*(.+)", courriel)[1]
    contact.va("/se-faire-connaitre/ma-demande/")
    expect(contact.page.get_by_role("main")).to_contain_text("Votre demande est acceptée")
    contact.examiner("demande-suivie-acceptee")
    saisir(contact, Cout(), matricule, contrat)
    contact.se_connecter(s_inscrire(contact, Cout(), organisme), MOT_DE_PASSE)
    expect(contact.page.locator("header .nom-compte").first).to_contain_text("certificateur")


def test_situations_2_and_3_a_certificateur_and_a_provider_deposit_for_who_asks(ouvrir, operateur):
    # Given a certificateur that is known already, and a provider that is not
    double, prestataire, mandant = (fabriques_e2e.organisme() for _ in range(3))
    autre, contact = ouvrir(), ouvrir()
    remplir_les_pages(autre, double)
    confirmer(autre, double)
    accepter(operateur, double)
    premier = autre.courriel(double.email, "Vos identifiants")
    # When a body asks to be known, and names both as its déposants
    remplir_les_pages(
        contact, mandant, deposants=[(double, "un autre certificateur"), (prestataire, "un prestataire")]
    )
    confirmer(contact, mandant)
    accepter(operateur, mandant, contacts=[prestataire])
    # Then the certificateur opens a second account with the number it received (situation 2)
    propre, recu = jusqu_a(lambda: matricules(second_courriel(autre, double, mandant)))
    assert propre in premier
    saisir(autre, Cout(), propre, recu)
    expect(autre.page.get_by_role("main")).to_contain_text("compte de déposant")
    # And the provider its only account, with both matricules (situation 3)
    fourni: Visiteur = ouvrir()
    saisir(fourni, Cout(), *matricules(fourni.courriel(prestataire.email, "Vos identifiants")))
    fourni.se_connecter(s_inscrire(fourni, Cout(), prestataire), MOT_DE_PASSE)
    fourni.va("/organisation/")
    expect(fourni.page.get_by_role("main")).to_contain_text(mandant.raison_sociale)


def test_a_refusal_says_why_and_a_training_partner_is_refused_at_once(ouvrir, operateur):
    organisme, contact = fabriques_e2e.organisme(), ouvrir()
    commencer(contact, organisme)
    ajouter_deposant(contact, fabriques_e2e.organisme(), "un partenaire de formation")
    expect(contact.page.locator("#erreurs")).to_be_focused()
    expect(contact.page.get_by_role("main")).to_contain_text("Un partenaire de formation ne peut pas déposer")
    contact.examiner("demande-partenaire-refuse")
    finir(contact)
    reference = confirmer(contact, organisme)
    chercher(operateur, organisme)
    page = operateur.page
    page.get_by_role("link", name=reference).click()
    page.get_by_role("link", name="Refuser la demande").click()
    page.get_by_role("button", name="Refuser et envoyer le motif").click()
    expect(page.locator("#erreurs")).to_be_focused()
    operateur.examiner("gestion-demande-refuser-erreur")
    page.get_by_role("link", name="L’organisme ne détient aucune certification").click()
    page.get_by_role("button", name="Refuser et envoyer le motif").click()
    expect(page.get_by_role("main")).to_contain_text("a refusé cette demande")
    operateur.examiner("gestion-demande-refusee")
    assert "ne détient aucune certification" in contact.courriel(organisme.email, "pas acceptée")
    suivre(contact, reference, organisme.email)
    expect(contact.page.get_by_role("main")).to_contain_text("ne détient aucune certification")
    contact.examiner("demande-suivie-refusee")


def commencer(contact: Visiteur, organisme: OrganismeNeuf, *, examiner: bool = False) -> None:
    """The first three pages."""
    page = contact.page
    contact.va("/se-faire-connaitre/")
    if examiner:
        contact.examiner("demande-commencer")
    page.get_by_role("link", name="Commencer").click()
    if examiner:
        page.get_by_role("button", name="Continuer").click()
        expect(page.locator("#erreurs")).to_be_focused()
        contact.examiner("demande-organisme-erreurs")
    page.get_by_label("SIRET de votre organisme").fill(organisme.siret)
    page.get_by_label("Raison sociale").fill(organisme.raison_sociale)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Prénom").fill("Inès")
    page.get_by_label("Nom", exact=True).fill("Le Goff")
    page.get_by_label("Adresse électronique").fill(organisme.email)
    if examiner:
        contact.examiner("demande-contact")
    page.get_by_role("button", name="Continuer").click()
    if examiner:
        page.get_by_label("Code ou intitulé").fill("RNCP99")
        page.get_by_role("button", name="Chercher").click()
        contact.examiner("demande-certifications")
        page.get_by_role("button", name="Ajouter les certifications cochées").click()
        expect(page.get_by_role("main")).to_contain_text("1 certification choisie")
    page.get_by_role("button", name="Continuer", exact=examiner).click()


def remplir_les_pages(
    contact: Visiteur,
    organisme: OrganismeNeuf,
    *,
    deposants: list[tuple[OrganismeNeuf, str]] | None = None,
    examiner: bool = False,
) -> None:
    commencer(contact, organisme, examiner=examiner)
    for deposant, nature in deposants or []:
        ajouter_deposant(contact, deposant, nature)
    if examiner:
        contact.examiner("demande-deposants")
    finir(contact, examiner=examiner)


def ajouter_deposant(contact: Visiteur, deposant: OrganismeNeuf, nature: str) -> None:
    page = contact.page
    page.get_by_label("SIRET du déposant").fill(deposant.siret)
    page.get_by_label("Nom du déposant").fill(deposant.raison_sociale)
    page.get_by_label("Qu’est-il pour vous").select_option(label=nature)
    page.get_by_role("button", name="Ajouter ce déposant").click()


def finir(contact: Visiteur, *, examiner: bool = False) -> None:
    page = contact.page
    page.get_by_role("button", name="Continuer").click()
    if examiner:
        contact.examiner("demande-resume")
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ouvrez le courriel")
    if examiner:
        contact.examiner("demande-envoyee")


def confirmer(contact: Visiteur, organisme: OrganismeNeuf, *, examiner: bool = False) -> str:
    """Open the mailed link, confirm; the reference of the request."""
    contact.va(re.search(r"https?://\S+", contact.courriel(organisme.email, "Confirmez votre adresse"))[0])
    if examiner:
        contact.examiner("demande-confirmer")
    contact.page.get_by_role("button", name="Confirmer et envoyer").click()
    expect(contact.page.get_by_role("heading", level=1)).to_have_text("Votre demande est reçue")
    if examiner:
        contact.examiner("demande-recue")
    return contact.page.get_by_role("main").locator(".identifiant").inner_text()


def chercher(operateur: Visiteur, organisme: OrganismeNeuf) -> str:
    """Text of the inbox for this body."""
    operateur.va(f"/gestion/demandes/?q={organisme.siret}&etat=toutes")
    return operateur.page.get_by_role("main").inner_text()


def accepter(
    operateur: Visiteur, organisme: OrganismeNeuf, *, contacts: list[OrganismeNeuf] | None = None
) -> None:
    chercher(operateur, organisme)
    page = operateur.page
    page.locator("main tbody th a").first.click()
    page.get_by_role("link", name="Accepter la demande").click()
    for contact in contacts or []:
        page.get_by_label("Prénom").fill("Inès")
        page.get_by_label("Nom", exact=True).fill("Le Goff")
        page.get_by_label("Adresse électronique").fill(contact.email)
        operateur.examiner("gestion-demande-accepter-deposant")
    page.get_by_role("button", name="Accepter et envoyer les identifiants").click()
    expect(page.get_by_role("main")).to_contain_text("a accepté cette demande")


def second_courriel(autre: Visiteur, double: OrganismeNeuf, mandant: OrganismeNeuf) -> str:
    """The mail that came with the mandate, not the one that came with the contract."""
    texte = autre.courriel(double.email, "Vos identifiants")
    assert mandant.raison_sociale in texte
    return texte


def suivre(contact: Visiteur, reference: str, email: str) -> None:
    contact.va("/se-faire-connaitre/suivre/")
    contact.page.get_by_label("Référence").fill(reference)
    contact.page.get_by_label("Adresse électronique").fill(email)
    contact.page.get_by_role("button", name="Afficher la demande").click()


def repondre(contact: Visiteur, organisme: OrganismeNeuf, reference: str) -> None:
    assert reference in contact.courriel(organisme.email, "Une information est demandée")
    suivre(contact, "DEM-2222-2222", organisme.email)
    expect(contact.page.get_by_role("main")).to_contain_text("Aucune demande confirmée")
    contact.examiner("demande-introuvable")
    suivre(contact, reference, organisme.email)
    contact.examiner("demande-suivie-information")
    contact.page.get_by_label("Votre message").fill("Voici la lettre de la direction.")
    contact.page.get_by_label("Pièce jointe").set_input_files(LETTRE)
    contact.page.get_by_role("button", name="Envoyer le message").click()
    expect(contact.page.get_by_role("main")).to_contain_text("Un gestionnaire examine votre demande")
    contact.examiner("demande-suivie-repondue")
