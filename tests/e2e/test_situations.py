"""Registration in situations 2 and 3: the mail says what to type, one login opens several accounts.

Situation 1, a certificateur that deposits for itself, is the journey of ``test_parcours``.
"""

from __future__ import annotations

import io
import re
from pathlib import Path

import fabriques_e2e
from fabriques_e2e import OrganismeNeuf
from gestes import Visiteur
from gestes_inscription import MOT_DE_PASSE, Cout, enregistrer, matricules, s_inscrire, saisir
from playwright.sync_api import expect

from accrochage.flux.rapport import lire
from accrochage.portail.comptes.formats import compacter


def test_situation_3_a_deposant_types_both_matricules_and_deposits_for_its_certificateur(
    ouvrir, operateur, portail, tmp_path
):
    # Given a certificateur with a certification, and a body that is only a déposant, with its mandate
    certificateur, deposant = fabriques_e2e.organisme(), fabriques_e2e.organisme()
    enregistrer(operateur, certificateur)
    contrat = contrat_affiche(operateur)
    enregistrer(operateur, deposant, certificateur=False, deposant=True)
    operateur.examiner("gestion-deposant-sans-mandat")
    mandater(operateur, certificateur, deposant.siret, nom="mandat")
    fabriques_e2e.charger_certification(portail, certificateur, tmp_path)
    # When its contact registers with the two matricules of the mail
    contact: Visiteur = ouvrir()
    courriel = contact.courriel(deposant.email, "identifiants")
    assert "MCF" not in courriel
    matricule, autre = matricules(courriel)
    cout = Cout()
    saisir(contact, cout, matricule, autre.lower())
    expect(contact.page.get_by_role("main")).to_contain_text("compte de déposant")
    contact.examiner("inscription-deposant-personne")
    identifiant = s_inscrire(contact, cout, deposant)
    contact.courriel(deposant.email, "identifiant de connexion")
    assert (len(cout.pages), cout.champs, len(courriels_recus(contact, deposant))) == (5, 8, 3)
    contact.se_connecter(identifiant, MOT_DE_PASSE)
    # Then the account is that of a déposant, lists its certificateur, and deposits in its name
    expect(contact.page.locator("header .nom-compte").first).to_contain_text("déposant")
    contact.va("/organisation/")
    expect(contact.page.locator("main")).to_contain_text(certificateur.raison_sociale)
    contact.examiner("organisation-deposant")
    fichier, attendu = au_nom_d_un_autre(portail, tmp_path, compacter(matricule), compacter(autre), contrat)
    texte = fichier.read_text(encoding="utf-8")
    texte = re.sub(r"(<cpf:code>)RNCP99\d+", rf"\g<1>{certificateur.certification}", texte)
    fichier.write_text(texte, encoding="utf-8")
    contact.deposer(fichier)
    contact.attendre_la_fin()
    _, octets = contact.telecharger("Accusé de traitement")
    assert sorted(lire(io.BytesIO(octets)).ok) == sorted(attendu["acceptes"]) != []


def test_situation_2_a_second_account_with_the_login_of_the_first(ouvrir, operateur):
    # Given a certificateur that deposits for itself, then receives a mandate
    mandant, double = fabriques_e2e.organisme(), fabriques_e2e.organisme()
    enregistrer(operateur, mandant)
    enregistrer(operateur, double, deposant=True)
    mandater(operateur, mandant, double.siret)
    contact: Visiteur = ouvrir()
    courriel = contact.courriel(double.email, "identifiants")
    assert "deux comptes" in courriel
    contrat = re.search(r"Numéro de contrat\s*:\s*(MCFCER[\s\d]+\d)", courriel)[1]
    matricule, autre = matricules(courriel)
    contact.examiner("demo-courriel-deux-comptes")
    # When its contact opens the account of certificateur
    premier = Cout()
    saisir(contact, premier, matricule, contrat)
    identifiant = s_inscrire(contact, premier, double)
    assert (len(premier.pages), premier.champs) == (5, 8)
    expect(contact.page.get_by_role("main")).to_contain_text("compte de déposant")
    contact.examiner("inscription-terminee-reste-un-compte")
    # And then that of déposant, saying at the second page that they have a login
    second = Cout()
    saisir(contact, second, matricule, autre)
    contact.page.get_by_role("link", name="J’ai déjà un identifiant de connexion").click()
    expect(contact.page).to_have_url(re.compile("/compte/connexion/"))
    contact.page.get_by_label("Identifiant de connexion").fill(identifiant)
    contact.page.get_by_label("Mot de passe", exact=True).fill(MOT_DE_PASSE)
    contact.page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    expect(contact.page.get_by_role("heading", level=1)).to_have_text(
        "Ouvrir ce compte avec votre identifiant"
    )
    contact.examiner("inscription-avec-mon-identifiant")
    contact.page.get_by_role("button", name="Ouvrir le compte de déposant").click()
    # Then it is the current account, and the header leads back to the other
    entete = contact.page.locator("header .menu-compte")
    expect(entete.locator("summary")).to_contain_text("déposant")
    contact.examiner("second-compte-ouvert")
    entete.locator("summary").click()
    entete.get_by_role("button", name=re.compile("certificateur")).click()
    expect(entete.locator("summary")).to_contain_text("certificateur")
    assert "déposant" in contact.courriel(double.email, "un compte de plus")
    # It cost one page and two fields more than the confirmation, and one mail
    assert (second.pages, second.champs) == (["Ouvrir un compte"], 2)
    assert courriels_recus(contact, double) == [
        "Un compte de plus avec votre identifiant de connexion",
        "Votre identifiant de connexion",
        "Confirmez votre adresse pour ouvrir votre compte",
        "Vos identifiants d’inscription au portail Accrochage",  # with the mandate
        "Vos identifiants d’inscription au portail Accrochage",  # with the contract
    ]


def test_a_person_already_logged_in_is_offered_their_login_and_an_open_account_names_its_administrator(
    ouvrir, operateur, portail
):
    organisme = fabriques_e2e.organisme()
    enregistrer(operateur, organisme)
    contact: Visiteur = ouvrir()
    courriel = contact.courriel(organisme.email, "identifiants")
    matricule = re.search(r"Votre matricule\s*:\s*(.+)", courriel)[1]
    contrat = re.search(r"Numéro de contrat\s*:\s*(.+)", courriel)[1]
    contact.se_connecter(*portail.identifiants("Déposant inscrit"))
    saisir(contact, Cout(), matricule, contrat)
    contact.page.get_by_role("button", name="Ouvrir le compte de certificateur").click()
    expect(contact.page.locator("header .menu-compte summary")).to_contain_text(organisme.raison_sociale)
    tardif: Visiteur = ouvrir()
    saisir(tardif, Cout(), matricule, contrat)
    expect(tardif.page.get_by_role("main")).to_contain_text("Hugo Rey")
    assert "hugo.rey@" not in tardif.page.content()
    tardif.examiner("inscription-deja-ouvert")


def test_a_mandate_is_prolonged_then_revoked(operateur):
    certificateur, deposant = fabriques_e2e.organisme(), fabriques_e2e.organisme()
    enregistrer(operateur, deposant, certificateur=False, deposant=True)
    enregistrer(operateur, certificateur)
    mandater(operateur, certificateur, deposant.siret)
    page = operateur.page
    page.get_by_role("link", name="Modifier le mandat").click()
    page.get_by_label("Dernier jour").fill("hier")
    page.get_by_role("button", name="Enregistrer le mandat").click()
    expect(page.locator("#erreurs")).to_be_focused()
    operateur.examiner("gestion-fin-de-mandat-erreur")
    page.get_by_label("Dernier jour").fill("31/12/2099")
    page.get_by_role("button", name="Enregistrer le mandat").click()
    expect(page.get_by_role("main")).to_contain_text("31 décembre 2099")
    page.get_by_role("link", name="Révoquer").click()
    operateur.examiner("gestion-revoquer-mandat")
    page.get_by_role("button", name="Révoquer le mandat").click()
    expect(page.get_by_role("main")).to_contain_text("Révoqué")
    operateur.examiner("gestion-organisme-mandats")


def courriels_recus(contact: Visiteur, organisme: OrganismeNeuf) -> list[str]:
    """Subjects of the mails to the contact, latest first."""
    contact.va(f"/demo/courriels/?q={organisme.email}")
    return contact.page.locator("main tbody th").all_inner_texts()


def contrat_affiche(operateur: Visiteur) -> str:
    return re.search(r"MCFCER\s\d{3}\s\d{3}", operateur.page.locator("dl.fiche").inner_text())[0]


def mandater(operateur: Visiteur, certificateur: OrganismeNeuf, saisie: str, nom: str = "") -> None:
    page = operateur.page
    operateur.va(f"/gestion/organismes/?q={certificateur.siret}")
    page.get_by_role("main").get_by_role("link", name=certificateur.raison_sociale).click()
    page.get_by_role("link", name="Donner un mandat").click()
    if nom:
        operateur.examiner(f"gestion-{nom}-nouveau")
    page.get_by_label("Déposant").fill(saisie)
    page.get_by_role("button", name="Vérifier le déposant").click()
    if nom:
        operateur.examiner(f"gestion-{nom}-confirmer")
    page.get_by_role("button", name="Donner le mandat").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(certificateur.raison_sociale)
    expect(page.get_by_role("heading", name="Mandats donnés")).to_be_visible()
    if nom:
        operateur.examiner(f"gestion-{nom}-donne")


def au_nom_d_un_autre(
    portail, dossier: Path, deposant: str, certificateur: str, contrat: str
) -> tuple[Path, dict]:
    """The first sample of the demonstration, sent by a déposant in the name of a certificateur."""
    entite = OrganismeNeuf("", "", "", "RNCP990001", matricule=certificateur, contrat=compacter(contrat))
    fichier, attendu = fabriques_e2e.adapter(portail, 1, entite, dossier)
    return fabriques_e2e.au_nom_d_un_autre(fichier, deposant, certificateur), attendu
