"""Who works in an account: invitation, rights, hand-over of the role of holder, several accounts."""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass, field

import pytest
from gestes import Visiteur
from playwright.sync_api import expect

from accrochage.portail.comptes.formats import compacter

MOT_DE_PASSE = "quatre chevaux bleus au galop"
ADMINISTRATEUR = "Administrateur : dépose, lit, et dit qui travaille dans le compte"
LECTEUR = "Lecteur : lit les dépôts et leurs accusés"


@dataclass(frozen=True)
class Invitee:
    """A person whom nobody has invited yet."""

    jeton: str = field(default_factory=lambda: uuid.uuid4().hex[:8])
    prenom: str = "Maëlle"

    @property
    def nom(self) -> str:
        """A name of letters only, of this person alone."""
        return "Essai " + "".join(chr(ord("a") + int(chiffre, 16)) for chiffre in self.jeton)

    @property
    def complet(self) -> str:
        return f"{self.prenom} {self.nom}"

    @property
    def email(self) -> str:
        return f"maelle.{self.jeton}@sources.exemple"


@pytest.fixture(scope="module")
def session_de_claire(navigateur, portail) -> dict:
    """Cookies of the administrator of the demonstration, logged in once."""
    contexte = navigateur.new_context(base_url=portail.url, locale="fr-FR")
    Visiteur(contexte.new_page(), portail).se_connecter(*portail.identifiants("Certificateur inscrit"))
    cookies = contexte.storage_state()
    contexte.close()
    return cookies


@pytest.fixture
def claire(ouvrir, session_de_claire) -> Visiteur:
    """The administrator, in the account of certificateur."""
    visiteur = ouvrir(storage_state=session_de_claire)
    visiteur.va("/tableau-de-bord/")
    choisir_le_compte(visiteur, "certificateur")
    return visiteur


def test_a_person_is_invited_joins_and_is_given_another_right(claire, ouvrir):
    # Given an invitation sent by the administrator
    maelle, invitee = Invitee(), ouvrir()
    claire.va("/organisation/personnes/")
    claire.examiner("membres-liste")
    inviter(claire, maelle, LECTEUR, nom="inviter")
    claire.examiner("invitations-liste")
    # When it is sent again, the first link serves no more
    premier = lien(invitee.courriel(maelle.email, "invitation"))
    carte = claire.page.get_by_role("row", name=re.compile(maelle.complet))
    carte.get_by_role("button", name="Renvoyer").click()
    expect(claire.page.get_by_role("main")).to_contain_text("Le lien précédent ne sert plus")
    invitee.va(premier)
    expect(invitee.page.get_by_role("heading", level=1)).to_have_text("Cette invitation ne sert plus")
    invitee.examiner("invitation-remplacee")
    # Then the second lets the person choose a password, and gives the login
    identifiant = rejoindre(invitee, maelle, nom="invitation")
    invitee.se_connecter(identifiant, MOT_DE_PASSE)
    invitee.va("/organisation/personnes/")
    expect(invitee.page.get_by_role("main")).to_contain_text("(vous)")
    expect(invitee.page.get_by_role("main").get_by_role("link", name="Inviter une personne")).to_have_count(0)
    invitee.examiner("membres-vus-par-un-lecteur")
    assert invitee.page.goto("/transmettre/").status == 403
    # And another right holds at the next page
    ouvrir_la_fiche(claire, maelle)
    claire.examiner("membre")
    claire.page.get_by_label("Droit").select_option(label="Déposant : dépose et lit")
    claire.page.get_by_role("button", name="Changer le droit").click()
    expect(claire.page.get_by_role("main")).to_contain_text("est maintenant déposant")
    assert invitee.page.goto("/transmettre/").status == 200
    assert "déposant" in invitee.courriel(maelle.email, "accès")
    # And so does a suspension; removed, the person has no account left
    ouvrir_la_fiche(claire, maelle)
    claire.page.get_by_role("link", name="Suspendre l’accès").click()
    claire.examiner("membre-suspendre")
    claire.page.get_by_role("button", name="Suspendre l’accès").click()
    invitee.va("/suivi/")
    expect(invitee.page.get_by_role("main")).to_contain_text("suspendu")
    invitee.examiner("acces-suspendu")
    ouvrir_la_fiche(claire, maelle)
    claire.examiner("membre-suspendu")
    claire.page.get_by_role("button", name="Rouvrir l’accès").click()
    claire.page.get_by_role("link", name="Retirer du compte").click()
    claire.examiner("membre-retirer")
    claire.page.get_by_role("button", name="Retirer du compte").click()
    expect(claire.page.get_by_role("main")).to_contain_text("est retiré")


def test_the_role_of_holder_is_handed_over_and_back(claire, ouvrir, portail):
    # Given a second administrator
    maelle, seconde = Invitee(), ouvrir()
    inviter(claire, maelle, ADMINISTRATEUR)
    identifiant = rejoindre(seconde, maelle)
    seconde.se_connecter(identifiant, MOT_DE_PASSE)
    # Who finds that the holder can not be removed
    ouvrir_la_fiche(seconde, None)
    expect(seconde.page.get_by_role("main")).to_contain_text("transmettez d’abord ce rôle")
    expect(seconde.page.get_by_role("link", name="Retirer du compte")).to_have_count(0)
    seconde.examiner("membre-titulaire")
    # When the role is handed over, after the password
    _, mot_de_passe = portail.identifiants("Certificateur inscrit")
    transmettre(claire, maelle, mot_de_passe, nom="titulaire")
    expect(claire.page.get_by_role("main")).to_contain_text(f"{maelle.complet} est maintenant titulaire")
    assert "Vous êtes maintenant titulaire" in seconde.courriel(maelle.email, "titulaire")
    # Then the former one may leave an administrator's right, by typing the login, or stay
    ouvrir_la_fiche(seconde, None)
    expect(seconde.page.get_by_role("link", name="Retirer du compte")).to_be_visible()
    ouvrir_la_fiche(claire, None)
    claire.page.get_by_role("link", name="Retirer du compte").click()
    claire.page.get_by_role("button", name="Retirer du compte").click()
    expect(claire.page.get_by_role("main")).to_contain_text("Votre identifiant de connexion")
    claire.examiner("membre-se-retirer")
    # And the role comes back
    transmettre(seconde, None, MOT_DE_PASSE)
    expect(seconde.page.get_by_role("main")).to_contain_text("est maintenant titulaire du compte")
    ouvrir_la_fiche(claire, maelle)
    claire.page.get_by_role("link", name="Retirer du compte").click()
    claire.page.get_by_role("button", name="Retirer du compte").click()
    expect(claire.page.get_by_role("main")).to_contain_text("est retiré")


def test_a_login_that_exists_joins_another_account_and_switches(claire, ouvrir, portail):
    # Given a person of another organisme, invited at another address
    invitation, hugo = Invitee(prenom="Hugo"), ouvrir()
    inviter(claire, invitation, LECTEUR)
    hugo.se_connecter(*portail.identifiants("Déposant inscrit"))
    hugo.va(lien(hugo.courriel(invitation.email, "invitation")))
    hugo.page.get_by_role("link", name=re.compile("^Rejoindre avec")).click()
    # When they confirm, with both addresses shown
    expect(hugo.page.get_by_role("main")).to_contain_text("les deux adresses seront prévenues")
    hugo.examiner("invitation-avec-un-identifiant")
    hugo.page.get_by_role("button", name="Rejoindre le compte").click()
    # Then the new account is the current one, on each page, and they switch back
    resume = hugo.page.locator("header .menu-compte summary")
    expect(resume).to_contain_text("Lycée Exemple des Sources")
    resume.click()
    hugo.examiner("changer-de-compte")
    choisir_le_compte(hugo, "Groupement Exemple des Collines")
    for adresse in ("/suivi/", "/organisation/", "/profil/"):
        hugo.va(adresse)
        expect(resume).to_contain_text("Groupement Exemple des Collines")
    ouvrir_la_fiche(claire, Invitee(prenom="Hugo"), cherche="Rey")
    claire.page.get_by_role("link", name="Retirer du compte").click()
    claire.page.get_by_role("button", name="Retirer du compte").click()
    expect(claire.page.get_by_role("main")).to_contain_text("est retiré")


def test_a_form_left_open_in_another_tab_does_not_act_in_the_wrong_account(claire):
    # Given a form of the account of certificateur
    claire.va("/organisation/personnes/inviter/")
    personne = Invitee()
    remplir(claire, personne, LECTEUR)
    # When the person opens the account of déposant in another tab, then sends the form
    onglet = Visiteur(claire.page.context.new_page(), claire.portail)
    onglet.va("/suivi/")
    choisir_le_compte(onglet, "déposant")
    claire.page.get_by_role("button", name="Envoyer l’invitation").click()
    # Then nobody is invited, and the page leads back to the account it came from
    expect(claire.page.get_by_role("heading", level=1)).to_have_text(
        "Vous avez changé de compte dans un autre onglet"
    )
    claire.examiner("autre-onglet")
    claire.page.get_by_role("button", name=re.compile("^Revenir au compte")).click()
    expect(claire.page.locator("header .menu-compte summary")).to_contain_text("certificateur")
    claire.va("/organisation/invitations/")
    expect(claire.page.get_by_role("main")).not_to_contain_text(personne.email)


def choisir_le_compte(visiteur: Visiteur, nom: str) -> None:
    """Make the account with these words in its name the current one, if it is not."""
    menu = visiteur.page.locator("header .menu-compte")
    if nom not in menu.locator("summary").inner_text():
        if menu.get_attribute("open") is None:
            menu.locator("summary").click()
        menu.get_by_role("button", name=re.compile(nom)).click()
    expect(menu.locator("summary")).to_contain_text(nom)


def remplir(visiteur: Visiteur, personne: Invitee, droit: str) -> None:
    page = visiteur.page
    page.get_by_label("Prénom").fill(personne.prenom)
    page.get_by_label("Nom", exact=True).fill(personne.nom)
    page.get_by_label("Adresse électronique").fill(personne.email)
    page.get_by_label("Droit").select_option(label=droit)


def inviter(visiteur: Visiteur, personne: Invitee, droit: str, nom: str = "") -> None:
    visiteur.va("/organisation/personnes/inviter/")
    page = visiteur.page
    if nom:
        page.get_by_role("button", name="Envoyer l’invitation").click()
        expect(page.locator("#erreurs")).to_be_focused()
        visiteur.examiner(f"{nom}-erreurs")
    remplir(visiteur, personne, droit)
    if nom:
        visiteur.examiner(nom)
    page.get_by_role("button", name="Envoyer l’invitation").click()
    expect(page.get_by_role("main")).to_contain_text("L’invitation est partie")
    expect(page.get_by_role("main")).to_contain_text(personne.email)


def lien(courriel: str) -> str:
    return re.search(r"https?://\S+", courriel)[0]


def rejoindre(invitee: Visiteur, personne: Invitee, nom: str = "") -> str:
    """Answer the latest invitation with a new login; give it."""
    invitee.va(lien(invitee.courriel(personne.email, "invitation")))
    page = invitee.page
    expect(page.get_by_role("heading", level=1)).to_contain_text("Lycée Exemple des Sources")
    if nom:
        invitee.examiner(f"{nom}-repondre")
    page.get_by_label("Mot de passe", exact=True).fill(MOT_DE_PASSE)
    page.get_by_role("main").get_by_role("checkbox").check()
    page.get_by_role("button", name="Rejoindre le compte").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Vous avez rejoint le compte")
    if nom:
        invitee.examiner(f"{nom}-terminee")
    identifiant = page.get_by_role("main").locator(".identifiant").inner_text()
    assert compacter(identifiant) in compacter(invitee.courriel(personne.email, "identifiant"))
    return identifiant


def ouvrir_la_fiche(visiteur: Visiteur, personne: Invitee | None, cherche: str = "") -> None:
    """The page of a member; without a person, that of the administrator of the demonstration."""
    visiteur.va("/organisation/personnes/")
    visiteur.page.get_by_label("Nom, prénom ou fonction").fill(
        cherche or (personne.nom if personne else "Moreau")
    )
    visiteur.page.get_by_role("button", name="Afficher").click()
    visiteur.page.get_by_role("main").locator("tbody th a").first.click()
    expect(visiteur.page.get_by_role("heading", level=1)).to_contain_text(
        cherche or (personne.complet if personne else "Claire Moreau")
    )


def transmettre(visiteur: Visiteur, personne: Invitee | None, mot_de_passe: str, nom: str = "") -> None:
    """Hand the role over; the password is asked if the login is not recent."""
    ouvrir_la_fiche(visiteur, personne)
    page = visiteur.page
    page.get_by_role("link", name=re.compile("^Transmettre ce rôle")).click()
    titre = page.get_by_role("heading", level=1)
    expect(titre).to_be_visible()
    if "Transmettre" not in titre.inner_text():
        if nom:
            visiteur.examiner(f"{nom}-mot-de-passe")
        page.get_by_label("Mot de passe", exact=True).fill(mot_de_passe)
        page.get_by_role("main").locator("button[type=submit]").first.click()
    expect(titre).to_contain_text("Transmettre le rôle de titulaire")
    if nom:
        visiteur.examiner(nom)
    page.get_by_role("button", name="Transmettre le rôle").click()
