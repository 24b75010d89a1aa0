"""Write a deposit file: the same bytes for the same values, always.

UTF-8, prefix ``cpf``, children in the order of the tables of ``flux-format.md`` §1, one element a
line and no indentation (it would be a third of the size that a file is allowed). Nothing is
checked here but that the text can stand in XML: what the schema refuses is written as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from types import TracebackType
from typing import BinaryIO, Self

from accrochage.flux.model import (
    Certification,
    CodeInseeNaissance,
    DossierFormation,
    Enveloppe,
    Flux,
    IdentifiantNational,
    Identification,
    LieuNaissance,
    ModalitesInscription,
    NiveauNumerique,
    Passage,
    ResultatNumerique,
    Titulaire,
)

ESPACE_DE_NOMS = "urn:cdc:cpf:pc5:schema:1.0.0"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"

_A_ECHAPPER = re.compile("[&<>\r]|[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ECHAPPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}

_AVANT_CERTIFICATIONS = ("emetteur", "certificateurs", "certificateur", "certifications")

Lignes = Iterator[str]


def ecrire(flux: Flux) -> bytes:
    """Return the file that says this flux.

    Raises ValueError when a text holds a character that XML cannot carry, or when the flux has
    no certification, or a certification no passage.
    """
    sortie = BytesIO()
    with EcrivainFlux(sortie, flux.enveloppe) as ecrivain:
        for certification in flux.certifications:
            ecrivain.certification(certification.certification)
            for passage in certification.passages:
                ecrivain.passage(passage)
    return sortie.getvalue()


class EcrivainFlux:
    """Write a file passage by passage, in constant memory, on a binary output that stays open.

    ``enveloppe.certifications`` is not read: call ``certification`` for each, then ``passage`` for
    each of its passages. Leaving the ``with`` block ends the file; leaving it by an exception
    leaves the file cut, so that nobody takes it for a whole one. Raises ValueError as ``ecrire``.
    """

    def __init__(self, sortie: BinaryIO, enveloppe: Enveloppe) -> None:
        self._sortie = sortie
        self._enveloppe = enveloppe
        self._ouverte = False
        self._vide = True

    def __enter__(self) -> Self:
        self._ecrire(_debut(self._enveloppe))
        return self

    def __exit__(
        self, genre: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        if genre is None:
            self._fermer_certification()
            if not self._ouverte:
                raise ValueError("a flux holds at least one certification")
            self._ecrire(_fermer(*reversed(("flux", *_AVANT_CERTIFICATIONS))))

    def certification(self, certification: Certification) -> None:
        """Open a certification; the one before it is closed."""
        self._fermer_certification()
        self._ouverte = self._vide = True
        self._ecrire(_certification(certification))

    def passage(self, passage: Passage) -> None:
        """Write one passage of the certification that is open."""
        if not self._ouverte:
            raise ValueError("a passage belongs to a certification")
        self._vide = False
        self._ecrire(_passage(passage))

    def _fermer_certification(self) -> None:
        if not self._ouverte:
            return
        if self._vide:
            raise ValueError("a certification holds at least one passage")
        self._ecrire(_fermer("passageCertifications", "certification"))

    def _ecrire(self, lignes: Lignes) -> None:
        self._sortie.write("".join(lignes).encode())


def _echapper(texte: str) -> str:
    return _A_ECHAPPER.sub(_caractere, texte)


def _caractere(trouve: re.Match[str]) -> str:
    echappe = _ECHAPPES.get(trouve[0])
    if echappe is None:
        raise ValueError(f"XML cannot carry the character U+{ord(trouve[0]):04X}")
    return echappe


def _texte(nom: str, valeur: str | int) -> str:
    return f"<cpf:{nom}>{_echapper(str(valeur))}</cpf:{nom}>\n"


def _facultatif(nom: str, valeur: object) -> str:
    return "" if valeur is None else _texte(nom, str(valeur))


def _ou_nil(nom: str, valeur: object) -> str:
    return f'<cpf:{nom} xsi:nil="true"/>\n' if valeur is None else _texte(nom, str(valeur))


def _booleen(nom: str, valeur: bool) -> str:  # noqa: FBT001 - the value itself
    return f"<cpf:{nom}>{'true' if valeur else 'false'}</cpf:{nom}>\n"


def _ouvrir(*noms: str) -> Lignes:
    return (f"<cpf:{nom}>\n" for nom in noms)


def _fermer(*noms: str) -> Lignes:
    return (f"</cpf:{nom}>\n" for nom in noms)


def _debut(enveloppe: Enveloppe) -> Lignes:
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f'<cpf:flux xmlns:cpf="{ESPACE_DE_NOMS}" xmlns:xsi="{_XSI}">\n'
    yield _texte("idFlux", enveloppe.id_flux)
    yield _texte("horodatage", enveloppe.horodatage)
    yield _facultatif("action", enveloppe.action)
    yield from _ouvrir("emetteur")
    yield _texte("idClient", enveloppe.emetteur_id_client)
    yield from _ouvrir("certificateurs", "certificateur")
    yield _texte("idClient", enveloppe.certificateur_id_client)
    yield _texte("idContrat", enveloppe.certificateur_id_contrat)
    yield from _ouvrir("certifications")


def _certification(certification: Certification) -> Lignes:
    yield from _ouvrir("certification")
    yield _texte("type", certification.type)
    yield _texte("code", certification.code)
    yield _facultatif("natureDeposant", certification.nature_deposant)
    yield from _ouvrir("passageCertifications")


def _passage(passage: Passage) -> Lignes:
    yield from _ouvrir("passageCertification")
    yield _texte("idTechnique", passage.id_technique)
    yield _facultatif("urlPreuve", passage.url_preuve)
    yield _facultatif("libelleOption", passage.libelle_option)
    yield _texte("obtentionCertification", passage.obtention_certification)
    yield _booleen("donneeCertifiee", passage.donnee_certifiee)
    yield _facultatif("dateDebutExamen", passage.date_debut_examen)
    yield _facultatif("dateFinExamen", passage.date_fin_examen)
    yield _facultatif("modalitePassageExamen", passage.modalite_passage_examen)
    yield _facultatif("codePostalCentreExamen", passage.code_postal_centre_examen)
    yield _texte("dateDebutValidite", str(passage.date_debut_validite))
    yield _ou_nil("dateFinValidite", passage.date_fin_validite)
    yield _booleen("presenceNiveauLangueEuro", passage.presence_niveau_langue_euro)
    yield _facultatif("niveauLangueEuropeen", passage.niveau_langue_europeen)
    yield _booleen("presenceNiveauNumeriqueEuro", passage.presence_niveau_numerique_euro)
    yield from _niveau_numerique(passage.niveau_numerique_europeen)
    yield _ou_nil("scoring", passage.scoring)
    yield _ou_nil("mentionValidee", passage.mention_validee)
    yield from _modalites(passage.modalites_inscription)
    yield from _ouvrir("identificationTitulaire")
    yield from _identification(passage.identification_titulaire)
    yield from _fermer("identificationTitulaire")
    yield _facultatif("verbatim", passage.verbatim)
    yield from _fermer("passageCertification")


def _niveau_numerique(niveau: NiveauNumerique | None) -> Lignes:
    if niveau is None:
        return
    yield from _ouvrir("niveauNumeriqueEuropeen")
    yield _facultatif("scoreGeneral", niveau.score_general)
    if niveau.resultats is not None:
        yield from _ouvrir("resultats")
        for resultat in niveau.resultats:
            yield from _resultat(resultat)
        yield from _fermer("resultats")
    yield from _fermer("niveauNumeriqueEuropeen")


def _resultat(resultat: ResultatNumerique) -> Lignes:
    yield from _ouvrir("resultat")
    yield _facultatif("niveau", resultat.niveau)
    yield _facultatif("domaineCompetenceId", resultat.domaine_competence_id)
    yield _facultatif("competenceId", resultat.competence_id)
    yield from _fermer("resultat")


def _modalites(modalites: ModalitesInscription) -> Lignes:
    yield from _ouvrir("modalitesInscription")
    yield _ou_nil("modaliteAcces", modalites.modalite_acces)
    yield _facultatif("voieAccessVAE", modalites.voie_access_vae)
    yield _facultatif("initiativeInscription", modalites.initiative_inscription)
    yield _facultatif("dateInscription", modalites.date_inscription)
    yield from _fermer("modalitesInscription")


def _identification(identification: Identification) -> Lignes:
    match identification:
        case DossierFormation():
            yield from _ouvrir("dossierFormation")
            yield _texte("idDossier", identification.id_dossier)
            yield _texte("nomTitulaire", identification.nom_titulaire)
            yield _texte("prenom1Titulaire", identification.prenom1_titulaire)
            yield from _fermer("dossierFormation")
        case IdentifiantNational():
            yield from _ouvrir("identifiantNational")
            yield _texte("nir", identification.nir)
            yield _texte("nomNaissance", identification.nom_naissance)
            yield from _fermer("identifiantNational")
        case Titulaire():
            yield from _titulaire(identification)


def _titulaire(titulaire: Titulaire) -> Lignes:
    yield from _ouvrir("titulaire")
    yield _texte("nomNaissance", titulaire.nom_naissance)
    yield _ou_nil("nomUsage", titulaire.nom_usage)
    yield _texte("prenom1", titulaire.prenom1)
    yield _facultatif("prenom2", titulaire.prenom2)
    yield _facultatif("prenom3", titulaire.prenom3)
    yield _texte("anneeNaissance", titulaire.annee_naissance)
    yield _ou_nil("moisNaissance", titulaire.mois_naissance)
    yield _ou_nil("jourNaissance", titulaire.jour_naissance)
    yield _texte("sexe", titulaire.sexe)
    yield from _lieu(titulaire.code_commune_naissance)
    yield _facultatif("libelleCommuneNaissance", titulaire.libelle_commune_naissance)
    yield _facultatif("codePaysNaissance", titulaire.code_pays_naissance)
    yield _facultatif("libellePaysNaissance", titulaire.libelle_pays_naissance)
    yield _facultatif("commentairesMEN", titulaire.commentaires_men)
    yield from _fermer("titulaire")


def _lieu(lieu: LieuNaissance) -> Lignes:
    yield from _ouvrir("codeCommuneNaissance")
    if isinstance(lieu, CodeInseeNaissance):
        yield from _ouvrir("codeInseeNaissance")
        yield _texte("codeInsee", lieu.code_insee)
        yield from _fermer("codeInseeNaissance")
    else:
        yield from _ouvrir("codePostalNaissance")
        yield _ou_nil("codePostal", lieu.code_postal)
        yield from _fermer("codePostalNaissance")
    yield from _fermer("codeCommuneNaissance")
