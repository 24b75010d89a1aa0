"""From elements that the schema accepts to the model. Written for speed: 200,000 times a file.

The elements come from a parser that removes comments and processing instructions (a comment
would cut a text in two). Texts are kept raw: blanks and the word "nil" are the rules' business.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal, cast

from lxml import etree

from accrochage.flux.model import (
    Action,
    Certification,
    CodeInseeNaissance,
    CodePostalNaissance,
    DossierFormation,
    Enveloppe,
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
_NS = f"{{{ESPACE_DE_NOMS}}}"
_LONGUEUR_NS = len(_NS)

VersionSchema = Literal["1.1.2", "1.1.5"]

_BOOLEENS = {"true": True, "1": True, "false": False, "0": False}
_NIVEAU_NUMERIQUE = f"{_NS}niveauNumeriqueEuropeen"
_RESULTAT = f"{_NS}resultat"

Feuilles = dict[str, str | None]
"""Local name → text. In an accepted passage each name stands once, those under resultat apart."""


@lru_cache(maxsize=4096)
def _date(texte: str) -> date:
    return date.fromisoformat(texte.strip())


def _date_ou_rien(texte: str | None) -> date | None:
    return None if texte is None else _date(texte)


def _booleen(texte: str | None) -> bool:
    try:
        return _BOOLEENS[texte or ""]
    except KeyError:
        return _BOOLEENS[(texte or "").strip()]


def _entier(texte: str | None) -> int | None:
    return None if texte is None else int(texte)


def _obligatoire(texte: str | None) -> str:
    return texte or ""


def construire_passage(element: etree._Element) -> Passage:
    """Return the passage that an accepted ``passageCertification`` says.

    Behaviour is undefined (``KeyError``, ``ValueError``) on an element that the schema refuses.
    """
    feuilles: Feuilles = {fils.tag[_LONGUEUR_NS:]: fils.text for fils in element.iter()}
    lire = feuilles.get
    return Passage(
        id_technique=feuilles["idTechnique"] or "",
        obtention_certification=feuilles["obtentionCertification"] or "",
        donnee_certifiee=_booleen(feuilles["donneeCertifiee"]),
        date_debut_validite=_date(feuilles["dateDebutValidite"] or ""),
        date_fin_validite=_date_ou_rien(feuilles["dateFinValidite"]),
        presence_niveau_langue_euro=_booleen(feuilles["presenceNiveauLangueEuro"]),
        presence_niveau_numerique_euro=_booleen(feuilles["presenceNiveauNumeriqueEuro"]),
        scoring=feuilles["scoring"],
        mention_validee=feuilles["mentionValidee"],
        modalites_inscription=ModalitesInscription(
            feuilles["modaliteAcces"],
            lire("voieAccessVAE"),
            lire("initiativeInscription"),
            _date_ou_rien(lire("dateInscription")),
        ),
        identification_titulaire=_identification(feuilles),
        url_preuve=lire("urlPreuve"),
        libelle_option=lire("libelleOption"),
        date_debut_examen=_date_ou_rien(lire("dateDebutExamen")),
        date_fin_examen=_date_ou_rien(lire("dateFinExamen")),
        modalite_passage_examen=lire("modalitePassageExamen"),
        code_postal_centre_examen=lire("codePostalCentreExamen"),
        niveau_langue_europeen=lire("niveauLangueEuropeen"),
        niveau_numerique_europeen=_niveau(element) if "niveauNumeriqueEuropeen" in feuilles else None,
        verbatim=lire("verbatim"),
    )


def _identification(feuilles: Feuilles) -> Identification:
    if "titulaire" in feuilles:
        return _titulaire(feuilles)
    if "nir" in feuilles:
        return IdentifiantNational(feuilles["nir"] or "", feuilles["nomNaissance"] or "")
    return DossierFormation(
        feuilles["idDossier"] or "", feuilles["nomTitulaire"] or "", feuilles["prenom1Titulaire"] or ""
    )


def _titulaire(feuilles: Feuilles) -> Titulaire:
    lire = feuilles.get
    lieu: LieuNaissance
    if "codeInsee" in feuilles:
        lieu = CodeInseeNaissance(feuilles["codeInsee"] or "")
    else:
        lieu = CodePostalNaissance(feuilles["codePostal"])
    return Titulaire(
        nom_naissance=feuilles["nomNaissance"] or "",
        nom_usage=feuilles["nomUsage"],
        prenom1=feuilles["prenom1"] or "",
        annee_naissance=int(feuilles["anneeNaissance"] or ""),
        mois_naissance=_entier(feuilles["moisNaissance"]),
        jour_naissance=_entier(feuilles["jourNaissance"]),
        sexe=feuilles["sexe"] or "",
        code_commune_naissance=lieu,
        prenom2=lire("prenom2"),
        prenom3=lire("prenom3"),
        libelle_commune_naissance=lire("libelleCommuneNaissance"),
        code_pays_naissance=lire("codePaysNaissance"),
        libelle_pays_naissance=lire("libellePaysNaissance"),
        commentaires_men=lire("commentairesMEN"),
    )


def _niveau(passage: etree._Element) -> NiveauNumerique | None:
    niveau = passage.find(_NIVEAU_NUMERIQUE)
    if niveau is None:
        return None
    resultats = niveau.find(f"{_NS}resultats")
    return NiveauNumerique(
        score_general=_entier(niveau.findtext(f"{_NS}scoreGeneral")),
        resultats=None if resultats is None else tuple(map(_resultat, resultats.iterchildren(_RESULTAT))),
    )


def _resultat(resultat: etree._Element) -> ResultatNumerique:
    return ResultatNumerique(
        niveau=_entier(resultat.findtext(f"{_NS}niveau")),
        domaine_competence_id=resultat.findtext(f"{_NS}domaineCompetenceId"),
        competence_id=resultat.findtext(f"{_NS}competenceId"),
    )


def construire_enveloppe(racine: etree._Element) -> Enveloppe:
    """Return what an accepted ``flux`` says above its passages, which may have been cut out."""
    emetteur = racine.find(f"{_NS}emetteur")
    certificateur = racine.find(f"{_NS}emetteur/{_NS}certificateurs/{_NS}certificateur")
    if emetteur is None or certificateur is None:
        raise ValueError("the schema refuses this envelope")
    action = racine.findtext(f"{_NS}action")
    certifications = certificateur.iterfind(f"{_NS}certifications/{_NS}certification")
    return Enveloppe(
        id_flux=_obligatoire(racine.findtext(f"{_NS}idFlux")),
        horodatage=_obligatoire(racine.findtext(f"{_NS}horodatage")),
        emetteur_id_client=_obligatoire(emetteur.findtext(f"{_NS}idClient")),
        certificateur_id_client=_obligatoire(certificateur.findtext(f"{_NS}idClient")),
        certificateur_id_contrat=_obligatoire(certificateur.findtext(f"{_NS}idContrat")),
        certifications=tuple(_certification(c, rang) for rang, c in enumerate(certifications)),
        action=Action(action) if action else None,
    )


def _certification(element: etree._Element, rang: int) -> Certification:
    return Certification(
        type=_obligatoire(element.findtext(f"{_NS}type")),
        code=_obligatoire(element.findtext(f"{_NS}code")),
        nature_deposant=element.findtext(f"{_NS}natureDeposant"),
        index=rang,
        ligne=cast("int | None", element.sourceline),
    )


def version_schema(racine: etree._Element) -> VersionSchema:
    """Return the first schema generation that knows all that this document uses."""
    nouveautes = racine.iter(f"{_NS}action", f"{_NS}identifiantNational")
    return "1.1.2" if next(nouveautes, None) is None else "1.1.5"
