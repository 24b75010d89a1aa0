"""Tables of a published référentiel, for tests."""

from __future__ import annotations

import csv
import io

ENTETE_FICHES = [
    *("Id_Fiche", "Numero_Fiche", "Intitule", "Abrege_Libelle", "Abrege_Intitule"),
    *("Nomenclature_Europe_Niveau", "Nomenclature_Europe_Intitule"),
    *("Accessible_Nouvelle_Caledonie", "Accessible_Polynesie_Francaise"),
    *("Date_dernier_jo", "Date_Decision", "Date_Fin_Enregistrement", "Date_Effet"),
    *("Type_Enregistrement", "Validation_Partielle", "Actif"),
]
ENTETE_DETENTEURS = ["Numero_Fiche", "Siret_Certificateur", "Nom_Certificateur"]
FICHE = {
    "Id_Fiche": "1",
    "Numero_Fiche": "RNCP100",
    "Intitule": "Technicien « d’essai » ; niveau 5",
    "Date_Fin_Enregistrement": "31/12/2027",
    "Date_Effet": "01/02/2022",
    "Actif": "ACTIVE",
}


def table(entete, *lignes):
    sortie = io.StringIO()
    redacteur = csv.DictWriter(sortie, entete, delimiter=";", quoting=csv.QUOTE_ALL, restval="")
    redacteur.writeheader()
    redacteur.writerows(lignes)
    return sortie.getvalue()


def detenteur(code, numero, nom="Lycée Exemple"):
    return {"Numero_Fiche": code, "Siret_Certificateur": numero, "Nom_Certificateur": nom}
