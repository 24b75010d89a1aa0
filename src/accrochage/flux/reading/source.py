"""From a path to the bytes of one XML: plain, gzip, or the only file of a zip."""

from __future__ import annotations

import gzip
import hashlib
import os
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from accrochage.flux.catalogue import constat
from accrochage.flux.reading.limites import FichierRejete, Limites, en_octets, lisible
from accrochage.flux.reading.nature import DEBUT, juger

_BLOC = 256 * 1024
_GZIP = b"\x1f\x8b"
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_FIN_DE_ZIP = b"PK\x05\x06"
_FIN_DE_ZIP_MAX = 22 + 65_535
_ENTREES_MAX = 100
_REPERTOIRE_MAX = 100_000
_CHIFFRE = 0x1
_MODES_DE_ZIP = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ERREURS_DE_ZIP = (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, struct.error, ValueError)
_ERREURS_DE_GZIP = (gzip.BadGzipFile, zlib.error, EOFError)


@dataclass(frozen=True, slots=True)
class Source:
    """The decompressed bytes: ``taille`` of them behind ``fd``, read by position from any process."""

    fd: int
    taille: int

    def lire(self, debut: int, fin: int) -> bytes:
        """Return the bytes of ``[debut, fin)``; fewer at the end of the file."""
        parties = []
        while debut < fin and (partie := os.pread(self.fd, fin - debut, debut)):
            parties.append(partie)
            debut += len(partie)
        return parties[0] if len(parties) == 1 else b"".join(parties)


def ouvrir(chemin: Path) -> IO[bytes]:
    """Open a received file. Raises ``OSError`` when the path is no file that can be read."""
    fichier = chemin.open("rb")
    if not stat.S_ISREG(os.fstat(fichier.fileno()).st_mode):
        fichier.close()
        raise OSError(f"{chemin.name} is not a regular file")
    return fichier


def empreinte(fichier: IO[bytes]) -> str:
    """Return the SHA-256 of the file as received, in hexadecimal, without moving its position."""
    somme, position = hashlib.sha256(), 0
    while bloc := os.pread(fichier.fileno(), _BLOC, position):
        somme.update(bloc)
        position += len(bloc)
    return somme.hexdigest()


@contextmanager
def decompresser(recu: IO[bytes], limites: Limites) -> Iterator[Source]:
    """Give the source of an open file; what had to be decompressed lives in a temporary file.

    Raises ``FichierRejete`` (F001, F003, F007, F010, F011, F025).
    """
    taille = os.fstat(recu.fileno()).st_size
    debut = os.pread(recu.fileno(), DEBUT, 0)
    if debut.startswith((_GZIP, *_ZIP)):
        _refuser_si_trop_gros(taille, limites)
        with tempfile.TemporaryFile(prefix="accrochage-") as clair:
            (_degzipper if debut.startswith(_GZIP) else _dezipper)(recu, clair, limites)
            clair.flush()
            yield _source(clair)
    else:
        yield _source(recu, limites)


def _source(fichier: IO[bytes], limites: Limites | None = None) -> Source:
    source = Source(fichier.fileno(), os.fstat(fichier.fileno()).st_size)
    if refus := juger(source.lire(0, DEBUT)):
        raise FichierRejete([refus])
    if limites is not None:
        _refuser_si_trop_gros(source.taille, limites)
    return source


def _refuser_si_trop_gros(taille: int, limites: Limites) -> None:
    if taille > limites.taille_max:
        raise FichierRejete([constat("F007", maximum=en_octets(limites.taille_max))])


def _archive_refusee(detail: str) -> FichierRejete:
    return FichierRejete([constat("F011", detail=detail)])


def _degzipper(recu: IO[bytes], clair: IO[bytes], limites: Limites) -> None:
    recu.seek(0)
    try:
        with gzip.GzipFile(fileobj=recu, mode="rb") as archive:
            _copier(archive, clair, limites, recu.tell)
    except _ERREURS_DE_GZIP as erreur:
        raise _archive_refusee("elle est abîmée ou incomplète") from erreur


def _dezipper(recu: IO[bytes], clair: IO[bytes], limites: Limites) -> None:
    recu.seek(0)
    try:
        _refuser_repertoire(recu)
        with zipfile.ZipFile(recu) as archive:
            entree = _seule_entree(archive)
            compresses = max(entree.compress_size, 1)
            with archive.open(entree) as contenu:
                _copier(contenu, clair, limites, lambda: compresses)
    except _ERREURS_DE_ZIP as erreur:
        raise _archive_refusee("elle est abîmée ou incomplète") from erreur


def _refuser_repertoire(recu: IO[bytes]) -> None:
    """Look at the count of entries before a library loads them all."""
    taille = os.fstat(recu.fileno()).st_size
    fin = os.pread(recu.fileno(), _FIN_DE_ZIP_MAX, max(0, taille - _FIN_DE_ZIP_MAX))
    marque = fin.rfind(_FIN_DE_ZIP)
    if marque < 0:
        raise zipfile.BadZipFile("no end of central directory")
    entrees, repertoire = struct.unpack_from("<HI", fin, marque + 10)
    if entrees > _ENTREES_MAX or repertoire > _REPERTOIRE_MAX:
        raise _archive_refusee("elle contient plusieurs fichiers, un seul est attendu")


def _seule_entree(archive: zipfile.ZipFile) -> zipfile.ZipInfo:
    fichiers = [entree for entree in archive.infolist() if not entree.is_dir()]
    if any(entree.filename == "[Content_Types].xml" for entree in fichiers):
        raise FichierRejete([constat("F010", nature="un classeur ou un document Office")])
    if len(fichiers) != 1:
        combien = "plusieurs fichiers" if fichiers else "aucun fichier"
        raise _archive_refusee(f"elle contient {combien}, un seul est attendu")
    if fichiers[0].flag_bits & _CHIFFRE:
        raise _archive_refusee("elle est protégée par un mot de passe")
    if fichiers[0].compress_type not in _MODES_DE_ZIP:
        raise _archive_refusee("sa méthode de compression n’est pas lue")
    return fichiers[0]


def _copier(
    archive: IO[bytes] | gzip.GzipFile, clair: IO[bytes], limites: Limites, mesure: Callable[[], int]
) -> None:
    """Copy block by block, and stop at the first limit passed."""
    total = 0
    while bloc := archive.read(_BLOC):
        total += len(bloc)
        _refuser_si_trop_gros(total, limites)
        if total > limites.ratio_des and total > limites.ratio_max * mesure():
            raise _archive_refusee(
                f"elle gonfle plus de {lisible(limites.ratio_max)} fois en se décompressant"
            )
        clair.write(bloc)
