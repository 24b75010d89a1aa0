"""Writing the samples of both certificateurs, from the demonstration's register."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from accrochage.portail.demo.echantillons.composition import Atelier
from accrochage.portail.demo.echantillons.liste import lire_index
from accrochage.portail.demo.echantillons.recettes import RECETTES
from accrochage.portail.demo.personnages import Distribution, contrat_de
from accrochage.portail.demo.referentiel import FICHES
from accrochage.portail.organismes.models import Organisme

PEREMPTION = timedelta(days=30)
"""The files speak of deliveries of last month: after this they are made anew."""


def ecrire(dossier: Path, distribution: Distribution) -> None:
    """Write the files of both certificateurs, unless fresh ones are there."""
    jour = timezone.localdate()
    connu = lire_index(dossier).get("jour")
    if connu and jour - date.fromisoformat(connu) < PEREMPTION:
        return
    dossier.mkdir(parents=True, exist_ok=True)
    fiches = [
        _ecrire_un(dossier, organisme, serie=serie, rang=rang, jour=jour)
        for serie, organisme in enumerate((distribution.inscrit, distribution.en_attente))
        for rang in range(len(RECETTES))
    ]
    provisoire = dossier / "index.nouveau"
    provisoire.write_text(json.dumps({"jour": jour.isoformat(), "fichiers": fiches}), encoding="utf-8")
    provisoire.replace(dossier / "index.json")


def _ecrire_un(dossier: Path, organisme: Organisme, *, serie: int, rang: int, jour: date) -> dict[str, str]:
    recette = RECETTES[rang]
    atelier = Atelier(
        matricule=organisme.matricule,
        contrat=contrat_de(organisme).numero,
        fiches=tuple(f for f in FICHES if f.siret == organisme.siret),
        autres=tuple(f for f in FICHES if f.siret != organisme.siret),
        jour=jour,
        rang=rang,
        serie=serie,
    )
    nom = f"{recette.nom}-{organisme.matricule.lower()}"
    (dossier / f"{nom}.xml").write_bytes(recette.composer(atelier))
    attendu = json.dumps(asdict(atelier.attendu), ensure_ascii=False, indent=1)
    (dossier / f"{nom}.attendu.json").write_text(attendu, encoding="utf-8")
    return {"nom": nom, "description": recette.description, "matricule": organisme.matricule}
