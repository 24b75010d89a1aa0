"""From faults to findings: P codes within a passage, F codes above it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import Any, cast

from lxml import etree

from accrochage.flux.catalogue import constat
from accrochage.flux.dictionary import CHAMP_PASSAGE, ESPACE_DE_NOMS, RACINE
from accrochage.flux.findings import Constat
from accrochage.flux.validation._examen import Faute, examiner, nom_local
from accrochage.flux.validation._schema import schema_morceau
from accrochage.flux.validation._valeurs import Genre

_CODES_PASSAGE = {
    Genre.ABSENT: "P001",
    Genre.INATTENDU: "P002",
    Genre.REPETE: "P003",
    Genre.LONGUEUR: "P004",
    Genre.LISTE: "P005",
    Genre.MOTIF: "P006",
    Genre.TYPE: "P007",
    Genre.BORNES: "P008",
    Genre.NIL_INTERDIT: "P009",
    Genre.NIL_REMPLI: "P010",
    Genre.CHOIX: "P011",
    Genre.ATTRIBUT: "P012",
    Genre.TEXTE: "P013",
    Genre.ELEMENT: "P014",
    Genre.VIDE: "P016",
    Genre.ESPACE: "P017",
}
_DE_VALEUR = frozenset(
    {Genre.LONGUEUR, Genre.LISTE, Genre.MOTIF, Genre.TYPE, Genre.BORNES, Genre.VIDE, Genre.NIL_REMPLI}
)
_ID_TECHNIQUE = f"{{{ESPACE_DE_NOMS}}}idTechnique"
_VIDE = "une valeur"
_FAUTES_MAX = 100
"""Of one passage, which has some fifty elements: what has more is no passage at all."""


def expliquer_passage(element: etree._Element, *, id_technique: str | None = None) -> list[Constat]:
    """Return all that the schema holds against a ``passageCertification``, in document order.

    The first hundred, of a passage that has more. Lines are the document's (``sourceline``). Empty
    when the schema has nothing against it; P015 with the checker's own words when the schema
    refuses what the dictionary does not.
    """
    cle = element.findtext(_ID_TECHNIQUE) if id_technique is None else id_technique
    fautes = list(islice(examiner(element, CHAMP_PASSAGE), _FAUTES_MAX))
    if fautes:
        return [_de_passage(faute, cle) for faute in fautes]
    return _filet(element, cle)


def _de_passage(faute: Faute, id_technique: str | None) -> Constat:
    return constat(
        _CODES_PASSAGE[faute.genre],
        id_technique=id_technique,
        champ=faute.champ,
        valeur=faute.valeur,
        ligne=faute.ligne,
        regle=faute.regle,
        attribut=faute.objet,
    )


def _filet(element: etree._Element, id_technique: str | None) -> list[Constat]:
    schema = schema_morceau()
    if schema.validate(element):
        return []
    return [
        constat(
            "P015",
            id_technique=id_technique,
            champ=nom_local(element),
            ligne=erreur.line,
            detail=erreur.message.replace(f"{{{ESPACE_DE_NOMS}}}", "").rstrip("."),
        )
        for erreur in cast("Iterable[Any]", schema.error_log)
    ]


def expliquer_enveloppe(racine: etree._Element) -> list[Constat]:
    """Return all that the schema holds against a file above its passages, in document order.

    ``racine`` is the whole document, in which passages may have been replaced by empty
    ``passageCertification`` elements: nobody looks inside. A wrong root or namespace is the only
    finding then. Raises nothing, whatever the document.
    """
    nom = nom_local(racine)
    if nom != RACINE.nom:
        return [constat("F012", champ=nom, ligne=_ligne(racine), racine=nom)]
    espace = etree.QName(racine).namespace
    if espace != ESPACE_DE_NOMS:
        return [constat("F013", champ=nom, ligne=_ligne(racine), espace=espace or "")]
    return [_d_enveloppe(faute) for faute in examiner(racine, RACINE, passages=False)]


def _ligne(element: etree._Element) -> int | None:
    return cast("int | None", element.sourceline)


def _d_enveloppe(faute: Faute) -> Constat:
    if faute.genre is Genre.ABSENT:
        return constat("F014", champ=faute.champ, ligne=faute.ligne)
    if faute.genre is Genre.REPETE:
        code = "F027" if faute.champ == "certificateur" else "F016"
        return constat(code, champ=faute.champ, ligne=faute.ligne)
    if faute.genre not in _DE_VALEUR:
        return constat("F015", champ=faute.champ, ligne=faute.ligne, objet=faute.objet)
    if faute.champ == "horodatage":
        return constat("F019", champ=faute.champ, valeur=faute.valeur, ligne=faute.ligne)
    return constat(
        "F017", champ=faute.champ, valeur=faute.valeur, ligne=faute.ligne, regle=faute.regle or _VIDE
    )
