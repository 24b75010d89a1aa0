"""Writing the samples of both certificateurs and of the déposant, from the demonstration's register."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, timedelta
from pathlib import Path

from django.utils import timezone

from accrochage.portail.demo.echantillons.composition import Atelier
from accrochage.portail.demo.echantillons.liste import lire_index
from accrochage.portail.demo.echantillons.recettes import DU_DEPOSANT, RANG_DU_DEPOSANT, RECETTES, Recette
from accrochage.portail.demo.personnages import Distribution, contrat_de
from accrochage.portail.demo.referentiel import FICHES
from accrochage.portail.organismes.models import Organisme

PEREMPTION = timedelta(days=30)
"""The files speak of deliveries of last month: after this they are made anew."""


def ecrire(dossier: Path, distribution: Distribution) -> None:
    """Write the files of both certificateurs and that of the déposant, unless fresh ones are there."""
    jour = timezone.localdate()
    connu = lire_index(dossier).get("jour")
    if connu and jour - date.fromisoformat(connu) < PEREMPTION:
        return
    dossier.mkdir(parents=True, exist_ok=True)
    fiches = [
        _ecrire_un(dossier, recette, _atelier(organisme, serie=serie, rang=rang, jour=jour))
        for serie, organisme in enumerate((distribution.inscrit, distribution.en_attente))
        for rang, recette in enumerate(RECETTES)
    ]
    atelier = _atelier(distribution.inscrit, serie=0, rang=RANG_DU_DEPOSANT, jour=jour)
    atelier.emetteur = distribution.deposant.matricule
    fiches.append(_ecrire_un(dossier, DU_DEPOSANT, atelier))
    provisoire = dossier / "index.nouveau"
    provisoire.write_text(json.dumps({"jour": jour.isoformat(), "fichiers": fiches}), encoding="utf-8")
    provisoire.replace(dossier / "index.json")


def _atelier(organisme: Organisme, *, serie: int, rang: int, jour: date) -> Atelier:
    return Atelier(
        matricule=organisme.matricule,
        contrat=contrat_de(organisme).numero,
        fiches=tuple(f for f in FICHES if f.siret == organisme.siret),
        autres=tuple(f for f in FICHES if f.siret != organisme.siret),
        jour=jour,
        rang=rang,
        serie=serie,
    )


def _ecrire_un(dossier: Path, recette: Recette, atelier: Atelier) -> dict[str, str]:
    depositaire = atelier.emetteur or atelier.matricule
    nom = f"{recette.nom}-{depositaire.lower()}"
    (dossier / f"{nom}.xml").write_bytes(recette.composer(atelier))
    attendu = json.dumps(asdict(atelier.attendu), ensure_ascii=False, indent=1)
    (dossier / f"{nom}.attendu.json").write_text(attendu, encoding="utf-8")
    return {"nom": nom, "description": recette.description, "matricule": depositaire}
