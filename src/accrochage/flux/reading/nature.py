"""What a file is, by its first bytes: XML in UTF-8, or something to name and refuse."""

from __future__ import annotations

import re

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat

DEBUT = 4_096
"""Bytes looked at."""

BOM = b"\xef\xbb\xbf"
_BLANCS = b" \t\r\n"

# Longest marks first: UTF-32 begins like UTF-16.
_ENCODAGES = (
    (b"\xff\xfe\x00\x00", "UTF-32"),
    (b"\x00\x00\xfe\xff", "UTF-32"),
    (b"\x00\x00\x00<", "UTF-32"),
    (b"<\x00\x00\x00", "UTF-32"),
    (b"\xff\xfe", "UTF-16"),
    (b"\xfe\xff", "UTF-16"),
    (b"<\x00", "UTF-16"),
    (b"\x00<", "UTF-16"),
    (b"\x4c\x6f\xa7\x94", "EBCDIC"),
)
_NATURES = (
    (b"%PDF", "un PDF"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"\xd0\xcf\x11\xe0", "un document Office"),
    (b"{\\rtf", "un document RTF"),
    (b"BZh", "une archive bzip2"),
    (b"7z\xbc\xaf", "une archive 7z"),
    (b"Rar!", "une archive RAR"),
    (b"\xfd7zXZ", "une archive xz"),
    (b"\x28\xb5\x2f\xfd", "une archive zstd"),
    (b"{", "du JSON"),
    (b"[", "du JSON"),
)
_DECLARATION = re.compile(
    rb"""<\?xml\s+version\s*=\s*(?:"([^"]*)"|'([^']*)')(?:\s+encoding\s*=\s*(?:"([^"]*)"|'([^']*)'))?"""
)


def juger(debut: bytes) -> Constat | None:
    """Return why these first bytes can't be those of a file to read, or None."""
    if not debut.removeprefix(BOM).strip(_BLANCS) and len(debut) < DEBUT:
        return constat("F001")
    for marque, encodage in _ENCODAGES:
        if debut.startswith(marque):
            return constat("F003", encodage=encodage)
    nature = _nature(debut)
    if nature is not None:
        return constat("F010", nature=nature)
    return _juger_declaration(debut.removeprefix(BOM))


def _nature(debut: bytes) -> str | None:
    for marque, nature in _NATURES:
        if debut.startswith(marque):
            return nature
    if b"\0" in debut:
        return "un fichier binaire"
    texte = debut.removeprefix(BOM).strip(_BLANCS)
    return None if texte.startswith(b"<") or not texte else "un texte ou un tableau (CSV)"


def _juger_declaration(texte: bytes) -> Constat | None:
    declaration = _DECLARATION.match(texte)
    if declaration is None:
        return None
    version = (declaration[1] or declaration[2] or b"").decode("utf-8", "replace")
    encodage = (declaration[3] or declaration[4] or b"").decode("utf-8", "replace")
    if version != "1.0":
        return constat("F025", version=version[:20], ligne=1, colonne=1)
    if encodage and encodage.upper() != "UTF-8":
        return constat("F003", encodage=encodage[:40], ligne=1, colonne=1)
    return None
