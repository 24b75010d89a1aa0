"""Is it really a PDF or an image, and nothing else? Read in a stream, never opened.

The head, the tail and the extension must agree, and nothing in between may act: a file that is two
things at once, or that carries a program, is refused. What compressed parts of a PDF hide is not
unfolded: gestionnaires get the file as a download, in a sandbox, never shown by the portal.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings

MORCEAU = 1 << 16
FIN = 1024
"""Bytes that each look shares with the one before: more than any forbidden word, and where an end may be."""
EXTENSIONS = {".pdf": "application/pdf", ".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
TETES = {
    "application/pdf": re.compile(rb"%PDF-[12]\.[0-9]"),
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
}
QUEUES = {
    "application/pdf": re.compile(rb"%%EOF\s*\x00*\s*\Z"),
    "image/png": re.compile(rb"\x00\x00\x00\x00IEND\xaeB`\x82\Z"),
    "image/jpeg": re.compile(rb"\xff\xd9\x00*\Z"),
}
ACTIFS = re.compile(rb"<script|<html|<!doctype html|<\?php|javascript:", re.IGNORECASE)
ACTIFS_PDF = re.compile(rb"/JavaScript|/Launch|/EmbeddedFile|/RichMedia")
ECHAPPE = re.compile(rb"#([0-9A-Fa-f]{2})")

VIDE = "Ce fichier est vide\N{NO-BREAK SPACE}: choisissez-en un autre."
TROP_GROSSE = "Cette pièce dépasse 5\N{NO-BREAK SPACE}Mo. Réduisez-la, ou choisissez-en une autre."
AUTRE_TYPE = (
    "Cette pièce n’est ni un PDF ni une image PNG ou JPEG. "
    "Choisissez un fichier en .pdf, .png, .jpg ou .jpeg."
)
DESACCORD = (
    "Le contenu de ce fichier ne correspond pas à son extension. "
    "Enregistrez-le de nouveau en PDF, PNG ou JPEG."
)
INCOMPLETE = (
    "Ce fichier est incomplet, ou contient autre chose à la fin. "
    "Enregistrez-le de nouveau, puis choisissez-le."
)
ACTIVE = "Ce fichier contient un programme ou un autre fichier. Imprimez-le en PDF, ou photographiez-le."


class PieceRefusee(Exception):  # noqa: N818 - a refusal of the domain
    """The file can't be a proof; ``str()`` says why, to the person who sent it."""


@dataclass(frozen=True, slots=True)
class Piece:
    """What was found in a file: MIME type, size in bytes, SHA-256 (hex) of the content."""

    type: str
    taille: int
    empreinte: str


def examiner(fichier: BinaryIO, nom: str) -> Piece:
    """Read a whole file from its start and say what it is; it is at its start again afterwards.

    Raises :class:`PieceRefusee`.
    """
    type_mime = next((t for suffixe, t in EXTENSIONS.items() if nom.lower().endswith(suffixe)), None)
    if type_mime is None:
        raise PieceRefusee(AUTRE_TYPE)
    try:
        return _lire(fichier, type_mime)
    finally:
        fichier.seek(0)


def _lire(fichier: BinaryIO, type_mime: str) -> Piece:
    condense, taille, fin = hashlib.sha256(), 0, b""
    for morceau in _morceaux(fichier):
        if not taille and not TETES[type_mime].match(morceau):
            raise PieceRefusee(DESACCORD)
        taille += len(morceau)
        if taille > settings.PIECE_TAILLE_MAX:
            raise PieceRefusee(TROP_GROSSE)
        condense.update(morceau)
        fin = fin[-FIN:] + morceau
        _refuser_ce_qui_agit(fin, type_mime)
    if not taille:
        raise PieceRefusee(VIDE)
    if not QUEUES[type_mime].search(fin[-FIN:]):
        raise PieceRefusee(INCOMPLETE)
    return Piece(type_mime, taille, condense.hexdigest())


def _refuser_ce_qui_agit(texte: bytes, type_mime: str) -> None:
    pdf = type_mime == "application/pdf"
    noms = ECHAPPE.sub(lambda trouve: bytes.fromhex(trouve[1].decode()), texte) if pdf else b""
    if ACTIFS.search(texte) or ACTIFS_PDF.search(noms):
        raise PieceRefusee(ACTIVE)


def _morceaux(fichier: BinaryIO) -> Iterator[bytes]:
    fichier.seek(0)
    while morceau := fichier.read(MORCEAU):
        yield morceau
