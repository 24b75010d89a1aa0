"""Every page and state: no fault for axe, no horizontal scroll, at 1280 and 390 pixels; pictures kept."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from gestes import ETROIT, LARGE
from playwright.sync_api import expect

PUBLIQUES = {
    "accueil": "/",
    "accessibilite": "/accessibilite/",
    "mentions-legales": "/mentions-legales/",
    "donnees-personnelles": "/donnees-personnelles/",
    "connexion": "/compte/connexion/",
    "mot-de-passe-oublie": "/compte/mot-de-passe/oublie/",
    "mot-de-passe-oublie-envoye": "/compte/mot-de-passe/oublie/envoye/",
    "mot-de-passe-lien-refuse": "/compte/mot-de-passe/choisir/1-inconnu/",
    "mot-de-passe-choisi": "/compte/mot-de-passe/choisi/",
    "compte-inactif": "/compte/inactif/",
    "inscription": "/inscription/",
    "conditions": "/conditions/",
    "certifications": "/certifications/",
    "certifications-rien": "/certifications/?q=rien-de-tel",
    "aide": "/aide/",
    "aide-se-faire-connaitre": "/aide/se-faire-connaitre/",
    "aide-preparer": "/aide/preparer/",
    "aide-s-inscrire": "/aide/s-inscrire/",
    "aide-deposer-et-suivre": "/aide/deposer-et-suivre/",
    "aide-regles": "/aide/regles/",
    "aide-regles-recherche": "/aide/regles/?q=naissance&famille=T",
    "aide-regles-rien": "/aide/regles/?q=xyz",
    "aide-regle": "/aide/regles/C001/",
    "aide-dictionnaire": "/aide/dictionnaire/",
    "demo": "/demo/",
    "demo-courriels": "/demo/courriels/",
    "erreur-404": "/nulle-part/",
}
CONNECTEES = {
    "tableau-de-bord": "/tableau-de-bord/",
    "transmettre": "/transmettre/",
    "suivi": "/suivi/",
    "suivi-filtre": "/suivi/?du=01/01/2026&etat=REJETE",
    "suivi-erreur": "/suivi/?du=hier",
    "suivi-rien": "/suivi/?q=rien-de-tel",
    "organisation": "/organisation/",
    "organisation-comptes": "/organisation/comptes/",
    "profil": "/profil/",
    "changer-mot-de-passe": "/compte/mot-de-passe/",
    "deconnexion": "/compte/deconnexion/",
    "erreur-403": "/gestion/",
}
GESTION = {
    "gestion-organismes": "/gestion/organismes/",
    "gestion-nouvel-organisme": "/gestion/organismes/nouveau/",
    "gestion-dormants": "/gestion/sans-connexion/",
    "gestion-courriels": "/gestion/courriels/",
    "gestion-profil": "/profil/",
}


def regarder(qui, nom: str, adresse: str) -> None:
    """Look at a page that exists: only the pages of errors answer with one."""
    reponse = qui.page.goto(adresse)
    attendu = int(nom.removeprefix("erreur-")) if nom.startswith("erreur-") else None
    assert (reponse.status if reponse.status >= 403 and reponse.status != 410 else None) == attendu, nom
    qui.examiner(nom)


@pytest.mark.parametrize("nom", PUBLIQUES)
def test_public_pages(visiteur, nom):
    regarder(visiteur, nom, PUBLIQUES[nom])


def test_pages_of_an_account(certificateur):
    certificateur.deposer(
        {"name": "mal-forme.xml", "mimeType": "text/xml", "buffer": b"<flux>\n<oups>\n</flux>"}
    )
    certificateur.examiner("depot-rejete")
    for nom, adresse in CONNECTEES.items():
        regarder(certificateur, nom, adresse)
    regarder(certificateur, "certifications-miennes", "/certifications/?miennes=on")
    certificateur.page.locator("tbody a").first.click()
    certificateur.examiner("certification")


def test_the_open_menu(certificateur):
    certificateur.page.locator(".menu-personne summary").click()
    certificateur.examiner("menu-personne")


@pytest.mark.parametrize("nom", ["400", "403_csrf", "413", "429", "500"])
def test_error_pages_that_one_hopes_never_to_see(visiteur, nom):
    page = render_to_string(f"{nom}.html")
    visiteur.page.route(
        "**/panne", lambda route: route.fulfill(body=page, content_type="text/html; charset=utf-8")
    )
    visiteur.va("/panne")
    visiteur.examiner(f"erreur-{nom}")


def test_pages_of_the_operator(operateur):
    visiteur = operateur
    for nom, adresse in GESTION.items():
        regarder(visiteur, nom, adresse)
    visiteur.va("/gestion/organismes/?q=Lycée")
    visiteur.page.locator("tbody a").first.click()
    visiteur.examiner("gestion-organisme")
    visiteur.va("/gestion/organismes/nouveau/")
    visiteur.page.get_by_role("button", name="Enregistrer l’organisme").click()
    expect(visiteur.page.locator("#erreurs")).to_be_focused()
    visiteur.examiner("gestion-nouvel-organisme-erreurs")


def test_a_report_in_all_its_ways(certificateur, portail):
    fichier, attendu = portail.echantillon(3, certificateur.matricule())
    certificateur.deposer(fichier)
    certificateur.attendre_la_fin()
    page = certificateur.page
    adresse = page.url
    for details in page.locator("main details").all():
        details.locator("summary").click()
    assert page.locator(".groupe-rejet").count() == len(
        {c for codes in attendu["refuses"].values() for c in codes}
    )
    certificateur.examiner("depot-erreurs")
    page.emulate_media(color_scheme="dark")
    certificateur.examiner("depot-erreurs-sombre")
    page.emulate_media(color_scheme="light", forced_colors="active")
    certificateur.examiner("depot-erreurs-couleurs-imposees", tailles=(LARGE,))
    page.emulate_media(forced_colors="none", reduced_motion="reduce")
    assert page.evaluate("getComputedStyle(document.querySelector('.btn')).transitionDuration") == "0s"
    page.emulate_media(media="print", reduced_motion="no-preference")
    expect(page.get_by_role("navigation", name="Navigation principale")).to_be_hidden()
    certificateur.examiner("depot-erreurs-impression", tailles=(LARGE,))
    page.emulate_media(media="screen")
    # 200 % of 1280 pixels leaves 640 of them.
    certificateur.va(adresse)
    certificateur.examiner("depot-erreurs-zoom", tailles=((640, 450),))


@pytest.mark.parametrize("adresse", ["/aide/regles/", "/tableau-de-bord/", "/suivi/", "/transmettre/"])
def test_the_dark_theme(certificateur, adresse):
    certificateur.page.emulate_media(color_scheme="dark")
    certificateur.va(adresse)
    certificateur.examiner(f"sombre{adresse.replace('/', '-').rstrip('-')}", tailles=(LARGE, ETROIT))


def test_a_wrong_login_says_what_to_do(visiteur):
    page = visiteur.page
    visiteur.va("/compte/connexion/")
    page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    expect(page.locator("#erreurs")).to_be_focused()
    visiteur.examiner("connexion-champs-vides")
    page.get_by_label("Identifiant de connexion").fill("ABC DEF GHJ")
    page.get_by_label("Mot de passe", exact=True).fill("ce n’est pas lui")
    page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    expect(page.locator("#erreurs")).to_contain_text("n’est pas le bon")
    expect(page.get_by_label("Identifiant de connexion")).to_have_value("ABC DEF GHJ")
    visiteur.examiner("connexion-refusee")
