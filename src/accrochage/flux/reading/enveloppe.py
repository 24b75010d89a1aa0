"""All that stands above the passages, parsed apart: its tree, its faults, and their places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain
from pyexpat import ParserCreate
from sys import intern

from lxml import etree

from accrochage.flux.findings import Constat
from accrochage.flux.model import Certification, Enveloppe
from accrochage.flux.reading.limites import Surprise
from accrochage.flux.reading.plan import Coupe, Plan
from accrochage.flux.reading.source import Source
from accrochage.flux.validation import (
    ESPACE_DE_NOMS,
    construire_enveloppe,
    expliquer_enveloppe,
    version_schema,
)

_MARQUE = f'<passageCertification xmlns="{ESPACE_DE_NOMS}"/>'.encode()
_PASSAGES = f"{{{ESPACE_DE_NOMS}}}passageCertifications"
_PASSAGE = f"{{{ESPACE_DE_NOMS}}}passageCertification"
_FIN_CERTIFICATION = re.compile(rb"</(?:[A-Za-z_][\w.-]*:)?certification\s*>")
_LOT = 2_000
"""Certifications parsed together."""
ELEMENTS_MAX = 60_000
"""libxml2 keeps a line number, that is borrowed here for a rank, in 16 bits."""
_RECUL = 1_000_000

Espaces = bytes
"""The namespaces in scope where passages stand, written as attributes."""


@dataclass(slots=True)
class Lecture:
    """What the envelope says. ``enveloppe`` is None when it has a fault.

    ``espaces`` has one item a certification that holds passages, in file order.
    """

    constats: list[Constat] = field(default_factory=list)
    enveloppe: Enveloppe | None = None
    nouveau: bool = False
    espaces: list[Espaces] = field(default_factory=list)


@cache
def analyseur() -> etree.XMLParser:
    """Return a parser that resolves nothing, loads nothing, and keeps no comment. It locks itself."""
    return etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
    )


class TropDElements(Surprise):
    """More elements around the passages than any envelope holds."""


def lire(source: Source, plan: Plan) -> Lecture:
    """Read the envelope of a file whose passages have been found.

    Raises ``Surprise`` when it is not well-formed or too rich to be judged here.
    """
    lecture = Lecture()
    certifications: list[Certification] = []
    for document in _documents(source, plan):
        _lire_document(document, lecture, certifications)
    lecture.constats = _sans_doublons(lecture.constats)
    if lecture.enveloppe is not None:
        entiere = replace(lecture.enveloppe, certifications=tuple(certifications))
        lecture.enveloppe = None if lecture.constats else entiere
    return lecture


def _sans_doublons(constats: Iterable[Constat]) -> list[Constat]:
    """Keep one of the faults that several documents share: what stands around the certifications."""
    uniques = {(c.code, c.champ, c.ligne, c.colonne, c.message): c for c in constats}
    return list(uniques.values())


def _lire_document(document: _Document, lecture: Lecture, certifications: list[Certification]) -> None:
    try:
        racine = etree.fromstring(document.octets, analyseur())
    except etree.XMLSyntaxError as erreur:
        raise Surprise from erreur
    _numeroter(racine)
    fautes = expliquer_enveloppe(racine)
    if fautes:
        lieux = document.lieux()
        lecture.constats += [_situer(faute, lieux, document) for faute in fautes]
    else:
        lecture.enveloppe = construire_enveloppe(racine)
        certifications += _certifications(lecture.enveloppe, document, len(certifications))
        lecture.enveloppe = replace(lecture.enveloppe, certifications=())
    lecture.nouveau = lecture.nouveau or version_schema(racine) != "1.1.2"
    for passages in racine.iter(_PASSAGES):
        if passages.find(_PASSAGE) is not None:
            espaces = _espaces(passages)
            # The same bytes for all the certifications that have the same, as nearly all do.
            dernier = lecture.espaces[-1:]
            lecture.espaces += dernier if dernier == [espaces] else [espaces]


def _numeroter(racine: etree._Element) -> None:
    """Put each element's rank where findings read its line."""
    for rang, element in enumerate(racine.iter(etree.Element), start=1):
        if rang > ELEMENTS_MAX:
            raise TropDElements
        element.sourceline = rang  # type: ignore[assignment] # the stubs lack the setter's type


def _situer(faute: Constat, lieux: list[int], document: _Document) -> Constat:
    if faute.ligne is None:
        return faute
    ligne, colonne = document.place(lieux[faute.ligne - 1])
    return replace(faute, ligne=ligne, colonne=colonne)


def _certifications(enveloppe: Enveloppe, document: _Document, premier: int) -> Iterator[Certification]:
    """Yield them ranked from ``premier``, each with its line; words that repeat are kept once."""
    lieux = document.lieux()
    for rang, certification in enumerate(enveloppe.certifications, start=premier):
        lieu = lieux[(certification.ligne or 1) - 1]
        nature = certification.nature_deposant
        yield Certification(
            type=intern(certification.type),
            code=intern(certification.code),
            nature_deposant=None if nature is None else intern(nature),
            index=rang,
            ligne=document.place(lieu)[0],
        )


def _espaces(element: etree._Element) -> Espaces:
    """Write the namespaces in scope as attributes, prefixes in order."""
    portee = sorted((prefixe or "", uri) for prefixe, uri in element.nsmap.items())
    attributs = (f' xmlns{":" if p else ""}{p}="{_echapper(uri)}"' for p, uri in portee if p != "xml")
    return "".join(attributs).encode()


def _echapper(texte: str) -> str:
    for signe in '&<"\t\n\r':
        texte = texte.replace(signe, f"&#{ord(signe)};")
    return texte


@dataclass(slots=True)
class _Document:
    """A well-formed file made of pieces of the real one, each with its place in both."""

    source: Source
    octets: bytes = b""
    debuts: list[int] = field(default_factory=list)
    pieces: list[tuple[int, int]] = field(default_factory=list)
    _lieux: list[int] = field(default_factory=list)

    def lieux(self) -> list[int]:
        """Return where each element begins in ``octets``, in document order."""
        if not self._lieux:
            lecteur = ParserCreate()
            lecteur.StartElementHandler = lambda *_: self._lieux.append(lecteur.CurrentByteIndex)
            lecteur.Parse(self.octets, True)
        return self._lieux

    def place(self, lieu: int) -> tuple[int, int]:
        """Return the line and column, in the real file, of a byte of ``octets``."""
        rang = bisect_right(self.debuts, lieu) - 1
        debut, ligne = self.pieces[rang]
        avant = self.octets[self.debuts[rang] : lieu]
        saut = avant.rfind(b"\n")
        if saut < 0:
            avant = self.source.lire(max(0, debut - _RECUL), debut) + avant
            return ligne, len(avant[avant.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        return ligne + avant.count(b"\n"), len(avant[saut + 1 :].decode("utf-8", "replace")) + 1


Piece = tuple[int, int, int]
"""Bytes ``[debut, fin)`` and the line of the first, or the place of a mark when they are none."""


def _documents(source: Source, plan: Plan) -> Iterator[_Document]:
    """Yield the envelope, in several documents when the certifications are many."""
    nombre = plan.certifications
    if nombre <= _LOT:
        yield _assembler(source, plan, _pieces(source, plan, range(nombre), 0, source.taille))
        return
    tete = (0, plan.coupe(0).ouverture, 1)
    queue = _queue(source, plan.coupe(nombre - 1))
    for debut in range(0, nombre, _LOT):
        rangs = range(debut, min(debut + _LOT, nombre))
        suite = plan.coupe(rangs.stop).ouverture if rangs.stop < nombre else queue[0]
        milieu = _pieces(source, plan, rangs, plan.coupe(debut).ouverture, suite)
        yield _assembler(source, plan, chain([tete], milieu, [queue]))


def _queue(source: Source, derniere: Coupe) -> Piece:
    """Return what follows the last certification."""
    reste = source.lire(derniere.fin, source.taille)
    fin = _FIN_CERTIFICATION.search(reste)
    if fin is None:
        raise Surprise
    return derniere.fin + fin.end(), source.taille, derniere.ligne + reste.count(b"\n", 0, fin.end())


def _pieces(source: Source, plan: Plan, rangs: range, debut: int, fin: int) -> Iterator[Piece]:
    """Yield the bytes of ``[debut, fin)`` around the cuts of these certifications."""
    connu, ligne = 0, 1
    if rangs.start:
        precedente = plan.coupe(rangs.start - 1)
        connu, ligne = precedente.fin, precedente.ligne
    ligne += source.lire(connu, debut).count(b"\n")
    for coupe in map(plan.coupe, rangs):
        yield debut, coupe.debut, ligne
        yield coupe.debut, coupe.debut, 0
        debut, ligne = coupe.fin, coupe.ligne
    yield debut, fin, ligne


def _assembler(source: Source, plan: Plan, pieces: Iterable[Piece]) -> _Document:
    document = _Document(source)
    octets = bytearray()
    for debut, fin, ligne in chain.from_iterable(_sans_retraits(source, plan, p) for p in pieces):
        document.debuts.append(len(octets))
        document.pieces.append((debut, ligne))
        octets += source.lire(debut, fin) if ligne else _MARQUE
    document.octets = bytes(octets)
    return document


def _sans_retraits(source: Source, plan: Plan, piece: Piece) -> Iterator[Piece]:
    debut, fin, ligne = piece
    if ligne:
        for debut_retrait, fin_retrait in plan.retraits:
            if debut <= debut_retrait < fin_retrait <= fin:
                yield debut, debut_retrait, ligne
                ligne += source.lire(debut, fin_retrait).count(b"\n")
                debut = fin_retrait
    yield debut, fin, ligne
