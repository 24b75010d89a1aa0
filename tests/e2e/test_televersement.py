"""The upload in the browser: refused before sending when that can be told, followed while it goes."""

from __future__ import annotations

import random
import re

import pytest
from playwright.sync_api import expect
from portail_reel import TAILLE_MAX

XML = "text/xml"


def envoi(nom: str, octets: bytes) -> dict:
    return {"name": nom, "mimeType": XML, "buffer": octets}


@pytest.mark.parametrize(
    ("fichier", "texte"),
    [
        (None, "Choisissez le fichier"),
        (envoi("vide.xml", b""), "Ce fichier est vide"),
        (envoi("tableau.xlsx", b"PK"), "ni un XML ni un XML compressé"),
        (envoi("enorme.xml", b"<" + b"a" * TAILLE_MAX), "dépasse 3"),
    ],
    ids=["nothing", "empty", "type", "size"],
)
def test_what_can_be_told_before_sending_is_not_sent(certificateur, fichier, texte):
    page = certificateur.page
    envoyees = []
    page.on("request", lambda r: envoyees.append(r.url) if r.method == "POST" else None)
    certificateur.va("/transmettre/")
    if fichier:
        page.get_by_label("Fichier à déposer").set_input_files(fichier)
    page.get_by_role("button", name="Déposer le fichier").click()
    expect(page.locator("[data-probleme]")).to_contain_text(texte)
    expect(page.get_by_label("Fichier à déposer")).to_be_focused()
    assert envoyees == []
    certificateur.examiner(
        f"transmettre-refus-{'rien' if fichier is None else fichier['name'].split('.')[0]}"
    )


def test_the_server_says_the_same_when_the_browser_did_not(ouvrir, portail):
    sans = ouvrir(java_script_enabled=False)
    sans.se_connecter(*portail.identifiants("Certificateur inscrit"))
    sans.choisir(envoi("enorme.xml", b"<" + b"a" * (TAILLE_MAX + 1)))
    sans.page.get_by_role("button", name="Déposer le fichier").click()
    expect(sans.page.locator("#erreurs")).to_contain_text("dépasse 3")


def test_a_file_may_be_dropped(certificateur):
    page = certificateur.page
    certificateur.va("/transmettre/")
    transfert = page.evaluate_handle(
        "() => { const t = new DataTransfer(); t.items.add(new File(['<a/>'], 'glisse.xml')); return t; }"
    )
    page.dispatch_event("[data-zone]", "dragover", {"dataTransfer": transfert})
    expect(page.locator("[data-zone]")).to_have_class(re.compile("zone-survolee"))
    page.dispatch_event("[data-zone]", "drop", {"dataTransfer": transfert})
    assert page.locator("#id_fichier").evaluate("e => e.files[0].name") == "glisse.xml"


def test_the_upload_shows_how_far_it_is_and_can_be_interrupted(certificateur):
    page = certificateur.page
    reseau = page.context.new_cdp_session(page)
    reseau.send("Network.enable")
    lent = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": 200_000}
    reseau.send("Network.emulateNetworkConditions", lent)
    octets = b"<lent>" + random.Random(1).randbytes(1_000_000).hex().encode() + b"</lent>"
    certificateur.choisir(envoi("lent.xml", octets))
    page.get_by_role("button", name="Déposer le fichier").click()
    expect(page.locator("[data-detail]")).to_contain_text(re.compile(r"[1-9]\d?\s%"))
    expect(page.locator("#annonces")).to_contain_text("Envoi")
    certificateur.examiner("transmettre-envoi")
    page.get_by_role("button", name="Interrompre l’envoi").click()
    expect(page.locator("[data-probleme]")).to_contain_text("Rien n’a été déposé")
    expect(page.get_by_role("button", name="Déposer le fichier")).to_be_enabled()
    certificateur.va("/suivi/?q=lent.xml")
    expect(page.get_by_role("heading", name="Suivi des dépôts")).to_be_visible()
    expect(page.get_by_text("lent.xml")).to_have_count(0)


def test_a_session_that_ended_leads_to_the_login_and_back(certificateur):
    page = certificateur.page
    certificateur.choisir(envoi("apres.xml", b"<apres/>"))
    session = next(c for c in page.context.cookies() if c["name"] == "session")
    page.context.clear_cookies(name=session["name"])
    page.get_by_role("button", name="Déposer le fichier").click()
    expect(page).to_have_url(re.compile(r"/compte/connexion/\?next=.*transmettre"))
