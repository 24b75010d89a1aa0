"""Invented certifications: current, ended, and held by one or the other certificateur."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from accrochage.portail.demo.personnages import SIRET_EN_ATTENTE, SIRET_INSCRIT
from accrochage.portail.referentiel.importation import COLONNES, importer


@dataclass(frozen=True, slots=True)
class Fiche:
    """One invented certification; ``limite`` is the last day on which it may be delivered."""

    code: str
    intitule: str
    siret: str
    debut: str = "2021-01-01"
    limite: str = ""


# Numbers far above those in use, so that nobody takes them for real ones.
FICHES = (
    Fiche("RNCP990001", "Titre fictif : conseiller en jardins partagés", SIRET_INSCRIT),
    Fiche("RNCP990002", "Titre fictif : technicien de cartes anciennes", SIRET_INSCRIT, limite="2023-12-31"),
    Fiche("RS990003", "Certificat fictif : lire un plan de ville", SIRET_INSCRIT),
    Fiche("RNCP990004", "Titre fictif : gardien de phare numérique", SIRET_EN_ATTENTE),
    Fiche("RNCP990005", "Titre fictif : relieur de registres", SIRET_EN_ATTENTE, limite="2023-12-31"),
    Fiche("RS990006", "Certificat fictif : nœuds et cordages", SIRET_EN_ATTENTE),
)
INCONNUE = "RNCP999999"


def charger(fichier: Path) -> None:
    """Write the file of certifications and import it, as an operator does. Twice changes nothing."""
    with fichier.open("w", encoding="utf-8", newline="") as sortie:
        redacteur = csv.DictWriter(sortie, COLONNES, delimiter=";", restval="")
        redacteur.writeheader()
        for fiche in FICHES:
            redacteur.writerow({
                "code": fiche.code,
                "intitule": fiche.intitule,
                "active": "oui",
                "date_debut": fiche.debut,
                "date_limite_delivrance": fiche.limite,
                "siret": fiche.siret,
                "nom": "Organisme fictif",
            })  # fmt: skip
    importer(fichier)
