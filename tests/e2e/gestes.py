"""What people do on the portal, and how a page is looked at."""

from __future__ import annotations

import itertools
import re
import time
from dataclasses import dataclass
from pathlib import Path

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Download, Page, expect
from portail_reel import Portail

CAPTURES = Path(__file__).parents[2] / "artefacts" / "captures"
LARGE, ETROIT = (1280, 900), (390, 844)
REGLES_AXE = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FIN = 90_000


@dataclass
class Visiteur:
    """A person before a browser."""

    page: Page
    portail: Portail

    def va(self, adresse: str) -> None:
        self.page.goto(adresse)

    def se_connecter(self, identifiant: str, mot_de_passe: str) -> None:
        self.va("/compte/connexion/")
        self.page.get_by_label("Identifiant de connexion").fill(identifiant)
        self.page.get_by_label("Mot de passe", exact=True).fill(mot_de_passe)
        self.page.get_by_role("main").get_by_role("button", name="Se connecter", exact=True).click()
        self.donner_le_code()
        expect(self.page.get_by_text("Se déconnecter")).to_be_attached()

    def donner_le_code(self) -> None:
        """Answer the page of the second factor, if it comes. A code serves once."""
        secret = self.portail.secret_du_second_facteur()
        for pas in itertools.cycle((0, 1, -1)):
            self.page.wait_for_load_state()
            if "/second-facteur/verifier/" not in self.page.url:
                return
            code = format_hotp_value(hotp_value(secret, int(time.time()) // 30 + pas))
            self.page.locator("input[name=code]").fill(code)
            self.page.locator("main button[type=submit]").first.click()

    def reconfirmer(self) -> None:
        """Type the gestionnaire's password again, if it is asked before a sensitive act."""
        self.page.wait_for_load_state("networkidle")
        champ = self.page.locator("main input[type=password]")
        if champ.count():
            champ.fill(self.portail.identifiants("Gestionnaire")[1])
            champ.press("Enter")

    def matricule(self) -> str:
        """Matricule of the current account, from the header."""
        return self.page.locator("header .identifiant").first.inner_text().replace("\u00a0", "")

    def courriel(self, destinataire: str, sujet: str) -> str:
        """Text of the latest mail to somebody, waited for: a worker sends it."""
        lien = self.page.get_by_role("main").get_by_role("link", name=re.compile(sujet, re.IGNORECASE)).first

        def arrive() -> None:
            self.va(f"/demo/courriels/?q={destinataire}")
            expect(lien).to_be_visible(timeout=1_000)

        jusqu_a(arrive)
        lien.click()
        return self.page.locator(".courriel-texte").inner_text()

    def choisir(self, fichier: Path | dict) -> None:
        self.va("/transmettre/")
        self.page.get_by_label("Fichier à déposer").set_input_files(fichier)

    def deposer(self, fichier: Path | dict) -> None:
        """Send a file and come to the page of its deposit."""
        self.choisir(fichier)
        self.page.get_by_role("button", name="Déposer le fichier").click()
        expect(self.page).to_have_url(re.compile(r"/suivi/\d+/$"))

    def attendre_la_fin(self) -> None:
        """The progress goes away by itself."""
        expect(self.page.locator("#avancement")).to_have_count(0, timeout=FIN)

    def telecharger(self, libelle: str) -> tuple[str, bytes]:
        """Name and bytes of a download of the deposit."""
        with self.page.expect_download() as attendu:
            self.page.get_by_role("link", name=libelle).click()
        telecharge: Download = attendu.value
        return telecharge.suggested_filename, Path(telecharge.path()).read_bytes()

    def examiner(self, nom: str, *, tailles: tuple[tuple[int, int], ...] = (LARGE, ETROIT)) -> None:
        """Look at the page: no fault for axe, no horizontal scroll, one title, a picture kept."""
        CAPTURES.mkdir(parents=True, exist_ok=True)
        for largeur, hauteur in tailles:
            self.page.set_viewport_size({"width": largeur, "height": hauteur})
            self.page.screenshot(path=CAPTURES / f"{nom}-{largeur}.png", full_page=True)
            options = {"runOnly": REGLES_AXE, "resultTypes": ["violations"]}
            fautes = Axe().run(self.page, options=options).response["violations"]
            dites = [f"{f['id']} : {[n['target'] for n in f['nodes']]}" for f in fautes]
            assert dites == [], f"{nom}, {largeur} px"
            assert self.page.evaluate("document.documentElement.scrollWidth") <= largeur, (
                f"{nom}, {largeur} px"
            )
        assert self.page.locator("h1").count() == 1, nom
        self.page.set_viewport_size({"width": LARGE[0], "height": LARGE[1]})


def jusqu_a(essai, essais: int = 60) -> None:
    """Try again until it holds; the last failure is the test's."""
    for _ in range(essais - 1):
        try:
            return essai()
        except AssertionError:
            continue
    return essai()
