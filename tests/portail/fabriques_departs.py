"""Requests after a departure, for tests: who asks, and how far the request went."""

from __future__ import annotations

import re

from fabriques_pieces import PDF, flux

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.organismes.services import departs

PAULE = {
    "nom": "Petit",
    "prenom": "Paule",
    "email": "Paule@Exemple.test",
    "fonction": "Directrice",
    "explication": "Partie en juin, personne ne la remplace.",
}


def deposer(compte, *, piece=PDF, adresse="192.0.2.1", **champs):
    valeurs = {**PAULE, "piece": flux(piece), "piece_nom": "../lettre\x00.pdf", "adresse": adresse, **champs}
    return departs.deposer_demande(compte=compte, **valeurs)


def jeton(gabarit="depart_lien"):
    texte = Courriel.objects.filter(gabarit=gabarit).latest("id").texte
    return re.search(r"https?://\S+/([^/\s]{40,})/", texte)[1]


def confirmee(compte, **champs):
    deposer(compte, **champs)
    return departs.confirmer(jeton=jeton(), adresse="192.0.2.1")


def acceptee(compte, gestionnaire, **champs):
    return departs.accepter(demande=confirmee(compte, **champs), par=gestionnaire, adresse=None)


def fichiers(dossier):
    return sorted(f for f in dossier.rglob("*") if f.is_file())
