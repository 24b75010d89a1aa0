"""The mail of the registration identifiers, in each situation: what to type, and nothing more."""

from __future__ import annotations

import html
import re

import fabriques
import pytest
from django.core.exceptions import ValidationError

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.services import reference
from accrochage.portail.organismes import services
from accrochage.portail.organismes.enums import Role

pytestmark = pytest.mark.django_db


def dernier(organisme) -> Courriel:
    return Courriel.objects.filter(gabarit="identifiants_inscription", objet=reference(organisme)).latest(
        "id"
    )


def a_taper(courriel: Courriel) -> list[tuple[str, str]]:
    """The pairs to type, as the text gives them; the HTML gives the same."""
    du_texte = re.findall(r"^  (.+?)\s*:\s*(.+)$", courriel.texte, re.MULTILINE)
    du_html = re.findall(r'<th scope="row">(.+?)</th>\s*<td class="code">(.+?)</td>', courriel.html)
    assert [(html.unescape(nom), html.unescape(valeur)) for nom, valeur in du_html] == du_texte
    return [(nom, compacter(valeur)) for nom, valeur in du_texte]


def saisir_tout(organisme) -> list[services.Ouverture]:
    """Type what the mail says, pair by pair, word for word."""
    valeurs = [valeur for _, valeur in a_taper(dernier(organisme))]
    return [
        services.verifier_identifiants(matricule=m, second=s, adresse=None)
        for m, s in zip(valeurs[::2], valeurs[1::2], strict=True)
    ]


@pytest.fixture
def mandant():
    return fabriques.organisme("Lycée Mandant")


def test_situation_1(mandant):
    contrat = mandant.contrats.get().numero
    assert a_taper(dernier(mandant)) == [
        ("Votre matricule", mandant.matricule),
        ("Numéro de contrat", contrat),
    ]
    assert saisir_tout(mandant) == [services.Ouverture(mandant, Role.CERTIFICATEUR)]


def test_situation_2_says_two_registrations_with_their_two_values_each(mandant):
    organisme = fabriques.organisme("Institut Double")
    fabriques.mandat(mandant, organisme)
    courriel = dernier(organisme)
    assert a_taper(courriel) == [
        ("Votre matricule", organisme.matricule),
        ("Numéro de contrat", organisme.contrats.get(role=Role.CERTIFICATEUR).numero),
        ("Votre matricule", organisme.matricule),
        ("Matricule de l’organisme qui vous a donné mandat", mandant.matricule),
    ]
    assert [o.role for o in saisir_tout(organisme)] == [Role.CERTIFICATEUR, Role.DEPOSANT]
    for corps in (courriel.texte, courriel.html):
        assert "deux comptes" in corps
        assert "J’ai déjà un identifiant de connexion" in corps


def test_situation_3_says_that_the_contract_number_is_accepted_and_does_not_give_it(mandant):
    deposant = fabriques.deposant(mandant)
    courriel = dernier(deposant)
    assert a_taper(courriel) == [
        ("Votre matricule", deposant.matricule),
        ("Matricule de l’organisme qui vous a donné mandat", mandant.matricule),
    ]
    assert saisir_tout(deposant) == [services.Ouverture(deposant, Role.DEPOSANT)]
    for corps in (courriel.texte, courriel.html):
        assert "Lycée Mandant" in corps
        assert "numéro de contrat de cet organisme" in corps
        # The matricule and the contract number of a certificateur together open its own account.
        assert "MCFCER" not in corps


def test_no_situation_is_numbered_or_asked_for(mandant):
    double = fabriques.organisme()
    fabriques.mandat(mandant, double)
    fabriques.deposant(mandant)
    for courriel in Courriel.objects.all():
        assert "situation" not in (courriel.texte + courriel.html + courriel.sujet).lower()


def test_sent_again_it_says_only_what_is_still_to_open(mandant):
    organisme = fabriques.organisme()
    fabriques.mandat(mandant, organisme)
    fabriques.compte(organisme)
    services.envoyer_identifiants(organisme=organisme, par="essai:1")
    assert [o.role for o in saisir_tout(organisme)] == [Role.DEPOSANT]
    fabriques.compte(organisme, role=Role.DEPOSANT)
    with pytest.raises(ValidationError):
        services.envoyer_identifiants(organisme=organisme, par="essai:1")


def test_a_mandate_to_come_says_from_which_day(mandant):
    deposant = fabriques.organisme(roles=(Role.DEPOSANT,))
    fabriques.mandat(mandant, deposant, debut=40)
    courriel = dernier(deposant)
    for corps in (courriel.texte, courriel.html):
        assert re.search(r"s’ouvre à partir du \d", corps)
    assert "s’ouvre à partir" not in dernier(mandant).texte


def test_the_mail_of_a_second_mandate_is_not_that_of_a_registration(mandant):
    deposant = fabriques.deposant(mandant)
    fabriques.compte(deposant, role=Role.DEPOSANT)
    avant = Courriel.objects.filter(gabarit="identifiants_inscription").count()
    autre = fabriques.organisme("Second Mandant")
    fabriques.mandat(autre, deposant)
    assert Courriel.objects.filter(gabarit="identifiants_inscription").count() == avant + 1  # of « autre »
    assert "Second Mandant" in Courriel.objects.get(gabarit="mandat_donne").texte


def test_the_notice_of_a_second_account_carries_no_login_and_no_identifier(mandant):
    deposant = fabriques.deposant(mandant, raison_sociale="Groupement Témoin")
    personne = fabriques.utilisateur()
    services.ouvrir_avec_identifiant(
        ouverture=services.Ouverture(deposant, Role.DEPOSANT),
        utilisateur=personne,
        cgu_acceptees="",
        adresse=None,
    )
    courriel = Courriel.objects.get(gabarit="compte_ouvert")
    assert courriel.destinataire == personne.email
    for corps in (courriel.texte, courriel.html):
        assert "compte de déposant de Groupement Témoin" in corps
        assert not {personne.identifiant, deposant.matricule, mandant.matricule} & set(
            re.findall(r"\w+", corps)
        )


@pytest.mark.parametrize(
    "gabarit", ["identifiants_inscription", "mandat_donne", "mandat_revoque", "compte_ouvert"]
)
def test_they_keep_french_typography_and_the_same_links_in_text_and_html(mandant, gabarit, settings):
    double = fabriques.organisme()
    fabriques.mandat(mandant, double, debut=3, fin=9)
    deposant = fabriques.deposant(mandant)
    services.ouvrir_avec_identifiant(
        ouverture=services.Ouverture(deposant, Role.DEPOSANT),
        utilisateur=fabriques.utilisateur(),
        cgu_acceptees="",
        adresse=None,
    )
    fabriques.mandat(fabriques.organisme(), deposant)
    services.revoquer_mandat(mandat=deposant.mandats_recus.first(), par="essai:1")
    courriels = Courriel.objects.filter(gabarit=gabarit)
    assert courriels
    for courriel in courriels:
        prose = re.sub(r"https?://\S+", "", courriel.texte)
        assert not re.search(r" [:;!?»]|« ", prose)
        assert "'" not in prose
        assert "\n\n\n" not in courriel.texte
        du_texte = set(re.findall(r"https?://\S+?(?=[.,]?\s)", courriel.texte))
        assert du_texte == set(re.findall(r'href="([^"]+)"', courriel.html))
        assert all(lien.startswith(settings.URL_PORTAIL) for lien in du_texte)
