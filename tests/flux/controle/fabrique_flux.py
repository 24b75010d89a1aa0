"""Files of many passages, written by the real writer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from accrochage.flux.controle import Controle
from accrochage.flux.findings import Constat
from accrochage.flux.model import (
    Certification,
    CodeInseeNaissance,
    Enveloppe,
    ModalitesInscription,
    Passage,
    Titulaire,
)
from accrochage.flux.writing import EcrivainFlux

AUJOURDHUI = date(2026, 11, 23)
ENVELOPPE = Enveloppe(
    id_flux="7f3c1c52-7f0e-4b3a-9d0a-3a4d8f0e9b11",
    horodatage="2026-11-20T10:00:00+01:00",
    emetteur_id_client="12ABC345",
    certificateur_id_client="99ZZZ999",
    certificateur_id_contrat="MCFCER000123",
)
RNCP = Certification("RNCP", "RNCP34567")
RS = Certification("RS", "RS5893")
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
    modalites_inscription=ModalitesInscription(modalite_acces="CANDIDAT_LIBRE"),
    identification_titulaire=PERSONNE,
)


def prenom(numero: int) -> str:
    """A first name for each number, in letters: digits in a name are a finding."""
    lettres = ""
    while numero or not lettres:
        numero, reste = divmod(numero, 26)
        lettres += chr(65 + reste)
    return f"LÉA-{lettres}"


def passage(numero: int, **changements) -> Passage:
    """A passage that no rule speaks of, of another person for each number."""
    personne = replace(PERSONNE, prenom1=prenom(numero))
    return replace(
        PASSAGE, id_technique=f"2026-{numero:06}", identification_titulaire=personne, **changements
    )


def ecrire(chemin: Path, *groupes: tuple[Certification, Iterable[Passage]]) -> Path:
    with chemin.open("wb") as sortie, EcrivainFlux(sortie, ENVELOPPE) as ecrivain:
        for certification, passages in groupes:
            ecrivain.certification(certification)
            for un in passages:
                ecrivain.passage(un)
    return chemin


def constats_de(chemin: Path, **options) -> list[Constat]:
    """Every finding of the file, in the order in which they come."""
    constats: list[Constat] = []
    with Controle(chemin, aujourdhui=AUJOURDHUI, **options) as controle:
        controle.bilan(constats.append)
    return constats
