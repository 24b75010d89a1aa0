"""The dictionary says what the specification says, and says it well."""

import re

import pytest

from accrochage.flux.dictionary import RACINE, Champ, Groupe, Obligation, Simple, parcourir
from accrochage.flux.validation._valeurs import fautes_de_valeur

CHAMPS = dict(parcourir())
PASSAGE = (
    "flux/emetteur/certificateurs/certificateur/certifications/certification/passageCertifications/"
    "passageCertification"
)
TITULAIRE = f"{PASSAGE}/identificationTitulaire/titulaire"
tous = pytest.mark.parametrize("champ", CHAMPS.values(), ids=[chemin.split("/")[-1] for chemin in CHAMPS])


def noms(chemin: str) -> list[str]:
    return [champ.nom for champ in CHAMPS[chemin].type.champs]


def test_elements_stand_where_the_specification_says_and_in_its_order():
    assert noms("flux") == ["idFlux", "horodatage", "action", "emetteur"]
    assert noms(PASSAGE) == [
        *("idTechnique", "urlPreuve", "libelleOption", "obtentionCertification", "donneeCertifiee"),
        *("dateDebutExamen", "dateFinExamen", "modalitePassageExamen", "codePostalCentreExamen"),
        *("dateDebutValidite", "dateFinValidite", "presenceNiveauLangueEuro", "niveauLangueEuropeen"),
        *("presenceNiveauNumeriqueEuro", "niveauNumeriqueEuropeen", "scoring", "mentionValidee"),
        *("modalitesInscription", "identificationTitulaire", "verbatim"),
    ]
    assert noms(TITULAIRE) == [
        *("nomNaissance", "nomUsage", "prenom1", "prenom2", "prenom3", "anneeNaissance", "moisNaissance"),
        *("jourNaissance", "sexe", "codeCommuneNaissance", "libelleCommuneNaissance", "codePaysNaissance"),
        *("libellePaysNaissance", "commentairesMEN"),
    ]


def test_which_elements_may_be_nil():
    assert {champ.nom for champ in CHAMPS.values() if champ.nillable} == {
        *("dateFinValidite", "scoring", "mentionValidee", "modaliteAcces"),
        *("nomUsage", "moisNaissance", "jourNaissance", "codePostal"),
    }
    assert {champ.nom for champ in CHAMPS.values() if champ.obligation is Obligation.SAUF_NIL} == {
        champ.nom for champ in CHAMPS.values() if champ.nillable
    }


def test_what_is_new_in_1_1_5():
    assert {champ.nom for champ in CHAMPS.values() if champ.depuis == "1.1.5"} == {
        "action",
        "identifiantNational",
    }


LONGUEURS = {
    "idFlux": (1, 50),
    "idClient": (8, 8),
    "idContrat": (1, 20),
    "type": (1, 255),
    "code": (1, 100),
    "idTechnique": (1, 255),
    "urlPreuve": (1, 255),
    "libelleOption": (1, 255),
    "codePostalCentreExamen": (1, 9),
    "scoring": (1, 255),
    "verbatim": (1, 255),
    "domaineCompetenceId": (1, 1),
    "competenceId": (1, 1),
    "idDossier": (1, 13),
    "nomTitulaire": (1, 30),
    "prenom1Titulaire": (1, 20),
    "nomNaissance": (1, 60),
    "nomUsage": (1, 60),
    "prenom1": (1, 60),
    "prenom2": (1, 60),
    "prenom3": (1, 60),
    "codeInsee": (5, 5),
    "codePostal": (1, 9),
    "libelleCommuneNaissance": (1, 60),
    "codePaysNaissance": (3, 3),
    "libellePaysNaissance": (1, 60),
    "commentairesMEN": (1, 250),
}


def test_lengths_of_texts():
    trouvees = {
        champ.nom: (champ.type.longueur_min, champ.type.longueur_max)
        for champ in CHAMPS.values()
        if isinstance(champ.type, Simple) and champ.type.longueur_max
    }
    assert trouvees == LONGUEURS


def test_bounds_of_numbers():
    trouvees = {
        champ.nom: (champ.type.minimum, champ.type.maximum)
        for champ in CHAMPS.values()
        if isinstance(champ.type, Simple) and champ.type.maximum
    }
    assert trouvees == {
        "scoreGeneral": (1, 1000),
        "niveau": (1, 8),
        "anneeNaissance": (1900, 2099),
        "moisNaissance": (1, 12),
        "jourNaissance": (1, 31),
    }


@tous
def test_everything_is_labelled_and_explained(champ: Champ):
    assert 2 < len(champ.libelle) <= 40
    assert not champ.libelle.endswith(".")
    assert champ.aide.endswith(".")
    assert champ.divergence is None or champ.divergence.endswith(".")
    for prose in (champ.libelle, champ.aide, champ.divergence or ""):
        assert not re.search(r" [:;!?»]|« |\w'\w|  ", prose)


@tous
def test_examples_are_what_they_show(champ: Champ):
    if isinstance(champ.type, Groupe):
        assert champ.exemple is None
        assert champ.type.champs
    else:
        assert champ.type.regle()
        assert champ.exemple is None or list(fautes_de_valeur(champ.type, champ.exemple)) == []


def test_the_root_is_the_whole_file():
    assert next(iter(CHAMPS)) == "flux"
    assert CHAMPS["flux"] is RACINE


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [
        ("idClient", "8 caractères exactement"),
        ("competenceId", "1 caractère exactement"),
        ("idFlux", "de 1 à 50 caractères"),
        ("moisNaissance", "un nombre entier de 1 à 12"),
        ("donneeCertifiee", "true ou false"),
        ("sexe", "M, F"),
    ],
)
def test_a_type_says_in_words_what_it_expects(nom, attendu):
    champ = next(champ for champ in CHAMPS.values() if champ.nom == nom)
    assert champ.type.regle() == attendu
