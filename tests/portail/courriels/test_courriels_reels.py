"""Every mail of the portal, as a real SMTP server receives it."""

from __future__ import annotations

import html
import re
import socket
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import fabriques
import pytest
from aiosmtpd.controller import Controller
from productions import MOT_DE_PASSE, PRODUCTIONS, Monde

import accrochage.portail
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.courriels import services
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.organismes.models import Contrat, Organisme

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pieces_a_part")]
PORTAIL = Path(accrochage.portail.__file__).parent
GABARITS = sorted(f.name.removesuffix(".sujet.txt") for f in PORTAIL.rglob("courriels/*.sujet.txt"))
LIEN = re.compile(r"https?://\S+?(?=[.,]?(?:\s|$))")
JETON = re.compile(r"/[\w-]{40,}/|/[0-9a-z]+-[0-9a-z]{6}-[0-9a-f]{20,}")
ADRESSE = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


class Boite:
    """What the server received."""

    def __init__(self):
        self.recus = []

    async def handle_DATA(  # noqa: N802 - aiosmtpd names it
        self, _server, _session, enveloppe
    ):
        self.recus.append((enveloppe.rcpt_tos, message_from_bytes(enveloppe.content, policy=default)))
        return "250 OK"


@pytest.fixture
def serveur(settings, socket_enabled):
    boite = Boite()
    with socket.create_server(("127.0.0.1", 0)) as libre:
        hote, port = libre.getsockname()
    controleur = Controller(boite, hostname=hote, port=port)
    controleur.start()
    settings.MAILERS = {
        "default": {
            "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "OPTIONS": {"host": hote, "port": port, "timeout": 10},
        }
    }
    yield boite
    controleur.stop()


def recevoir(serveur, gabarit):
    """The latest mail of a kind, through the server: subject, text, HTML."""
    ecrit = Courriel.objects.filter(gabarit=gabarit).latest("id")
    services.expedier(courriel_id=ecrit.pk)
    ((destinataires, message),) = serveur.recus
    assert destinataires == [ecrit.destinataire]
    assert message["From"]
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    corps = [message.get_body((forme,)).get_content().replace("\r\n", "\n") for forme in ("plain", "html")]
    return message["Subject"], *corps


def test_each_template_has_its_row_and_each_row_its_template():
    assert sorted(PRODUCTIONS) == GABARITS


@pytest.mark.parametrize("gabarit", sorted(PRODUCTIONS))
def test_each_mail_arrives_in_french_with_what_it_must_carry_and_nothing_more(serveur, settings, gabarit):
    PRODUCTIONS[gabarit].faire(Monde())
    sujet, texte, page = recevoir(serveur, gabarit)
    lisible = html.unescape(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page, flags=re.DOTALL))
    french(sujet, texte, page, lisible)
    liens(settings, texte, page)
    for corps in (texte, page):
        assert porte(corps) == PRODUCTIONS[gabarit].porte
        assert MOT_DE_PASSE not in corps
        assert fabriques.MOT_DE_PASSE not in corps
        assert set(ADRESSE.findall(corps)) == set()
    assert not porte(sujet)
    assert not ADRESSE.search(sujet)
    assert not any(nom in sujet for p in Utilisateur.objects.all() for nom in (p.nom, p.prenom))
    assert not any(o.raison_sociale in sujet for o in Organisme.objects.all())


def french(sujet, texte, page, lisible):
    assert 10 < len(sujet) < 80
    assert '<html lang="fr">' in page
    assert "Bonjour" in texte
    assert "Bonjour" in page
    assert "{{" not in texte + page
    assert "{%" not in texte + page
    for prose in (sujet, texte, lisible):
        sans_liens = LIEN.sub("", prose)
        assert "'" not in sans_liens
        assert not re.search(r"[^\W\d_] [:;!?»]|« ", sans_liens), sans_liens
    assert "envoyé automatiquement par le portail" in texte
    assert not re.search(r"\n{4,}", texte)


def liens(settings, texte, page):
    """Text and HTML lead to the same pages, all of them the portal's."""
    du_texte = set(LIEN.findall(texte))
    assert du_texte == {html.unescape(lien) for lien in re.findall(r'href="([^"]+)"', page)}
    assert all(lien.startswith(settings.URL_PORTAIL) for lien in du_texte)
    assert not ADRESSE.search(" ".join(du_texte))


def porte(corps):
    """Which secrets and identifiers of the base, or of a link, are in a text."""
    compact = re.sub(
        r"[\s\u00a0]|<[^>]+>", "", html.unescape(LIEN.sub("", re.sub(r'href="[^"]+"', "", corps)))
    )
    connus = {
        "identifiant": Utilisateur.objects.values_list("identifiant", flat=True),
        "matricule": Organisme.objects.values_list("matricule", flat=True),
        "contrat": Contrat.objects.values_list("numero", flat=True),
    }
    trouves = {sorte for sorte, valeurs in connus.items() if any(v in compact for v in valeurs)}
    return trouves | ({"jeton"} if JETON.search(corps) else set())
