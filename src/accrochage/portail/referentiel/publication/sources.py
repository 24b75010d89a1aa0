"""Finding the published files: alone, in a folder, in a zip."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

from accrochage.portail.referentiel.publication.lignes import (
    COLONNES_DETENTEURS,
    COLONNES_FICHES,
    PublicationRefusee,
)

ENTREES_MAXIMUM = 1_000
OCTETS_MAXIMUM = 4 * 10**9
"""Bytes of one unpacked file, at most."""
TETE = 8_192
ILLISIBLE = "fichier illisible, ou archive abîmée"
ABIMES = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError)
"""What reading a damaged or encrypted archive raises."""
SUFFIXES = frozenset({".csv", ".xml"})


class Genre(StrEnum):
    """What a published file holds."""

    FICHES = "FICHES"
    DETENTEURS = "DETENTEURS"
    XML = "XML"


@dataclass(frozen=True, slots=True)
class Piece:
    """One file of a publication: where it is (``archive`` when packed), its name, what it holds."""

    chemin: Path
    nom: str
    genre: Genre
    archive: bool

    @contextmanager
    def ouvrir(self) -> Iterator[IO[bytes]]:
        """Open it for reading, unpacked on the way."""
        with ExitStack() as pile:
            if self.archive:
                paquet = pile.enter_context(zipfile.ZipFile(self.chemin))
                yield pile.enter_context(paquet.open(self.nom))
            else:
                yield pile.enter_context(self.chemin.open("rb"))

    @contextmanager
    def ouvrir_texte(self) -> Iterator[IO[str]]:
        """The same, as UTF-8 text."""
        with self.ouvrir() as octets:
            yield io.TextIOWrapper(octets, encoding="utf-8-sig", newline="")


def trouver(chemin: Path) -> dict[Genre, Piece]:
    """The most recent file of each kind under this path: names carry their date.

    Raises :class:`PublicationRefusee` when there is none, or when it can't be read.
    """
    pieces: dict[Genre, Piece] = {}
    try:
        for piece in sorted(_pieces(chemin), key=lambda p: p.nom):
            pieces[piece.genre] = piece
    except ABIMES as erreur:
        raise PublicationRefusee(ILLISIBLE) from erreur
    if not pieces:
        raise PublicationRefusee(
            "aucun fichier publié reconnu : ni export_fiches_CSV_Standard, ni Certificateurs, ni XML"
        )
    if Genre.XML in pieces and len(pieces) > 1:
        # The CSV set of the same day says the same, and its end is known before it is read.
        del pieces[Genre.XML]
    return pieces


def est_une_publication(chemin: Path) -> bool:
    """Whether this is a folder, an archive, or a file with the published columns that can be read."""
    try:
        return chemin.is_dir() or zipfile.is_zipfile(chemin) or bool(list(_pieces(chemin)))
    except ABIMES:
        return False


def _pieces(chemin: Path) -> Iterator[Piece]:
    if chemin.is_dir():
        for fichier in sorted(chemin.iterdir()):
            if fichier.is_file():
                yield from _pieces(fichier)
    elif zipfile.is_zipfile(chemin):
        yield from _pieces_du_zip(chemin)
    else:
        with chemin.open("rb") as ouvert:
            genre = _genre(ouvert.read(TETE))
        if genre:
            yield Piece(chemin, chemin.name, genre, archive=False)


def _pieces_du_zip(chemin: Path) -> Iterator[Piece]:
    with zipfile.ZipFile(chemin) as paquet:
        entrees = paquet.infolist()
        if len(entrees) > ENTREES_MAXIMUM:
            raise PublicationRefusee(f"plus de {ENTREES_MAXIMUM} fichiers dans l’archive")
        for entree in entrees:
            if entree.is_dir() or Path(entree.filename).suffix.lower() not in SUFFIXES:
                continue
            if entree.file_size > OCTETS_MAXIMUM:
                raise PublicationRefusee(f"{entree.filename} est trop grand une fois déplié")
            with paquet.open(entree) as fichier:
                genre = _genre(fichier.read(TETE))
            if genre:
                yield Piece(chemin, entree.filename, genre, archive=True)


def _genre(tete: bytes) -> Genre | None:
    debut = tete.removeprefix(b"\xef\xbb\xbf").lstrip()
    if debut.startswith(b"<"):
        return Genre.XML
    entetes = debut.split(b"\n", 1)[0].decode("utf-8", "replace").replace('"', "").strip().split(";")
    if set(COLONNES_DETENTEURS) <= set(entetes):
        return Genre.DETENTEURS
    return Genre.FICHES if {COLONNES_FICHES[0], "Intitule"} <= set(entetes) else None
