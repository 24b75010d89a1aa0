"""A passage that no rule has anything to say about, and ways to spoil it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from accrochage.flux.model import (
    Certification,
    CodeInseeNaissance,
    CodePostalNaissance,
    DossierFormation,
    IdentifiantNational,
    ModalitesInscription,
    Passage,
    Titulaire,
)
from accrochage.flux.reference import tables
from accrochage.flux.rules import Contexte, controler_passage

AUJOURDHUI = date(2026, 11, 23)

PERSONNE = Titulaire(
    nom_naissance="MOREAU",
    nom_usage=None,
    prenom1="CAMILLE",
    annee_naissance=1990,
    mois_naissance=5,
    jour_naissance=12,
    sexe="F",
    code_commune_naissance=CodeInseeNaissance("69123"),
)
INSCRIPTION = ModalitesInscription(modalite_acces="CANDIDAT_LIBRE")
PASSAGE = Passage(
    id_technique="2026-0001",
    obtention_certification="PAR_ADMISSION",
    donnee_certifiee=True,
    date_debut_validite=date(2026, 10, 5),
    date_fin_validite=None,
    presence_niveau_langue_euro=False,
    presence_niveau_numerique_euro=False,
    scoring=None,
    mention_validee="SANS_MENTION",
    modalites_inscription=INSCRIPTION,
    identification_titulaire=PERSONNE,
)


def contexte(**changements: Any) -> Contexte:
    valeurs: dict[str, Any] = {
        "aujourdhui": AUJOURDHUI,
        "tables": tables(),
        "certification": Certification("RNCP", "RNCP34567"),
        "emetteur": "12ABC345",
    }
    return Contexte(**valeurs | changements)


def passage(**changements: Any) -> Passage:
    return replace(PASSAGE, **changements)


def personne(**changements: Any) -> Passage:
    """A passage whose holder differs from the clean one."""
    return passage(identification_titulaire=replace(PERSONNE, **changements))


def nee_a(code_insee: str, **changements: Any) -> Passage:
    return personne(code_commune_naissance=CodeInseeNaissance(code_insee), **changements)


def nee_au_code_postal(code_postal: str | None, **changements: Any) -> Passage:
    return personne(code_commune_naissance=CodePostalNaissance(code_postal), **changements)


def avec_nir(nir: str, nom: str = "MOREAU", **changements: Any) -> Passage:
    return passage(identification_titulaire=IdentifiantNational(nir, nom), **changements)


def avec_dossier(id_dossier: str = "123456", nom: str = "MOREAU", prenom: str = "CAMILLE") -> Passage:
    return passage(identification_titulaire=DossierFormation(id_dossier, nom, prenom))


def codes(quel: Passage, **changements: Any) -> list[str]:
    return [constat.code for constat in controler_passage(quel, contexte(**changements))]
