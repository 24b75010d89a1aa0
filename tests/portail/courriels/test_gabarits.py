"""Every mail of the portal, as it leaves."""

import re
from pathlib import Path

import fabriques
import pytest
from django.template.loader import render_to_string

import accrochage.portail.courriels
from accrochage.portail.comptes.services import creer_gestionnaire, demander_nouveau_mot_de_passe
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.organismes import services
from accrochage.portail.organismes.enums import Role

pytestmark = pytest.mark.django_db
DOSSIER = Path(accrochage.portail.courriels.__file__).parent / "templates" / "courriels"
GABARITS = sorted(chemin.name.removesuffix(".sujet.txt") for chemin in DOSSIER.glob("*.sujet.txt"))


@pytest.fixture
def courriels():
    """One mail of each kind that registration and passwords send."""
    organisme = fabriques.organisme("Lycée & Exemple <b>")
    services.commencer_inscription(
        ouverture=services.Ouverture(organisme, Role.CERTIFICATEUR),
        nom="L’Hôte",
        prenom="Zoé",
        email="zoe@exemple.test",
        fonction="Directrice",
        adresse=None,
    )
    jeton = re.search(r"confirmer/([^/\s]+)/", Courriel.objects.get(gabarit="inscription_lien").texte)[1]
    services.confirmer_adresse(jeton=jeton, adresse=None)
    compte = services.terminer_inscription(jeton=jeton, mot_de_passe="sept petites girafes", adresse=None)
    personnes = [compte.titulaire_du_compte, fabriques.utilisateur()]
    demander_nouveau_mot_de_passe(email="zoe@exemple.test", utilisateurs=personnes)
    demander_nouveau_mot_de_passe(email="personne@exemple.test", utilisateurs=[])
    creer_gestionnaire(nom="Durand", prenom="Gaëlle", email="agent@exemple.test")
    return {courriel.gabarit: courriel for courriel in Courriel.objects.all()}


@pytest.mark.parametrize("gabarit", GABARITS)
@pytest.mark.ignore_template_errors  # rendered without values: only the shape is looked at
def test_each_mail_has_its_subject_its_text_and_its_html(gabarit):
    for suite in ("sujet.txt", "txt", "html"):
        assert render_to_string(f"courriels/{gabarit}.{suite}", {}).strip()


def test_the_journey_sends_every_kind_but_the_notices_of_others(courriels):
    assert {"identifiants_inscription", "inscription_lien", "identifiant_connexion"} < set(courriels)
    assert set(courriels) <= set(GABARITS)


def test_text_and_html_lead_to_the_same_pages_of_the_portal(courriels, settings):
    for courriel in courriels.values():
        du_texte = set(re.findall(r"https?://\S+?(?=[.,]?\s)", courriel.texte))
        du_html = set(re.findall(r'href="([^"]+)"', courriel.html))
        assert du_texte == du_html
        assert all(lien.startswith(settings.URL_PORTAIL) for lien in du_texte)


def test_the_text_is_not_escaped_and_the_html_is(courriels):
    courriel = courriels["inscription_lien"]
    assert "Lycée & Exemple <b>" in courriel.texte
    assert "Lycée &amp; Exemple &lt;b&gt;" in courriel.html


def test_french_typography_is_kept(courriels):
    for courriel in courriels.values():
        prose = re.sub(r"https?://\S+", "", courriel.texte)
        assert not re.search(r" [:;!?»]", prose.replace("Matricule         :", "")), courriel.gabarit
        assert "'" not in prose


def test_no_mail_carries_a_password_or_another_person_s_data(courriels):
    for courriel in courriels.values():
        corps = courriel.texte + courriel.html
        assert "girafes" not in corps
        assert "@exemple.test" not in corps
    assert "MCFCER" not in courriels["inscription_lien"].texte + courriels["identifiant_connexion"].texte


def test_subjects_say_what_it_is_about_and_nothing_about_the_person(courriels):
    for courriel in courriels.values():
        assert 10 < len(courriel.sujet) < 80
        assert not any(mot in courriel.sujet for mot in ("Zoé", "L’Hôte", "Lycée"))
