"""Making the passages of a sample, and keeping what its report must say of each."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from accrochage.flux.model import (
    Certification,
    CertificationPassages,
    CodeInseeNaissance,
    DossierFormation,
    Enveloppe,
    Flux,
    IdentifiantNational,
    Identification,
    ModalitesInscription,
    Passage,
    Titulaire,
)
from accrochage.flux.writing import ecrire
from accrochage.matching.synthese import PersonneSynthetique
from accrochage.portail.demo.echantillons import personnes
from accrochage.portail.demo.referentiel import Fiche

PAR_FICHIER = 100
"""Persons set aside for each sample; the last one may take all that remain."""
DELIVRANCE = timedelta(days=30)


@dataclass(slots=True)
class Attendu:
    """What the report must say. Codes are in the order of the passage's findings."""

    statut: str = "SUCCES"
    acceptes: list[str] = field(default_factory=list)
    refuses: dict[str, list[str]] = field(default_factory=dict)
    avertissements: dict[str, list[str]] = field(default_factory=dict)
    fichier: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Atelier:
    """Where one sample of one certificateur is made. ``serie`` keeps the persons of both apart.

    ``emetteur`` is the matricule of the déposant that sends it, when it is not the certificateur.
    """

    matricule: str
    contrat: str
    fiches: tuple[Fiche, ...]
    autres: tuple[Fiche, ...]
    jour: date
    rang: int
    serie: int
    emetteur: str = ""
    attendu: Attendu = field(default_factory=Attendu)
    _servies: int = 0
    _passages: int = 0

    @property
    def en_cours(self) -> Fiche:
        """A certification that may be delivered today."""
        return next(f for f in self.fiches if not f.limite)

    @property
    def finie(self) -> Fiche:
        """A certification whose delivery has ended."""
        return next(f for f in self.fiches if f.limite)

    @property
    def delivrance(self) -> date:
        """Day of delivery: recent, so nothing is late."""
        return self.jour - DELIVRANCE

    def personne(self) -> PersonneSynthetique:
        """Return the next person whom pass 1 finds; nobody is in two samples."""
        numero = self.serie * personnes.PAR_SERIE + self.rang * PAR_FICHIER + self._servies
        self._servies += 1
        return personnes.seules()[numero]

    def passage(self, identification: Identification | None = None, **champs: Any) -> Passage:
        """Return a passage without fault, for the next person unless told otherwise."""
        self._passages += 1
        passage = Passage(
            id_technique=f"DEMO-{self.jour:%Y%m%d}-{self.rang + 1}-{self._passages:04d}",
            obtention_certification="PAR_ADMISSION",
            donnee_certifiee=True,
            date_debut_validite=self.delivrance,
            date_fin_validite=None,
            presence_niveau_langue_euro=False,
            presence_niveau_numerique_euro=False,
            scoring=None,
            mention_validee="SANS_MENTION",
            modalites_inscription=ModalitesInscription(modalite_acces="CANDIDAT_LIBRE"),
            identification_titulaire=identification or titulaire(self.personne()),
        )
        return replace(passage, **champs)

    def accepte(self, passage: Passage, *avertissements: str) -> Passage:
        """Expect the passage to be accepted, with these warnings."""
        self.attendu.acceptes.append(passage.id_technique)
        if avertissements:
            self.attendu.avertissements[passage.id_technique] = list(avertissements)
        return passage

    def refuse(self, passage: Passage, *codes: str) -> Passage:
        """Expect the passage to be refused, with these codes."""
        self.attendu.statut = "ERREURS"
        self.attendu.refuses[passage.id_technique] = list(codes)
        return passage

    def bons(self, nombre: int) -> list[Passage]:
        """Return passages that are all accepted."""
        return [self.accepte(self.passage()) for _ in range(nombre)]

    def fichier(self, *certifications: CertificationPassages, **enveloppe: Any) -> bytes:
        """Write the deposit file; ``enveloppe`` replaces what a well-made one says."""
        graine = f"{self.matricule}/{self.jour}/{self.rang}"
        tete = Enveloppe(
            id_flux=str(uuid.uuid5(uuid.NAMESPACE_URL, graine)),
            horodatage=f"{self.jour.isoformat()}T08:00:00+01:00",
            emetteur_id_client=self.emetteur or self.matricule,
            certificateur_id_client=self.matricule,
            certificateur_id_contrat=self.contrat,
            certifications=tuple(c.certification for c in certifications),
        )
        return ecrire(Flux(replace(tete, **enveloppe), certifications))


def certification(
    code: str, passages: Iterable[Passage], *, index: int = 0, type_: str = "", nature: str = "CERTIFICATEUR"
) -> CertificationPassages:
    """Return passages under a certification; the type is that of the code's prefix unless given."""
    deduit = "RS" if code.startswith("RS") else "RNCP"
    return CertificationPassages(
        Certification(type=type_ or deduit, code=code, nature_deposant=nature, index=index),
        tuple(passages),
    )


def titulaire(p: PersonneSynthetique, **champs: Any) -> Titulaire:
    """Return the civil status of a person, as the register has it."""
    identite = Titulaire(
        nom_naissance=p.nom_naissance,
        # A usage name equal to the birth name, as chance makes some, would earn a warning.
        nom_usage=p.nom_usage if p.nom_usage not in {"", p.nom_naissance} else None,
        prenom1=p.prenom1,
        prenom2=p.prenom2 or None,
        annee_naissance=p.annee,
        mois_naissance=p.mois,
        jour_naissance=p.jour,
        sexe=p.sexe,
        code_commune_naissance=CodeInseeNaissance(p.code_insee),
        code_pays_naissance=p.code_pays or None,
    )
    return replace(identite, **champs)


def par_nir(p: PersonneSynthetique, **champs: Any) -> IdentifiantNational:
    """Identify a person by NIR."""
    return replace(IdentifiantNational(nir=p.nir, nom_naissance=p.nom_naissance), **champs)


def par_dossier(numero: str, p: PersonneSynthetique) -> DossierFormation:
    """Identify a person by the number of a training file."""
    return DossierFormation(
        id_dossier=numero, nom_titulaire=p.nom_naissance[:30], prenom1_titulaire=p.prenom1[:20]
    )


def gater(octets: bytes, passage: Passage, element: str, valeur: str) -> bytes:
    """Replace in one passage the content of the first ``element``: what no model can hold."""
    texte = octets.decode()
    debut = texte.index(f">{passage.id_technique}<")
    motif = re.compile(rf"(<(?:\w+:)?{element}>)[^<]*(</)")
    reste, nombre = motif.subn(rf"\g<1>{valeur}\g<2>", texte[debut:], count=1)
    if nombre != 1:
        raise ValueError(f"no {element} in this passage")
    return (texte[:debut] + reste).encode()
