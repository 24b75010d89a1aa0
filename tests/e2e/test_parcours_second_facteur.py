"""The second factor in a browser: application, passkey, recovery codes, and a device that is lost."""

from __future__ import annotations

import itertools
import re
import time
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from gestes import Visiteur
from playwright.sync_api import expect

MOT_DE_PASSE = "quatre chevaux bleus au galop"
_rang = itertools.count(time.time_ns() % 10**9)


@pytest.fixture
def collegue(ouvrir, certificateur) -> Callable[[], tuple[Visiteur, str]]:
    """``collegue()`` invites somebody into the demonstration's account and lets them join: a login."""

    def inviter() -> tuple[Visiteur, str]:
        adresse = f"zoe{next(_rang)}@exemple.test"
        page = certificateur.page
        certificateur.va("/organisation/personnes/inviter/")
        page.get_by_label("Prénom").fill("Zoé")
        page.get_by_label("Nom", exact=True).fill(f"Zimmer {next(_rang)}")
        page.get_by_label("Adresse électronique").fill(adresse)
        page.get_by_label("Droit").select_option("LECTEUR")
        page.get_by_role("button", name="Envoyer l’invitation").click()
        expect(page.get_by_text("L’invitation est partie")).to_be_visible()
        zoe: Visiteur = ouvrir()
        zoe.va(re.search(r"https?://\S+/ouvrir/", zoe.courriel(adresse, "invitation"))[0])
        zoe.page.get_by_label("Mot de passe", exact=True).fill(MOT_DE_PASSE)
        zoe.page.get_by_label("J’accepte").check()
        zoe.page.get_by_role("button", name="Rejoindre le compte").click()
        identifiant = zoe.page.locator("main .identifiant").inner_text()
        zoe.se_connecter(identifiant, MOT_DE_PASSE)
        return zoe, identifiant

    return inviter


def se_deconnecter(qui: Visiteur) -> None:
    qui.page.context.clear_cookies(name="session")


def donner_le_mot_de_passe(qui: Visiteur) -> None:
    """Answer the page that asks it again, when it comes."""
    if "/compte/confirmer/" in qui.page.url:
        qui.page.get_by_label("Mot de passe", exact=True).fill(MOT_DE_PASSE)
        qui.page.get_by_role("button", name="Continuer").click()


def identifier(qui: Visiteur, identifiant: str) -> None:
    qui.va("/compte/connexion/")
    qui.page.get_by_label("Identifiant de connexion").fill(identifiant)
    qui.page.get_by_label("Mot de passe", exact=True).fill(MOT_DE_PASSE)
    qui.page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()


def installer(qui: Visiteur) -> tuple[str, list[str]]:
    """Install an application; its secret and the recovery codes."""
    qui.va("/compte/second-facteur/")
    qui.page.get_by_role("link", name="Installer une application").click()
    donner_le_mot_de_passe(qui)
    expect(qui.page.get_by_role("heading", level=1)).to_have_text("Installer une application de codes")
    secret = qui.page.locator("main code.secret").inner_text().replace(" ", "")
    qui.page.get_by_label("Code").fill(code(secret, -1))
    qui.page.get_by_role("button", name="Activer l’application").click()
    expect(qui.page.get_by_role("heading", level=1)).to_have_text("Codes de secours")
    return secret, qui.page.locator("ol.codes code").all_inner_texts()


def code(secret: str, pas: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + pas))


def test_an_application_then_a_recovery_code_open_the_portal(collegue):
    # Given a person who installs an application
    zoe, identifiant = collegue()
    zoe.va("/profil/")
    zoe.examiner("profil")
    zoe.va("/compte/second-facteur/")
    zoe.examiner("second-facteur-absent")
    zoe.page.get_by_role("link", name="Installer une application").click()
    zoe.examiner("confirmer-que-c-est-vous")
    donner_le_mot_de_passe(zoe)
    zoe.examiner("second-facteur-application")
    zoe.page.get_by_label("Code").fill("000000")
    zoe.page.get_by_role("button", name="Activer l’application").click()
    zoe.examiner("second-facteur-application-erreur")
    secret, codes = installer(zoe)
    assert len(set(codes)) == 10
    zoe.examiner("second-facteur-codes-de-secours")
    zoe.page.get_by_role("link", name="continuer").click()
    zoe.va("/compte/second-facteur/")
    zoe.examiner("second-facteur-actif")
    # When they log in, the password is not enough
    se_deconnecter(zoe)
    identifier(zoe, identifiant)
    expect(zoe.page.get_by_role("heading", level=1)).to_have_text("Confirmez que c’est vous")
    zoe.examiner("second-facteur-code")
    zoe.page.get_by_label("Code").fill("111111")
    zoe.page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    zoe.examiner("second-facteur-code-erreur")
    zoe.page.get_by_label("Code").fill(code(secret))
    zoe.page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
    expect(zoe.page.get_by_role("heading", level=1)).to_have_text("Tableau de bord")
    # Then a recovery code serves in place of the application, once
    for attendu in ("Tableau de bord", "Confirmez que c’est vous"):
        se_deconnecter(zoe)
        identifier(zoe, identifiant)
        zoe.page.get_by_label("Code").fill(codes[0])
        zoe.page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
        expect(zoe.page.get_by_role("heading", level=1)).to_have_text(attendu)


def test_a_passkey_opens_the_portal_by_itself(collegue):
    zoe, _ = collegue()
    cdp = zoe.page.context.new_cdp_session(zoe.page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    zoe.va("/compte/second-facteur/cles/ajouter/")
    donner_le_mot_de_passe(zoe)
    zoe.examiner("second-facteur-cle")
    zoe.page.get_by_label("Nom de la clé").fill("Mon ordinateur")
    zoe.page.get_by_label("sans mot de passe").check()
    zoe.page.get_by_role("button", name="Ajouter la clé").click()
    expect(zoe.page.get_by_role("heading", level=1)).to_have_text("Codes de secours")
    zoe.va("/compte/second-facteur/cles/")
    expect(zoe.page.get_by_role("main")).to_contain_text("Mon ordinateur")
    zoe.examiner("second-facteur-cles")
    se_deconnecter(zoe)
    zoe.va("/compte/connexion/")
    zoe.examiner("connexion")
    zoe.page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    expect(zoe.page.get_by_role("heading", level=1)).to_have_text("Tableau de bord")


def test_a_lost_device_is_lifted_by_an_administrator_and_set_up_anew(collegue, certificateur):
    # Given a person who lost their device and their codes
    zoe, identifiant = collegue()
    nom = zoe.page.locator(".menu-personne summary span").inner_text()
    installer(zoe)
    se_deconnecter(zoe)
    identifier(zoe, identifiant)
    zoe.page.get_by_role("link", name="Demandez à repartir sans second facteur").click()
    zoe.examiner("appareil-perdu")
    zoe.page.get_by_role("button", name="Demander à repartir sans second facteur").click()
    expect(zoe.page.get_by_role("heading", level=1)).to_have_text("Votre demande est partie")
    zoe.examiner("appareil-perdu-demande")
    # When an administrator of the account has checked who asks
    page = certificateur.page
    certificateur.va("/organisation/personnes/")
    certificateur.examiner("organisation-personnes-appareil-perdu")
    page.locator(".avis", has_text=nom).get_by_role("link", name="Vérifier et décider").click()
    if "/compte/confirmer/" in page.url:
        page.get_by_label("Mot de passe", exact=True).fill(
            certificateur.portail.identifiants("Certificateur inscrit")[1]
        )
        page.get_by_role("button", name="Continuer").click()
    certificateur.examiner("organisation-appareil-perdu")
    page.get_by_label("J’ai vérifié de vive voix").check()
    page.get_by_role("button", name="Retirer son second facteur").click()
    expect(page.get_by_text("C’est fait")).to_be_visible()
    # Then the password opens, and another application is installed
    identifier(zoe, identifiant)
    expect(zoe.page.get_by_role("heading", level=1)).to_have_text("Tableau de bord")
    installer(zoe)
