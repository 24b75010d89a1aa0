"""Make XML Schemas from the dictionary, always the same bytes for the same dictionary."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from xml.sax.saxutils import escape, quoteattr

from accrochage.flux.dictionary import (
    CHAMP_PASSAGE,
    ESPACE_DE_NOMS,
    PASSAGES,
    RACINE,
    VERSIONS,
    Base,
    Champ,
    Contenu,
    Groupe,
    Simple,
    VersionSchema,
)

_ENTETE = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- {{titre}} Made from the dictionary by python -m accrochage.flux.schemas: do not edit. -->
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="{ESPACE_DE_NOMS}"
    targetNamespace="{ESPACE_DE_NOMS}" elementFormDefault="qualified" version="{{version}}">
"""
_PAS = "  "


def xsd(version: VersionSchema) -> str:
    """Return the schema of a whole file for one generation of the format."""
    entete = _ENTETE.format(titre=f"Flux de certifications, {version}.", version=version)
    return "".join((entete, _corps((RACINE,), version), "</xs:schema>\n"))


def xsd_morceau() -> str:
    """Return the schema of a piece of a file, in the newest generation.

    Its roots are ``passageCertifications``, with any number of passages, and
    ``passageCertification``.
    """
    plusieurs = replace(PASSAGES, champs=(replace(CHAMP_PASSAGE, minimum=0),))
    racines = (
        Champ(nom="passageCertifications", type=plusieurs, libelle="Morceau", aide="Des passages."),
        replace(CHAMP_PASSAGE, maximum=1),
    )
    version = VERSIONS[-1]
    entete = _ENTETE.format(titre="Morceau de flux.", version=version)
    return "".join((entete, _corps(racines, version), "</xs:schema>\n"))


def _corps(racines: tuple[Champ, ...], version: VersionSchema) -> str:
    groupes: dict[str, Groupe] = {}
    for racine in racines:
        for groupe in _groupes(racine.type, version):
            groupes.setdefault(groupe.nom, groupe)
    elements = "".join(_element(racine, 1) for racine in racines)
    return elements + "".join(_groupe(groupe, version) for groupe in groupes.values())


def _connus(groupe: Groupe, version: VersionSchema) -> tuple[Champ, ...]:
    return tuple(champ for champ in groupe.champs if champ.depuis <= version)


def _groupes(type_: Simple | Groupe, version: VersionSchema) -> Iterator[Groupe]:
    """Yield a group and all the groups below it, outermost first."""
    if isinstance(type_, Groupe):
        yield type_
        for champ in _connus(type_, version):
            yield from _groupes(champ.type, version)


def _groupe(groupe: Groupe, version: VersionSchema) -> str:
    # The repetition stands on the choice: a second one on its element would make it ambiguous.
    repete = groupe.contenu is Contenu.CHOIX_REPETE
    enfants = "".join(_element(champ, 3, interne=not repete) for champ in _connus(groupe, version))
    balise, attributs = {
        Contenu.TOUS: ("xs:all", ""),
        Contenu.SUITE: ("xs:sequence", ""),
        Contenu.CHOIX: ("xs:choice", ""),
        Contenu.CHOIX_REPETE: ("xs:choice", ' minOccurs="0" maxOccurs="unbounded"'),
    }[groupe.contenu]
    return (
        f'\n{_PAS}<xs:complexType name="{groupe.nom}">\n'
        f"{_PAS * 2}<{balise}{attributs}>\n{enfants}{_PAS * 2}</{balise}>\n"
        f"{_PAS}</xs:complexType>\n"
    )


def _element(champ: Champ, profondeur: int, *, interne: bool = False) -> str:
    marge = _PAS * profondeur
    attributs = f"name={quoteattr(champ.nom)}"
    if interne and champ.minimum != 1:
        attributs += f' minOccurs="{champ.minimum}"'
    if interne and champ.maximum is None:
        attributs += ' maxOccurs="unbounded"'
    if champ.nillable:
        attributs += ' nillable="true"'
    if isinstance(champ.type, Groupe):
        attributs += f' type="{champ.type.nom}"'
    notice = (
        f"{marge}{_PAS}<xs:annotation>\n"
        f'{marge}{_PAS * 2}<xs:documentation xml:lang="fr">{escape(_notice(champ))}</xs:documentation>\n'
        f"{marge}{_PAS}</xs:annotation>\n"
    )
    simple = _simple(champ.type, profondeur + 1) if isinstance(champ.type, Simple) else ""
    return f"{marge}<xs:element {attributs}>\n{notice}{simple}{marge}</xs:element>\n"


def _notice(champ: Champ) -> str:
    morceaux = (f"{champ.libelle}.", champ.aide, champ.divergence or "")
    return " ".join(morceau for morceau in morceaux if morceau)


def _simple(simple: Simple, profondeur: int) -> str:
    marge = _PAS * profondeur
    facettes = "".join(
        f"{marge}{_PAS * 2}<xs:{nom} value={quoteattr(valeur)}/>\n" for nom, valeur in _facettes(simple)
    )
    base = f'base="xs:{simple.base}"'
    restriction = (
        f"{marge}{_PAS}<xs:restriction {base}>\n{facettes}{marge}{_PAS}</xs:restriction>\n"
        if facettes
        else f"{marge}{_PAS}<xs:restriction {base}/>\n"
    )
    return f"{marge}<xs:simpleType>\n{restriction}{marge}</xs:simpleType>\n"


def _facettes(simple: Simple) -> Iterator[tuple[str, str]]:
    yield from (("enumeration", valeur) for valeur in simple.valeurs)
    if simple.motif is not None:
        yield "pattern", simple.motif
    if simple.longueur_min is not None and simple.longueur_min == simple.longueur_max:
        yield "length", str(simple.longueur_min)
    else:
        if simple.longueur_min is not None:
            yield "minLength", str(simple.longueur_min)
        if simple.longueur_max is not None:
            yield "maxLength", str(simple.longueur_max)
    if simple.base is Base.ENTIER:
        yield "minInclusive", str(simple.minimum)
        yield "maxInclusive", str(simple.maximum)
