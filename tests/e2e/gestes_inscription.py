"""What a person does to register, from the two identifiers of the mail to the login; and what it costs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from fabriques_e2e import OrganismeNeuf
from gestes import Visiteur
from playwright.sync_api import expect

MOT_DE_PASSE = "quatre chevaux bleus au galop"


@dataclass
class Cout:
    """What a registration costs a person: pages shown, fields to fill, mails received."""

    pages: list[str] = field(default_factory=list)
    champs: int = 0


def enregistrer(
    operateur: Visiteur, organisme: OrganismeNeuf, *, certificateur: bool = True, deposant: bool = False
) -> None:
    """A gestionnaire records a body; its contact is mailed."""
    operateur.va("/gestion/organismes/nouveau/")
    page = operateur.page
    page.get_by_label("SIRET").fill(organisme.siret)
    page.get_by_label("Raison sociale").fill(organisme.raison_sociale)
    page.get_by_label("Prénom du contact").fill("Inès")
    page.get_by_label("Nom du contact", exact=True).fill("Le Goff")
    page.get_by_label("Adresse électronique du contact").fill(organisme.email)
    page.get_by_role("checkbox", name=re.compile("^Certificateur")).set_checked(certificateur)
    page.get_by_role("checkbox", name=re.compile("^Déposant")).set_checked(deposant)
    page.get_by_role("button", name="Enregistrer l’organisme").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(organisme.raison_sociale)


def matricules(courriel: str) -> tuple[str, str]:
    """The own matricule and that of the body that gave a mandate, from the mail."""
    propre = re.search(r"Votre matricule\s*:\s*(.+)", courriel)[1]
    return propre, re.search(r"Matricule de l’organisme qui vous a donné mandat\s*:\s*(.+)", courriel)[1]


def saisir(contact: Visiteur, cout: Cout, matricule: str, second: str) -> None:
    """The two identifiers."""
    contact.va("/inscription/")
    remplir(contact, cout, {"Votre matricule": matricule, "Numéro de contrat, ou matricule": second})
    contact.page.get_by_role("button", name="Continuer").click()


def remplir(contact: Visiteur, cout: Cout, valeurs: dict[str, str]) -> None:
    titre = contact.page.get_by_role("heading", level=1).inner_text()
    cout.pages.append(titre)
    for libelle, valeur in valeurs.items():
        contact.page.get_by_label(libelle, exact=libelle in {"Nom", "Mot de passe"}).fill(valeur)
    cout.champs += len(valeurs)


def s_inscrire(contact: Visiteur, cout: Cout, organisme: OrganismeNeuf) -> str:
    """From the second page to the last; give the login."""
    page = contact.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Qui êtes-vous ?")
    personne = {"Prénom": "Inès", "Nom": "Le Goff", "Adresse électronique": organisme.email}
    remplir(contact, cout, {**personne, "Fonction": "Responsable des certifications"})
    page.get_by_role("main").get_by_role("checkbox").check()
    cout.champs += 1
    page.get_by_role("button", name="Recevoir le lien").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ouvrez le courriel")
    remplir(contact, cout, {})
    contact.va(re.search(r"https?://\S+", contact.courriel(organisme.email, "confirm"))[0])
    remplir(contact, cout, {"Mot de passe": MOT_DE_PASSE})
    page.get_by_role("button", name="Ouvrir le compte").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre compte est ouvert")
    remplir(contact, cout, {})
    return page.get_by_role("main").locator(".identifiant").inner_text()
