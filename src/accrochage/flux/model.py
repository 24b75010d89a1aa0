"""What a deposit file says, once read: frozen values, named as the format names them.

An element that is absent and an element that is ``xsi:nil`` are both ``None``: for every
element the schema lets only one of the two stand (nillable elements are required), so the
writer knows which of them to write. Source: ``flux-format.md`` §1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Action(StrEnum):
    """What a flux asks for; an absent ``action`` element means CREATION."""

    CREATION = "CREATION"
    SUPPRESSION = "SUPPRESSION"


@dataclass(frozen=True, slots=True)
class ResultatNumerique:
    """One DigComp competence: level 1..8, domain and competence of one character each."""

    niveau: int | None = None
    domaine_competence_id: str | None = None
    competence_id: str | None = None


@dataclass(frozen=True, slots=True)
class NiveauNumerique:
    """``niveauNumeriqueEuropeen``; ``resultats`` is None when the element is absent."""

    score_general: int | None = None
    resultats: tuple[ResultatNumerique, ...] | None = None


@dataclass(frozen=True, slots=True)
class ModalitesInscription:
    """How the person came to the certification."""

    modalite_acces: str | None = None
    voie_access_vae: str | None = None
    initiative_inscription: str | None = None
    date_inscription: date | None = None


@dataclass(frozen=True, slots=True)
class CodeInseeNaissance:
    """Birthplace by INSEE code (commune, or ``99xxx`` for a country)."""

    code_insee: str


@dataclass(frozen=True, slots=True)
class CodePostalNaissance:
    """Birthplace by postal code; ``None`` is the only way to say "unknown birthplace"."""

    code_postal: str | None


LieuNaissance = CodeInseeNaissance | CodePostalNaissance


@dataclass(frozen=True, slots=True)
class DossierFormation:
    """Identification by a CPF file number."""

    id_dossier: str
    nom_titulaire: str
    prenom1_titulaire: str


@dataclass(frozen=True, slots=True)
class IdentifiantNational:
    """Identification by NIR (13 characters, no key). Schema 1.1.5 only."""

    nir: str
    nom_naissance: str

    def __repr__(self) -> str:
        """Keep the NIR out of every trace and log."""
        return "IdentifiantNational(nir='*************', ...)"


@dataclass(frozen=True, slots=True)
class Titulaire:
    """Identification by civil status: the certified person."""

    nom_naissance: str
    nom_usage: str | None
    prenom1: str
    annee_naissance: int
    mois_naissance: int | None
    jour_naissance: int | None
    sexe: str
    code_commune_naissance: LieuNaissance
    prenom2: str | None = None
    prenom3: str | None = None
    libelle_commune_naissance: str | None = None
    code_pays_naissance: str | None = None
    libelle_pays_naissance: str | None = None
    commentaires_men: str | None = None


Identification = DossierFormation | Titulaire | IdentifiantNational


@dataclass(frozen=True, slots=True)
class Passage:
    """One person, one certification (``passageCertification``)."""

    id_technique: str
    obtention_certification: str
    donnee_certifiee: bool
    date_debut_validite: date
    date_fin_validite: date | None
    presence_niveau_langue_euro: bool
    presence_niveau_numerique_euro: bool
    scoring: str | None
    mention_validee: str | None
    modalites_inscription: ModalitesInscription
    identification_titulaire: Identification
    url_preuve: str | None = None
    libelle_option: str | None = None
    date_debut_examen: date | None = None
    date_fin_examen: date | None = None
    modalite_passage_examen: str | None = None
    code_postal_centre_examen: str | None = None
    niveau_langue_europeen: str | None = None
    niveau_numerique_europeen: NiveauNumerique | None = None
    verbatim: str | None = None


@dataclass(frozen=True, slots=True)
class Certification:
    """A certification as the file names it, without its passages.

    ``index`` is its rank in the file, from 0 (the operator's messages quote it).
    """

    type: str
    code: str
    nature_deposant: str | None = None
    index: int = 0
    ligne: int | None = None


@dataclass(frozen=True, slots=True)
class Enveloppe:
    """All that a file says above its passages.

    ``horodatage`` is kept as written: its offset and form matter to the rules.
    """

    id_flux: str
    horodatage: str
    emetteur_id_client: str
    certificateur_id_client: str
    certificateur_id_contrat: str
    certifications: tuple[Certification, ...] = ()
    action: Action | None = None


@dataclass(frozen=True, slots=True)
class CertificationPassages:
    """A certification with its passages, in file order."""

    certification: Certification
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Flux:
    """A whole deposit in memory: for small files, examples, and what we write ourselves."""

    enveloppe: Enveloppe
    certifications: tuple[CertificationPassages, ...]
