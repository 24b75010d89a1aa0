"""Proofs: small files that are what they say, and files that are not."""

from __future__ import annotations

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile

PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + b"\x55" * 200 + b"\xff\xd9"


def _morceau(nom: bytes, contenu: bytes) -> bytes:
    return struct.pack(">I", len(contenu)) + nom + contenu + struct.pack(">I", zlib.crc32(nom + contenu))


PNG = (
    b"\x89PNG\r\n\x1a\n"
    + _morceau(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    + _morceau(b"IDAT", zlib.compress(b"\x00\x00"))
    + _morceau(b"IEND", b"")
)
BONNES = {"lettre.pdf": PDF, "photo.JPG": JPEG, "scan.jpeg": JPEG, "capture.Png": PNG}


def pdf(taille: int) -> bytes:
    """A PDF of exactly that many bytes."""
    tete, queue = PDF[:9], PDF[9:]
    return tete + b"%" + b"a" * (taille - len(PDF) - 2) + b"\n" + queue


def flux(octets: bytes) -> io.BytesIO:
    return io.BytesIO(octets)


def envoi(octets: bytes = PDF, nom: str = "lettre.pdf") -> SimpleUploadedFile:
    """The same, as a browser sends it."""
    return SimpleUploadedFile(nom, octets)
