"""What a passage gives to search with: the criteria of the published cascade (``matching.md``).

1. birth name + first name + sex + year; 2. + month and day; 3. + commune and every optional datum
sent. With a NIR: NIR + birth name. With a CPF file number: number + name + first name.
"""

from __future__ import annotations

from dataclasses import dataclass

from accrochage.flux.model import (
    CodeInseeNaissance,
    DossierFormation,
    IdentifiantNational,
    Passage,
    Titulaire,
)
from accrochage.matching.lieux import Lieux, cle_pays
from accrochage.matching.normalisation import cle


@dataclass(frozen=True, slots=True)
class CritereTrivial:
    """A look-up that must not be made: ``champ`` is empty once normalised, so it designates nobody."""

    champ: str


@dataclass(frozen=True, slots=True)
class CriteresEtatCivil:
    """Keys of the three passes. ``None`` and empty: not sent, not compared.

    ``lieux`` are the keys of the places that the sent code may mean (several for a postal code);
    ``pays`` is None when no country was sent and the birthplace does not name one.
    """

    nom: str
    prenom1: str
    sexe: str
    annee: int
    mois: int | None
    jour: int | None
    lieux: tuple[str, ...]
    pays: str | None
    prenom2: str
    prenom3: str
    usage: str


@dataclass(frozen=True, slots=True)
class CriteresNir:
    """NIR (13 characters) and birth name."""

    nir: str
    nom: str

    def __repr__(self) -> str:
        """Keep the NIR out of every trace."""
        return "CriteresNir(…)"


@dataclass(frozen=True, slots=True)
class CriteresDossier:
    """CPF file number, name and first name."""

    id_dossier: str
    nom: str
    prenom: str


Criteres = CriteresEtatCivil | CriteresNir | CriteresDossier


def criteres(passage: Passage, lieux: Lieux) -> Criteres | CritereTrivial:
    """Return what to search with, or the field that makes the look-up impossible."""
    identite = passage.identification_titulaire
    match identite:
        case IdentifiantNational():
            return _nir(identite)
        case DossierFormation():
            return _dossier(identite)
        case Titulaire():
            return _etat_civil(identite, lieux)


def _nir(identite: IdentifiantNational) -> Criteres | CritereTrivial:
    nom, nir = cle(identite.nom_naissance), "".join(identite.nir.split()).upper()
    if not nir or not nir.strip("0"):
        return CritereTrivial("nir")
    return CriteresNir(nir, nom) if nom else CritereTrivial("nomNaissance")


def _dossier(identite: DossierFormation) -> Criteres | CritereTrivial:
    numero, nom, prenom = (
        "".join(identite.id_dossier.split()).upper(),
        cle(identite.nom_titulaire),
        cle(identite.prenom1_titulaire),
    )
    if not numero.strip("0-"):
        return CritereTrivial("idDossier")
    if not nom or not prenom:
        return CritereTrivial("prenom1Titulaire" if nom else "nomTitulaire")
    return CriteresDossier(numero, nom, prenom)


def _etat_civil(identite: Titulaire, lieux: Lieux) -> Criteres | CritereTrivial:
    nom, prenom = cle(identite.nom_naissance), cle(identite.prenom1)
    if not nom or not prenom:
        return CritereTrivial("prenom1" if nom else "nomNaissance")
    lieu = identite.code_commune_naissance
    if isinstance(lieu, CodeInseeNaissance):
        places = lieux.cles(lieu.code_insee)
    else:
        places = lieux.cles_postales(lieu.code_postal)
    return CriteresEtatCivil(
        nom=nom,
        prenom1=prenom,
        sexe=identite.sexe,
        annee=identite.annee_naissance,
        mois=identite.mois_naissance,
        jour=identite.jour_naissance,
        lieux=places,
        pays=cle_pays(identite.code_pays_naissance) if identite.code_pays_naissance else None,
        prenom2=cle(identite.prenom2),
        prenom3=cle(identite.prenom3),
        usage=cle(identite.nom_usage),
    )
