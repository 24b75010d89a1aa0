"""Time the import of a published référentiel: 40,000 fiches, 60,000 rows of holders, then the same again.

Beside it, on the same rows and the same embedded PostgreSQL, the plain way: read with ``csv``, write with
the ORM's ``bulk_create``. Times include the start of PostgreSQL and of Django, which a third command
shows alone. The last line of the output is JSON.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
import tempfile
from pathlib import Path

from stdnum import luhn

from mesure import Commande, duree, pic_memoire

ENTETE = [
    *("Id_Fiche", "Numero_Fiche", "Intitule", "Abrege_Libelle", "Abrege_Intitule"),
    *("Nomenclature_Europe_Niveau", "Nomenclature_Europe_Intitule"),
    *("Accessible_Nouvelle_Caledonie", "Accessible_Polynesie_Francaise"),
    *("Date_dernier_jo", "Date_Decision", "Date_Fin_Enregistrement", "Date_Effet"),
    *("Type_Enregistrement", "Validation_Partielle", "Actif"),
]
PAIR = """
import csv, pathlib, sys
from accrochage.portail.referentiel.models import Certification, Detention
dossier = pathlib.Path({dossier!r})
Detention.objects.all().delete(); Certification.objects.all().delete()
with open(next(dossier.glob("*Standard*")), encoding="utf-8-sig", newline="") as f:
    fiches = [Certification(code=l["Numero_Fiche"], type=l["Numero_Fiche"][:2].replace("RN", "RNCP"),
        intitule=l["Intitule"], active=l["Actif"] == "ACTIVE") for l in csv.DictReader(f, delimiter=";")]
Certification.objects.bulk_create(fiches, batch_size=2000)
cles = dict(Certification.objects.values_list("code", "pk"))
with open(next(dossier.glob("*Certificateurs*")), encoding="utf-8-sig", newline="") as f:
    Detention.objects.bulk_create([Detention(certification_id=cles[l["Numero_Fiche"]],
        siret=l["Siret_Certificateur"], nom=l["Nom_Certificateur"])
        for l in csv.DictReader(f, delimiter=";")],
        batch_size=2000, ignore_conflicts=True)
"""


def siret(hasard: random.Random) -> str:
    tete = f"{hasard.randrange(1, 10**8):08d}"
    tete += luhn.calc_check_digit(tete)
    tete += f"{hasard.randrange(1, 10**4):04d}"
    return tete + luhn.calc_check_digit(tete)


def generer(dossier: Path, fiches: int, detenteurs: int) -> None:
    hasard = random.Random(1)
    codes = [f"{'RS' if n % 5 == 0 else 'RNCP'}{n}" for n in range(1, fiches + 1)]
    with (dossier / "export_fiches_CSV_Standard_2026_11_01.csv").open("w", newline="") as sortie:
        redacteur = csv.writer(sortie, delimiter=";", quoting=csv.QUOTE_ALL)
        redacteur.writerow(ENTETE)
        for rang, code in enumerate(codes):
            intitule = f"Responsable d’essais et de mesures, option {rang} : conduite et contrôle"
            actif = "ACTIVE" if rang % 3 else "INACTIVE"
            redacteur.writerow(
                [rang, code, intitule, *[""] * 8, "31/12/2027", "01/01/2022", "", "Non", actif]
            )
    organismes = [siret(hasard) for _ in range(6_000)]
    with (dossier / "export_fiches_CSV_Certificateurs_2026_11_01.csv").open("w", newline="") as sortie:
        redacteur = csv.writer(sortie, delimiter=";", quoting=csv.QUOTE_ALL)
        redacteur.writerow(["Numero_Fiche", "Siret_Certificateur", "Nom_Certificateur"])
        for _ in range(detenteurs):
            redacteur.writerow([hasard.choice(codes), hasard.choice(organismes), "Organisme d’essai"])


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--fiches", type=int, default=40_000)
    options.add_argument("--detenteurs", type=int, default=60_000)
    choix = options.parse_args()
    with tempfile.TemporaryDirectory() as temporaire:
        dossier = Path(temporaire) / "publication"
        dossier.mkdir()
        generer(dossier, choix.fiches, choix.detenteurs)
        environnement = {"ENVIRONNEMENT": "developpement", "DOSSIER_VAR": f"{temporaire}/var"}
        portail = [sys.executable, "-m", "accrochage.portail"]
        importer = Commande("import", [*portail, "referentiel", "importer", str(dossier)], environnement)
        pair = Commande("pair", [*portail, "shell", "-c", PAIR.format(dossier=str(dossier))], environnement)
        duree(Commande("préparation", [*portail, "migrate"], environnement))
        mesures = {
            "demarrage": duree(Commande("rien", [*portail, "check"], environnement)).secondes,
            "orm": duree(pair).secondes,
        }
        vider = "from accrochage.portail.referentiel.models import *; Certification.objects.all().delete()"
        duree(Commande("vider", [*portail, "shell", "-c", vider], environnement))
        mesures["premier"] = duree(importer).secondes
        mesures["second_sans_changement"] = duree(importer).secondes
        memoire = pic_memoire(importer)
    for nom, secondes in mesures.items():
        print(f"{nom:24} {secondes:6.2f} s")
    print(f"mémoire (PSS, PostgreSQL compris) : {memoire:.0f} Mo")
    arrondies = {nom: round(secondes, 2) for nom, secondes in mesures.items()}
    rapport = round(mesures["premier"] / mesures["orm"], 2)
    print(json.dumps({**arrondies, "rapport": rapport, "memoire_mo": round(memoire, 1)}))


if __name__ == "__main__":
    main()
