"""Walk an element with the dictionary in hand and tell all its faults, not only the first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from lxml import etree

from accrochage.flux.dictionary import CHAMP_PASSAGE, ESPACE_DE_NOMS, Champ, Contenu, Groupe, Simple
from accrochage.flux.validation._valeurs import BLANCS_XML, Genre, fautes_de_valeur

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NIL = f"{{{XSI}}}nil"
_TYPE = f"{{{XSI}}}type"
_TOUJOURS_PERMIS = frozenset({f"{{{XSI}}}schemaLocation", f"{{{XSI}}}noNamespaceSchemaLocation"})
_VRAI = frozenset({"true", "1"})
_FAUX = frozenset({"false", "0"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Faute:
    """A fault: of what kind, on which element, at which line of the document.

    ``objet`` is what is too much (an element, an attribute, a text); ``regle`` what is expected.
    """

    genre: Genre
    champ: str
    ligne: int | None
    valeur: str | None = None
    objet: str = ""
    regle: str = ""


def examiner(element: etree._Element, champ: Champ, *, passages: bool = True) -> Iterator[Faute]:
    """Yield the faults of an element and of all that it holds.

    ``passages`` False stops at each ``passageCertification``: its inside is another's business.
    """
    yield from _attributs(element, champ)
    nil = element.get(_NIL)
    if nil is not None:
        yield from _nil(element, champ, nil)
        if nil.strip(BLANCS_XML) in _VRAI:
            return
    if isinstance(champ.type, Simple):
        yield from _simple(element, champ, champ.type)
    elif passages or champ is not CHAMP_PASSAGE:
        yield from _groupe(element, champ, champ.type, passages=passages)


def enfants(element: etree._Element) -> list[etree._Element]:
    """Return the child elements, without comments and processing instructions."""
    return [enfant for enfant in element if isinstance(enfant.tag, str)]


def nom_local(element: etree._Element) -> str:
    """Return the element's name without its namespace."""
    return element.tag.rpartition("}")[2]


def _ligne(element: etree._Element) -> int | None:
    return cast("int | None", element.sourceline)


def _attributs(element: etree._Element, champ: Champ) -> Iterator[Faute]:
    for nom, valeur in element.items():
        attribut = str(nom)
        if attribut in _TOUJOURS_PERMIS or attribut == _NIL:
            continue
        if attribut == _TYPE and _meme_type(element, champ, str(valeur)):
            continue
        lisible = attribut.replace(f"{{{XSI}}}", "xsi:").rpartition("}")[2]
        yield Faute(genre=Genre.ATTRIBUT, champ=champ.nom, ligne=_ligne(element), objet=lisible)


def _meme_type(element: etree._Element, champ: Champ, valeur: str) -> bool:
    """Tell if an ``xsi:type`` only repeats the type that the element has anyway."""
    prefixe, _, nom = valeur.strip(BLANCS_XML).rpartition(":")
    espace = element.nsmap.get(prefixe or None)
    return isinstance(champ.type, Groupe) and nom == champ.type.nom and espace == ESPACE_DE_NOMS


def _nil(element: etree._Element, champ: Champ, nil: str) -> Iterator[Faute]:
    ici = _ligne(element)
    valeur = nil.strip(BLANCS_XML)
    if not champ.nillable:
        yield Faute(genre=Genre.NIL_INTERDIT, champ=champ.nom, ligne=ici, objet="xsi:nil")
    elif valeur not in _VRAI | _FAUX:
        yield Faute(genre=Genre.TYPE, champ=champ.nom, ligne=ici, valeur=nil, regle="xsi:nil, true ou false")
    elif valeur in _VRAI and (_texte(element) or enfants(element)):
        yield Faute(genre=Genre.NIL_REMPLI, champ=champ.nom, ligne=ici, valeur=_texte(element))


def _texte(element: etree._Element) -> str:
    """Return the element's own text, whole even when a comment cuts it."""
    if not len(element):
        return element.text or ""
    morceaux = [element.text or "", *(fils.tail or "" for fils in element)]
    return "".join(str(morceau) for morceau in morceaux)


def _simple(element: etree._Element, champ: Champ, simple: Simple) -> Iterator[Faute]:
    for fils in enfants(element)[:1]:
        yield Faute(genre=Genre.ELEMENT, champ=champ.nom, ligne=_ligne(element), objet=nom_local(fils))
        return
    texte = _texte(element)
    for genre in fautes_de_valeur(simple, texte):
        regle = simple.regle()
        yield Faute(genre=genre, champ=champ.nom, ligne=_ligne(element), valeur=texte, regle=regle)


def _groupe(element: etree._Element, champ: Champ, groupe: Groupe, *, passages: bool) -> Iterator[Faute]:
    egare = _texte(element).strip(BLANCS_XML)
    if egare:
        yield Faute(genre=Genre.TEXTE, champ=champ.nom, ligne=_ligne(element), valeur=egare, objet=egare[:40])
    connus = {enfant.nom: enfant for enfant in groupe.champs}
    vus: dict[str, int] = {}
    for fils in enfants(element):
        nom = nom_local(fils)
        if nom not in connus:
            yield Faute(genre=Genre.INATTENDU, champ=nom, ligne=_ligne(fils), objet=nom)
        elif fils.tag != f"{{{ESPACE_DE_NOMS}}}{nom}":
            vus[nom] = vus.get(nom, 0) + 1
            yield Faute(genre=Genre.ESPACE, champ=nom, ligne=_ligne(fils), objet=nom)
        else:
            vus[nom] = vus.get(nom, 0) + 1
            if vus[nom] > 1 and connus[nom].maximum is not None and groupe.contenu is not Contenu.CHOIX:
                yield Faute(genre=Genre.REPETE, champ=nom, ligne=_ligne(fils), objet=nom)
            yield from examiner(fils, connus[nom], passages=passages)
    yield from _comptes(element, champ, groupe, vus)


def _comptes(element: etree._Element, champ: Champ, groupe: Groupe, vus: dict[str, int]) -> Iterator[Faute]:
    if groupe.contenu is Contenu.CHOIX:
        if sum(vus.values()) != 1:
            noms = ", ".join(possible.nom for possible in groupe.champs)
            yield Faute(genre=Genre.CHOIX, champ=champ.nom, ligne=_ligne(element), regle=noms)
        return
    for attendu in groupe.champs:
        if attendu.minimum and attendu.nom not in vus:
            yield Faute(genre=Genre.ABSENT, champ=attendu.nom, ligne=_ligne(element))
