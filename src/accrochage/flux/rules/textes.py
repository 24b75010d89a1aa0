"""Texts that say nothing: blanks, the word "nil" written as a value, labels that are too long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.model import (
    CodePostalNaissance,
    DossierFormation,
    IdentifiantNational,
    Identification,
    LieuNaissance,
    Passage,
    Titulaire,
)
from accrochage.flux.rules.contexte import Contexte, FamilleDeRegles

LIBELLE_DU_DICTIONNAIRE = 40
"""Characters that the operator's dictionary gives a label; its schema gives 60."""

_NILS = frozenset({"nil", "Nil", "NIL", "nill", "Nill", "NILL"})
# Nil is a given name: only the spellings that nobody bears are read as "no first name".
_NILS_PRENOM = frozenset({"nil", "nill", "Nill", "NILL"})

_FACULTATIFS_PASSAGE = {
    "urlPreuve": "url_preuve",
    "libelleOption": "libelle_option",
    "codePostalCentreExamen": "code_postal_centre_examen",
    "scoring": "scoring",
    "verbatim": "verbatim",
}
_FACULTATIFS_TITULAIRE = {
    "nomUsage": "nom_usage",
    "prenom2": "prenom2",
    "prenom3": "prenom3",
    "libelleCommuneNaissance": "libelle_commune_naissance",
    "codePaysNaissance": "code_pays_naissance",
    "libellePaysNaissance": "libelle_pays_naissance",
    "commentairesMEN": "commentaires_men",
}
_LIBELLES = {
    "libelleCommuneNaissance": "libelle_commune_naissance",
    "libellePaysNaissance": "libelle_pays_naissance",
}


def soupcon(passage: Passage, _contexte: Contexte | None = None) -> bool:
    """Tell if a text is blank, is "nil", or is a label longer than 40 characters."""
    personne = passage.identification_titulaire
    if personne.__class__ is not Titulaire:
        textes = _textes_courts(passage)
        return not _NILS.isdisjoint(textes) or True in map(str.isspace, filter(None, textes))
    lieu = personne.code_commune_naissance
    commune = personne.libelle_commune_naissance
    pays = personne.libelle_pays_naissance
    textes = (
        passage.id_technique,
        passage.url_preuve,
        passage.libelle_option,
        passage.code_postal_centre_examen,
        passage.scoring,
        passage.verbatim,
        personne.nom_naissance,
        personne.nom_usage,
        personne.prenom1,
        personne.prenom2,
        personne.prenom3,
        commune,
        personne.code_pays_naissance,
        pays,
        personne.commentaires_men,
        lieu.code_postal if lieu.__class__ is CodePostalNaissance else None,
    )
    return (
        not _NILS.isdisjoint(textes)
        or True in map(str.isspace, filter(None, textes))
        or (commune is not None and len(commune) > LIBELLE_DU_DICTIONNAIRE)
        or (pays is not None and len(pays) > LIBELLE_DU_DICTIONNAIRE)
    )


def _textes_courts(passage: Passage) -> tuple[str | None, ...]:
    """Return the texts of a passage identified otherwise than by civil status."""
    return (
        passage.url_preuve,
        passage.libelle_option,
        passage.code_postal_centre_examen,
        passage.scoring,
        passage.verbatim,
        *(texte for _, texte in _obligatoires(passage)),
    )


def _obligatoires(passage: Passage) -> list[tuple[str, str]]:
    personne = passage.identification_titulaire
    textes = [("idTechnique", passage.id_technique)]
    match personne:
        case Titulaire():
            textes += [("nomNaissance", personne.nom_naissance), ("prenom1", personne.prenom1)]
        case DossierFormation():
            textes += [
                ("idDossier", personne.id_dossier),
                ("nomTitulaire", personne.nom_titulaire),
                ("prenom1Titulaire", personne.prenom1_titulaire),
            ]
        case IdentifiantNational():
            textes.append(("nomNaissance", personne.nom_naissance))
    return textes


def _facultatifs(passage: Passage) -> list[tuple[str, str | None]]:
    textes = [(champ, getattr(passage, nom)) for champ, nom in _FACULTATIFS_PASSAGE.items()]
    personne = passage.identification_titulaire
    if isinstance(personne, Titulaire):
        textes += [(champ, getattr(personne, nom)) for champ, nom in _FACULTATIFS_TITULAIRE.items()]
        if isinstance(personne.code_commune_naissance, CodePostalNaissance):
            textes.append(("codePostal", personne.code_commune_naissance.code_postal))
    return textes


def _est_nil(champ: str, texte: str) -> bool:
    return texte in (_NILS_PRENOM if champ.startswith("prenom") else _NILS)


def p112_obligatoire_blanc(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Refuse when a required text is made of white space."""
    for champ, texte in _obligatoires(passage):
        if texte.isspace():
            yield constat("P112", id_technique=passage.id_technique, champ=champ, valeur=texte)


def p219_nil_litteral(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when the word nil or nill stands for an absent value."""
    for champ, texte in _facultatifs(passage):
        if texte is not None and _est_nil(champ, texte):
            yield constat("P219", id_technique=passage.id_technique, champ=champ, valeur=texte)


def p220_facultatif_blanc(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when an optional or nillable text is made of white space."""
    for champ, texte in _facultatifs(passage):
        if texte is not None and texte.isspace():
            yield constat("P220", id_technique=passage.id_technique, champ=champ, valeur=texte)


def p221_libelle_long(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when a label fits the schema and not the dictionary."""
    personne = passage.identification_titulaire
    if not isinstance(personne, Titulaire):
        return
    for champ, nom in _LIBELLES.items():
        libelle = getattr(personne, nom)
        if libelle is not None and len(libelle) > LIBELLE_DU_DICTIONNAIRE:
            yield constat("P221", id_technique=passage.id_technique, champ=champ, valeur=libelle)


def p225_nil_comme_nom(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when a required name is the word nil, which some people do bear."""
    for champ, texte in _obligatoires(passage):
        if champ.startswith(("nom", "prenom")) and _est_nil(champ, texte):
            yield constat("P225", id_technique=passage.id_technique, champ=champ, valeur=texte)


def nettoyer(passage: Passage) -> Passage:
    """Return the passage with the "nil" words and the blanks of optional texts read as absent.

    Returns the very same object when there is nothing to clean.
    """
    if not soupcon(passage):
        return passage
    a_vider = {
        champ
        for champ, texte in _facultatifs(passage)
        if texte is not None and (texte.isspace() or _est_nil(champ, texte))
    }
    if not a_vider:
        return passage
    vides: dict[str, Any] = {nom: None for champ, nom in _FACULTATIFS_PASSAGE.items() if champ in a_vider}
    personne = _nettoyer_personne(passage.identification_titulaire, a_vider)
    return replace(passage, identification_titulaire=personne, **vides)


def _nettoyer_personne(personne: Identification, a_vider: set[str]) -> Identification:
    if not isinstance(personne, Titulaire):
        return personne
    lieu: LieuNaissance = personne.code_commune_naissance
    if "codePostal" in a_vider:
        lieu = CodePostalNaissance(code_postal=None)
    vides: dict[str, Any] = {nom: None for champ, nom in _FACULTATIFS_TITULAIRE.items() if champ in a_vider}
    return replace(personne, code_commune_naissance=lieu, **vides)


FAMILLE = FamilleDeRegles(
    nom="textes",
    soupcon=soupcon,
    regles=(
        p112_obligatoire_blanc,
        p219_nil_litteral,
        p220_facultatif_blanc,
        p221_libelle_long,
        p225_nil_comme_nom,
    ),
)
