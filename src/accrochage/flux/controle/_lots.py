"""From the bytes of some passages to their analysis: parse, validate, build, apply the rules.

All this runs in any process: it needs the source's descriptor, and nothing that lives elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, cast

from lxml import etree

from accrochage.flux.controle._analyste import Analyse, Analyste, Reglages
from accrochage.flux.model import Certification
from accrochage.flux.reading import Limites, Morceau, Preparation, Source, Surprise
from accrochage.flux.reading.enveloppe import Espaces, analyseur
from accrochage.flux.validation import ESPACE_DE_NOMS, construire_passage, formes, schema_morceau

_PASSAGE = f"{{{ESPACE_DE_NOMS}}}passageCertification"
_BLANCS = " \t\r\n"


class Lot(NamedTuple):
    """Consecutive passages, from one or several certifications with the same namespaces in scope.

    ``rang`` is the first passage's; ``certifications`` goes with ``morceaux``, None where the
    envelope's faults leave no certification to speak of; the first ``sauter`` passages are
    already known.
    """

    rang: int
    espaces: Espaces
    morceaux: tuple[Morceau, ...]
    certifications: tuple[Certification | None, ...]
    sauter: int = 0

    @property
    def passages(self) -> int:
        """How many passages the tags announce, those to skip included."""
        return sum(morceau.passages for morceau in self.morceaux)


@dataclass(frozen=True, slots=True)
class Cadre:
    """What all the lots of a file share. ``prefixe`` is the passages', colon included."""

    source: Source
    limites: Limites
    reglages: Reglages
    soigneuse: bool
    prefixe: str


def former_lots(preparation: Preparation, limites: Limites, depuis: int = 0) -> Iterator[Lot]:
    """Group small runs of passages, so that each lot is worth the trip to a process.

    Passages before the rank ``depuis`` are left out.
    """
    enveloppe = preparation.enveloppe
    certifications = enveloppe.certifications if enveloppe is not None else ()
    rang = 0
    for morceaux in _grouper(preparation, limites):
        lot = Lot(
            rang,
            preparation.espaces[morceaux[0].certification],
            tuple(morceaux),
            tuple(certifications[m.certification] if certifications else None for m in morceaux),
            sauter=max(0, depuis - rang),
        )
        rang += lot.passages
        if rang > depuis:
            yield lot


def _grouper(preparation: Preparation, limites: Limites) -> Iterator[list[Morceau]]:
    groupe: list[Morceau] = []
    octets = passages = 0
    for morceau in preparation.plan.morceaux():
        taille = morceau.fin - morceau.debut
        if groupe:
            precedent, suivant = groupe[-1].certification, morceau.certification
            autre = preparation.espaces[precedent] != preparation.espaces[suivant]
            plein = octets + taille > limites.morceau or passages + morceau.passages > limites.lot
            if autre or plein:
                yield groupe
                groupe, octets, passages = [], 0, 0
        groupe.append(morceau)
        octets += taille
        passages += morceau.passages
    if groupe:
        yield groupe


def analyser(lot: Lot, cadre: Cadre) -> list[Analyse]:
    """Return the analysis of each passage of the lot, in order.

    Raises ``Surprise`` when the bytes are not what the fast reading took them for.
    """
    if cadre.soigneuse or not formes(lot.espaces).utiles:
        analyses = _analyser_arbre(lot, cadre)
    else:
        analyses = _analyser_textes(lot, cadre)
    return analyses[lot.sauter :] if lot.sauter else analyses


def _analyser_textes(lot: Lot, cadre: Cadre) -> list[Analyse]:
    """Recognise the passages whose markup is known, parse the others one by one."""
    fin = f"</{cadre.prefixe}passageCertification>"
    connues = formes(lot.espaces)
    reconnaitre = connues.reconnaitre
    analyses: list[Analyse] = []
    for morceau, certification in zip(lot.morceaux, lot.certifications, strict=True):
        analyste = Analyste(morceau.certification, certification, cadre.reglages)
        ligne = morceau.ligne
        for brut in _decouper(cadre.source.lire(morceau.debut, morceau.fin), fin, morceau.passages):
            texte = brut.lstrip(_BLANCS)
            passage = reconnaitre(texte)
            if passage is not None:
                # The line where a tag ends, as libxml2 counts.
                debut = ligne + brut.count("\n", 0, brut.find(">"))
                analyses.append(analyste.accepter(passage, debut, texte))
            else:
                element = _lire_un(brut + fin, lot, cadre)
                debut = ligne + cast("int", element.sourceline) - 1
                analyses.append(_analyser_element(element, debut, analyste))
                if analyses[-1].passage is not None:
                    connues.apprendre(texte)
            ligne += brut.count("\n")
    return analyses


def _decouper(octets: bytes, fin: str, attendus: int) -> list[str]:
    try:
        *passages, reste = octets.decode().split(fin)
    except UnicodeDecodeError as erreur:
        raise Surprise from erreur
    if len(passages) != attendus or reste:
        raise Surprise
    return passages


def _lire_un(texte: str, lot: Lot, cadre: Cadre) -> etree._Element:
    racine = _parser(lot.espaces, [texte.encode()])
    if len(racine) != 1:
        raise Surprise
    _verifier_forme(racine, cadre.limites)
    return racine[0]


def _analyser_element(element: etree._Element, ligne: int, analyste: Analyste) -> Analyse:
    if schema_morceau().validate(element):
        return analyste.accepter(construire_passage(element), ligne, element)
    return analyste.refuser(element, ligne)


def _analyser_arbre(lot: Lot, cadre: Cadre) -> list[Analyse]:
    """Parse and validate the whole lot at once; then one by one if it has a fault."""
    racine, decalages = _lire(lot, cadre)
    valide = schema_morceau().validate(racine)
    if not valide and not cadre.soigneuse:
        _verifier_forme(racine, cadre.limites)
    analyses: list[Analyse] = []
    passages = iter(racine)
    for morceau, certification, decalage in zip(lot.morceaux, lot.certifications, decalages, strict=True):
        analyste = Analyste(morceau.certification, certification, cadre.reglages)
        for element in islice(passages, morceau.passages):
            ligne = cast("int", element.sourceline) + decalage
            if valide:
                analyses.append(analyste.accepter(construire_passage(element), ligne, element))
            else:
                analyses.append(_analyser_element(element, ligne, analyste))
    return analyses


def _lire(lot: Lot, cadre: Cadre) -> tuple[etree._Element, list[int]]:
    """Parse the lot's bytes under one parent; say by how much each run's lines are shifted."""
    parties, decalages, lignes = [], [], 1
    for morceau in lot.morceaux:
        octets = cadre.source.lire(morceau.debut, morceau.fin)
        parties.append(octets)
        decalages.append(morceau.ligne - lignes)
        if len(lot.morceaux) > 1:
            lignes += octets.count(b"\n")
    racine = _parser(lot.espaces, parties)
    if len(racine) != lot.passages:
        raise Surprise
    return racine, decalages


def _parser(espaces: Espaces, parties: list[bytes]) -> etree._Element:
    """Parse passages under one parent that puts their namespaces in scope."""
    prefixe = b"p"
    while b" xmlns:" + prefixe + b"=" in espaces:
        prefixe += b"p"
    nom = prefixe + b":passageCertifications"
    declaration = b" xmlns:" + prefixe + b'="' + ESPACE_DE_NOMS.encode() + b'"'
    document = b"".join([b"<", nom, declaration, espaces, b">", *parties, b"</", nom, b">"])
    try:
        return etree.fromstring(document, analyseur())
    except etree.XMLSyntaxError as erreur:
        raise Surprise from erreur


def _verifier_forme(racine: etree._Element, limites: Limites) -> None:
    """Leave to the careful reading what is no run of passages, or goes beyond a limit."""
    if (racine.text or "").strip(_BLANCS):
        raise Surprise
    for passage in racine:
        if passage.tag != _PASSAGE or (passage.tail or "").strip(_BLANCS):
            raise Surprise
        for rang, element in enumerate(passage.iter()):
            attributs = element.attrib
            if attributs and sum(len(n) + len(v) for n, v in attributs.items()) > limites.balise_max:
                raise Surprise
            if rang > limites.profondeur_max and _profondeur(element) > limites.profondeur_max:
                raise Surprise


def _profondeur(element: etree._Element) -> int:
    """Return the element's depth in the file: eight levels down for a passage, two here."""
    return sum(1 for _ in element.iterancestors()) + 7
