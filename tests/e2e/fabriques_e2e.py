"""An organisme of the test's own, its certification, and sample files in its name."""

from __future__ import annotations

import csv
import json
import random
import re
import uuid
from dataclasses import dataclass
from pathlib import Path

from portail_reel import Portail
from stdnum import luhn


@dataclass(frozen=True)
class OrganismeNeuf:
    """What a gestionnaire types, then the numbers that the portal gives."""

    siret: str
    raison_sociale: str
    email: str
    certification: str
    matricule: str = ""
    contrat: str = ""


def organisme() -> OrganismeNeuf:
    """An organisme that nobody knows yet."""
    hasard = random.SystemRandom()
    siren = f"{hasard.randrange(10**7, 10**8)}"
    siren += luhn.calc_check_digit(siren)
    tete = siren + f"{hasard.randrange(1, 10**4):04d}"
    jeton = uuid.uuid4().hex[:8]
    return OrganismeNeuf(
        siret=tete + luhn.calc_check_digit(tete),
        raison_sociale=f"Campus des Essais {jeton}",
        email=f"ines.le-goff.{jeton}@campus.exemple",
        certification=f"RNCP98{hasard.randrange(1000, 10000)}",
    )


def charger_certification(portail: Portail, entite: OrganismeNeuf, dossier: Path) -> None:
    """Import a référentiel that gives the organisme one certification, as an operator does."""
    modele = portail.dossier / "demo" / "referentiel.csv"
    with modele.open(encoding="utf-8", newline="") as source:
        lecteur = csv.DictReader(source, delimiter=";")
        colonnes, ligne = lecteur.fieldnames, next(lecteur)
    ligne |= {"code": entite.certification, "siret": entite.siret, "nom": entite.raison_sociale}
    fichier = dossier / "referentiel.csv"
    with fichier.open("w", encoding="utf-8", newline="") as sortie:
        redacteur = csv.DictWriter(sortie, colonnes, delimiter=";")
        redacteur.writeheader()
        redacteur.writerow(ligne)
    portail.commande("referentiel", "importer", str(fichier))


def adapter(portail: Portail, rang: int, entite: OrganismeNeuf, dossier: Path) -> tuple[Path, dict]:
    """A sample of the demonstration in the name of the organisme; what it announces does not change."""
    source = min((portail.dossier / "demo" / "echantillons").glob(f"{rang}-*.xml"))
    texte = source.read_text(encoding="utf-8")
    ancien = re.search(r"<cpf:idClient>([^<]+)<", texte)[1]
    texte = texte.replace(ancien, entite.matricule)
    texte = re.sub(r"(<cpf:idContrat>)[^<]+", rf"\g<1>{entite.contrat}", texte)
    texte = re.sub(r"(<cpf:code>)RNCP99\d+", rf"\g<1>{entite.certification}", texte)
    fichier = dossier / f"échantillon {rang} – {entite.matricule}.xml"
    fichier.write_text(texte, encoding="utf-8")
    return fichier, json.loads(source.with_suffix(".attendu.json").read_text(encoding="utf-8"))


def au_nom_d_un_autre(fichier: Path, deposant: str, certificateur: str) -> Path:
    """The same file, sent by a déposant in the name of the certificateur that it names."""
    texte = fichier.read_text(encoding="utf-8").replace(certificateur, deposant, 1)
    assert texte.index(deposant) < texte.index(certificateur)
    fichier.write_text(texte.replace(">CERTIFICATEUR<", ">TIERS_CONFIANCE<"), encoding="utf-8")
    return fichier
