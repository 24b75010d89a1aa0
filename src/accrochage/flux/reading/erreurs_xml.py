"""What expat refuses, said in French with its place."""

from __future__ import annotations

from pyexpat import ExpatError
from pyexpat import errors as messages

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.reading.source import Source

_AUTOUR = 4

_FIN_PREMATUREE = "il s’arrête avant la fin"
_DETAILS = {
    messages.XML_ERROR_NO_ELEMENTS: _FIN_PREMATUREE,
    messages.XML_ERROR_UNCLOSED_TOKEN: _FIN_PREMATUREE,
    messages.XML_ERROR_UNCLOSED_CDATA_SECTION: "une section CDATA n’est pas fermée",
    messages.XML_ERROR_TAG_MISMATCH: "une balise fermante ne répond pas à la balise ouverte",
    messages.XML_ERROR_DUPLICATE_ATTRIBUTE: "un attribut est répété dans une balise",
    messages.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: "il y a du contenu après la fin du document",
    messages.XML_ERROR_UNDEFINED_ENTITY: "une entité (&nom;) n’est pas définie",
    messages.XML_ERROR_INVALID_TOKEN: "un caractère n’est pas permis à cet endroit",
    messages.XML_ERROR_BAD_CHAR_REF: "une référence (&#…;) désigne un caractère qui n’est pas permis",
    messages.XML_ERROR_UNBOUND_PREFIX: "un préfixe n’est pas déclaré",
    messages.XML_ERROR_MISPLACED_XML_PI: "la déclaration XML n’est pas au tout début",
    messages.XML_ERROR_XML_DECL: "la déclaration XML est mal écrite",
    messages.XML_ERROR_SYNTAX: "la syntaxe n’est pas celle d’un XML",
}
_ENCODAGES = {messages.XML_ERROR_UNKNOWN_ENCODING, messages.XML_ERROR_INCORRECT_ENCODING}
_OCTETS = {messages.XML_ERROR_INVALID_TOKEN, messages.XML_ERROR_PARTIAL_CHAR, messages.XML_ERROR_SYNTAX}


def expliquer(erreur: ExpatError, source: Source, index: int) -> Constat:
    """Return F002, F003 or F004; ``index`` is the byte where the parser stopped."""
    message = messages.messages[erreur.code]
    ligne, colonne = erreur.lineno, erreur.offset + 1
    if message in _ENCODAGES:
        return constat("F003", encodage="un encodage inconnu", ligne=ligne, colonne=colonne)
    if message in _OCTETS and _octets_invalides(source, index):
        return constat("F004", ligne=ligne, colonne=colonne)
    return constat("F002", detail=_DETAILS.get(message, message), ligne=ligne, colonne=colonne)


def _octets_invalides(source: Source, index: int) -> bool:
    """Tell if the bytes at this place start no character in UTF-8."""
    octets = source.lire(index, index + _AUTOUR)
    try:
        octets.decode("utf-8")
    except UnicodeDecodeError as erreur:
        return erreur.start == 0
    return False
