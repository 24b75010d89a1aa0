"""Requests to be known, for tests: who asks, and how far the request went."""

from __future__ import annotations

import re

import fabriques

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.organismes.enums import NatureDeposant
from accrochage.portail.organismes.services import demandes

CHARLES = {"nom": "Cordier", "prenom": "Charles", "email": "Charles@Exemple.test", "fonction": "Directeur"}


def declare(siret="", raison_sociale="Prestataire Nommé", nature=NatureDeposant.PRESTATAIRE):
    return demandes.Deposant(siret or fabriques.siret(), raison_sociale, nature)


def deposer(**champs):
    valeurs = {
        "siret": fabriques.siret(),
        "raison_sociale": "Institut des Demandes",
        "contact": CHARLES,
        "certifications": ["RNCP1"],
        "depose_elle_meme": True,
        "deposants": [],
        "adresse": "192.0.2.1",
        **champs,
    }
    return demandes.deposer_demande(**valeurs)


def jeton():
    texte = Courriel.objects.filter(gabarit="demande_lien").latest("id").texte
    return re.search(r"https?://\S+/([^/\s]{40,})/", texte)[1]


def confirmee(**champs):
    deposer(**champs)
    return demandes.confirmer(jeton=jeton(), adresse="192.0.2.1")
