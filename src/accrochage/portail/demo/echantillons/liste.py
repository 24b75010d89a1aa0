"""The samples on disk."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Echantillon:
    """A file to deposit from the account of ``matricule``, and what its report must say.

    ``attendu`` is a JSON file: ``{"statut", "acceptes": [idTechnique], "refuses": {idTechnique:
    [codes]}, "avertissements": {idTechnique: [codes]}, "fichier": [codes]}``.
    """

    nom: str
    description: str
    matricule: str
    chemin: Path
    attendu: Path


def lister(dossier: Path) -> list[Echantillon]:
    """Return the samples in the order in which one tries them; empty before the first load."""
    return [
        Echantillon(
            nom=fiche["nom"],
            description=fiche["description"],
            matricule=fiche["matricule"],
            chemin=dossier / f"{fiche['nom']}.xml",
            attendu=dossier / f"{fiche['nom']}.attendu.json",
        )
        for fiche in lire_index(dossier).get("fichiers", [])
    ]


def lire_index(dossier: Path) -> dict[str, Any]:
    """Return ``{"jour", "fichiers"}``, empty before the first load."""
    index = dossier / "index.json"
    if not index.exists():
        return {}
    lu: dict[str, Any] = json.loads(index.read_text(encoding="utf-8"))
    return lu
