"""The titulaire has left: from the identifiers that open nothing to the new titulaire who logs in."""

from __future__ import annotations

import re
import sys
import uuid
from pathlib import Path

import fabriques_e2e
from gestes import Visiteur
from playwright.sync_api import expect

sys.path.insert(0, str(Path(__file__).parents[1] / "portail"))

from fabriques_pieces import PDF

MOT_DE_PASSE = "quatre chevaux bleus au galop"
LETTRE = {"name": "lettre de la direction.pdf", "mimeType": "application/pdf", "buffer": PDF}
HTML = {"name": "lettre.pdf", "mimeType": "application/pdf", "buffer": b"<html><script>1</script></html>"}


def test_a_titulaire_who_left_is_replaced(ouvrir, operateur):
    # Given an account whose titulaire, Inès Le Goff, has left
    organisme, numeros, parti = compte_ouvert(ouvrir, operateur)
    # When a colleague gives the right identifiers, learns it, and says so with a proof
    collegue: Visiteur = ouvrir()
    email = f"noe.martin.{uuid.uuid4().hex[:8]}@campus.exemple"
    reference = demander(collegue, numeros, email)
    # Then nobody at the operator sees it before the address is confirmed
    operateur.va("/gestion/departs/?etat=toutes")
    expect(operateur.page.get_by_role("main")).not_to_contain_text(reference)
    confirmer(collegue, email, reference)
    # And the titulaire is told, and sees it in the account
    assert reference in parti.courriel(organisme.email, "départ est signalé")
    parti.va("/organisation/")
    expect(parti.page.get_by_role("main")).to_contain_text("Noé Martin")
    parti.examiner("organisation-depart-signale")
    parti.page.get_by_role("link", name="Je suis toujours là").click()
    parti.examiner("organisation-depart-toujours-la")
    # When a gestionnaire reads the proof and accepts
    accepter(operateur, reference)
    # Then nothing has changed for the titulaire yet
    parti.va("/organisation/")
    expect(parti.page.get_by_role("heading", level=1)).to_contain_text(organisme.raison_sociale)
    # When the colleague takes up the invitation and logs in
    identifiant = prendre_la_suite(collegue, email)
    collegue.se_connecter(identifiant, MOT_DE_PASSE)
    collegue.va("/organisation/")
    expect(collegue.page.get_by_role("main")).to_contain_text("administrateur")
    collegue.examiner("organisation-nouveau-titulaire")
    # Then the one who left is told, and works there no more
    assert "Noé Martin" in parti.courriel(organisme.email, "plus accès à un compte")
    parti.va("/organisation/")
    expect(parti.page.get_by_role("main")).not_to_contain_text("Identifiants de l’organisme")
    operateur.va("/gestion/departs/?etat=ACCEPTEE")
    operateur.page.get_by_role("link", name=reference).click()
    expect(operateur.page.get_by_role("main")).to_contain_text("Noé Martin est titulaire du compte")
    operateur.examiner("gestion-depart-installe")


def test_a_titulaire_who_is_still_there_says_so(ouvrir, operateur):
    # Given a request about somebody who has not left
    organisme, numeros, titulaire = compte_ouvert(ouvrir, operateur)
    collegue: Visiteur = ouvrir()
    email = f"noe.martin.{uuid.uuid4().hex[:8]}@campus.exemple"
    reference = demander(collegue, numeros, email, examiner=False)
    confirmer(collegue, email, reference, examiner=False)
    # When they say so
    titulaire.courriel(organisme.email, "départ est signalé")
    titulaire.va("/organisation/")
    titulaire.page.get_by_role("link", name="Je suis toujours là").click()
    titulaire.page.get_by_role("button", name="Je suis toujours là").click()
    expect(titulaire.page.get_by_role("main")).to_contain_text("La demande est refusée")
    # Then who asked gets the name, and the gestionnaire has nothing to decide
    assert "Inès Le Goff" in collegue.courriel(email, "pas acceptée")
    operateur.va("/gestion/departs/?etat=REFUSEE")
    operateur.page.get_by_role("link", name=reference).click()
    expect(operateur.page.get_by_role("main")).to_contain_text("Inès Le Goff a refusé cette demande")
    # And another request, of an address that has received no mail yet, is refused with a reason
    email = f"noe.martin.{uuid.uuid4().hex[:8]}@campus.exemple"
    autre = demander(collegue, numeros, email, examiner=False)
    confirmer(collegue, email, autre, examiner=False)
    refuser(operateur, autre)
    assert "pas lisible" in collegue.courriel(email, "pas acceptée")


def compte_ouvert(ouvrir, operateur: Visiteur):
    """An organisme with its account; its identifiers; its titulaire, logged in."""
    organisme = fabriques_e2e.organisme()
    page = operateur.page
    operateur.va("/gestion/organismes/nouveau/")
    page.get_by_label("SIRET").fill(organisme.siret)
    page.get_by_label("Raison sociale").fill(organisme.raison_sociale)
    page.get_by_label("Prénom du contact").fill("Inès")
    page.get_by_label("Nom du contact", exact=True).fill("Le Goff")
    page.get_by_label("Adresse électronique du contact").fill(organisme.email)
    page.get_by_role("button", name="Enregistrer l’organisme").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(organisme.raison_sociale)
    titulaire: Visiteur = ouvrir()
    courriel = titulaire.courriel(organisme.email, "identifiants")
    numeros = (
        re.search(r"matricule\s*:\s*(\d\d\s\w{3}\s\d{3})", courriel, re.IGNORECASE)[1],
        re.search(r"MCFCER[\s\d]+\d", courriel)[0],
    )
    identifier(titulaire, numeros)
    nommer(titulaire, "Inès", "Le Goff", organisme.email, "Responsable des certifications")
    titulaire.page.get_by_role("main").get_by_role("checkbox").check()
    titulaire.page.get_by_role("button", name="Recevoir le lien").click()
    expect(titulaire.page.get_by_role("heading", level=1)).to_contain_text("Ouvrez le courriel")
    titulaire.va(re.search(r"https?://\S+", titulaire.courriel(organisme.email, "confirm"))[0])
    titulaire.page.locator("main input[type=password]").fill(MOT_DE_PASSE)
    titulaire.page.get_by_role("button", name="Ouvrir le compte").click()
    identifiant = titulaire.page.get_by_role("main").locator(".identifiant").first.inner_text()
    titulaire.se_connecter(identifiant, MOT_DE_PASSE)
    return organisme, numeros, titulaire


def identifier(visiteur: Visiteur, numeros: tuple[str, str]) -> None:
    visiteur.va("/inscription/")
    for champ, numero in zip(visiteur.page.locator("main form input[type=text]").all(), numeros, strict=True):
        champ.fill(numero)
    visiteur.page.get_by_role("button", name="Continuer").click()


def nommer(visiteur: Visiteur, prenom: str, nom: str, email: str, fonction: str) -> None:
    for champ, valeur in (("prenom", prenom), ("nom", nom), ("email", email), ("fonction", fonction)):
        visiteur.page.locator(f"main [name={champ}]").fill(valeur)


def demander(collegue: Visiteur, numeros: tuple[str, str], email: str, *, examiner: bool = True) -> str:
    """Say that the titulaire has left; return the reference of the request."""
    page = collegue.page
    identifier(collegue, numeros)
    expect(page.get_by_role("heading", level=1)).to_have_text("Ce compte est déjà ouvert")
    expect(page.get_by_role("main")).to_contain_text("Inès Le Goff")
    page.get_by_role("link", name="Cette personne est partie").click()
    if examiner:
        collegue.examiner("depart-demande")
    nommer(collegue, "Noé", "Martin", email, "Directeur adjoint")
    page.get_by_label("Ce qui s’est passé").fill("Inès Le Goff est partie en juin.\nPersonne ne la remplace.")
    if examiner:
        page.get_by_label("Pièce jointe").set_input_files(HTML)
        page.get_by_role("button", name="Envoyer la demande").click()
        expect(page.locator("#erreurs")).to_be_focused()
        collegue.examiner("depart-demande-erreurs")
        expect(page.locator("main [name=fonction]")).to_have_value("Directeur adjoint")
    page.get_by_label("Pièce jointe").set_input_files(LETTRE)
    page.get_by_role("button", name="Envoyer la demande").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ouvrez le courriel")
    if examiner:
        collegue.examiner("depart-envoye")
    return page.get_by_role("main").locator(".identifiant").inner_text()


def confirmer(collegue: Visiteur, email: str, reference: str, *, examiner: bool = True) -> None:
    lien = re.search(r"https?://\S+/depart/lien/\S+", collegue.courriel(email, "Confirmez votre adresse"))[0]
    collegue.va(lien)
    assert "lien" not in collegue.page.url
    if examiner:
        collegue.examiner("depart-confirmer")
    expect(collegue.page.get_by_role("main")).to_contain_text("lettre de la direction.pdf")
    collegue.page.get_by_role("button", name="Confirmer et envoyer").click()
    expect(collegue.page.get_by_role("heading", level=1)).to_have_text("Votre demande est reçue")
    expect(collegue.page.get_by_role("main")).to_contain_text(reference)
    if examiner:
        collegue.examiner("depart-recu")
        collegue.va(lien)
        collegue.examiner("depart-lien-deja-utilise")


def accepter(operateur: Visiteur, reference: str) -> None:
    page = operateur.page
    operateur.va("/gestion/")
    page.get_by_role("navigation").get_by_role("link", name=re.compile("Départs")).click()
    operateur.examiner("gestion-departs")
    page.get_by_role("link", name=reference).click()
    operateur.examiner("gestion-depart")
    nom, octets = operateur.telecharger("lettre de la direction.pdf")
    assert (nom, octets) == (f"{reference} lettre de la direction.pdf", PDF)
    page.get_by_role("link", name="Accepter la demande").click()
    operateur.examiner("gestion-depart-accepter")
    page.get_by_role("button", name="Accepter et envoyer l’invitation").click()
    operateur.reconfirmer()
    expect(page.get_by_role("main")).to_contain_text("L’invitation est partie par courriel")
    operateur.examiner("gestion-depart-accepte")


def refuser(operateur: Visiteur, reference: str) -> None:
    page = operateur.page
    operateur.va("/gestion/departs/")
    page.get_by_role("link", name=reference).click()
    page.get_by_role("link", name="Refuser la demande").click()
    page.get_by_role("button", name="Refuser et envoyer le motif").click()
    expect(page.locator("#erreurs")).to_be_focused()
    operateur.examiner("gestion-depart-refuser-erreurs")
    page.get_by_label("Motif").select_option(label="La pièce n’est pas lisible")
    page.get_by_role("button", name="Refuser et envoyer le motif").click()
    expect(page.get_by_role("main")).to_contain_text("Le motif est parti par courriel")
    operateur.examiner("gestion-depart-refuse")


def prendre_la_suite(collegue: Visiteur, email: str) -> str:
    """Take up the invitation with a new login; return it."""
    collegue.va(re.search(r"https?://\S+/invitation/\S+", collegue.courriel(email, "est acceptée"))[0])
    collegue.examiner("invitation-titulaire")
    collegue.page.locator("main input[type=password]").fill(MOT_DE_PASSE)
    collegue.page.get_by_role("main").get_by_role("checkbox").check()
    collegue.page.get_by_role("button", name="Rejoindre le compte").click()
    return collegue.page.get_by_role("main").locator(".identifiant").first.inner_text()
