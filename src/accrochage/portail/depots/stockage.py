"""Files of deposits and their reports: encrypted, written once, on the disk before anyone is told.

Names are ours (``<year>/<month>/<deposit>/…``), never the sender's.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
import time
from collections.abc import Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from accrochage.portail.chiffrement import LecteurChiffre, chiffrer_flux
from accrochage.portail.registre.nir import trousseau

ALIAS = "depots"
TAMPON = 1 << 20


def stockage() -> Storage:
    """The storage of the settings: a folder, or S3."""
    return storages[ALIAS]


def morceaux(source: BinaryIO) -> Iterator[bytes]:
    """The content of a binary file, a mebibyte at a time."""
    while morceau := source.read(TAMPON):
        yield morceau


def ecrire(nom: str, contenu: Iterable[bytes]) -> str:
    """Store encrypted bytes durably under ``nom``; return the name that the storage gave.

    An existing file of that name is what an interrupted attempt left: it is replaced, since a name
    only becomes a proof when the deposit's row says so.
    """
    with tempfile.NamedTemporaryFile(dir=dossier_temporaire(), prefix="ecrit-") as fichier:
        for morceau in chiffrer_flux(trousseau(), contenu):
            fichier.write(morceau)
        fichier.flush()
        fichier.seek(0)
        if stockage().exists(nom):
            stockage().delete(nom)
        final = stockage().save(nom, File(fichier, name=nom))
    _assurer_sur_disque(final)
    return str(final)


def ouvrir(nom: str) -> BufferedReader:
    """The plain content of a stored file, forward only. Raises ``Indechiffrable`` if it was altered."""
    return BufferedReader(LecteurChiffre(trousseau(), cast("BinaryIO", stockage().open(nom, "rb"))), TAMPON)


def effacer(nom: str) -> None:
    """Remove a file that no row refers to."""
    with contextlib.suppress(FileNotFoundError):
        stockage().delete(nom)


@contextlib.contextmanager
def copie_locale(nom: str) -> Iterator[Path]:
    """A plain copy on the local disk, for readers that need a path; gone afterwards.

    What a killed worker leaves there is removed by ``menage`` at the next start.
    """
    with tempfile.NamedTemporaryFile(dir=dossier_temporaire(), prefix="lu-", suffix=".xml") as copie:
        with ouvrir(nom) as source:
            shutil.copyfileobj(source, copie, TAMPON)
        copie.flush()
        yield Path(copie.name)


def dossier_temporaire() -> Path:
    """Where plain copies live for the time of a processing: a folder that only we may read."""
    dossier = Path(settings.DOSSIER_VAR) / "travail"
    dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
    return dossier


def menage(age_secondes: float) -> int:
    """Remove working copies older than that, left by killed processes; return how many."""
    limite = time.time() - age_secondes
    vieux = [f for f in dossier_temporaire().iterdir() if f.is_file() and f.stat().st_mtime < limite]
    for fichier in vieux:
        fichier.unlink(missing_ok=True)
    return len(vieux)


def _assurer_sur_disque(nom: str) -> None:
    """Fsync the file and its folder: after this a power cut loses nothing."""
    if not isinstance(stockage(), FileSystemStorage):
        return
    chemin = Path(stockage().path(nom))
    for cible in (chemin, chemin.parent):
        descripteur = os.open(cible, os.O_RDONLY)
        try:
            os.fsync(descripteur)
        finally:
            os.close(descripteur)
