"""Files of deposits and their reports: encrypted, written once, on the disk before anyone is told.

Names are ours (``<year>/<month>/<deposit>/…``), never the sender's.
"""

from __future__ import annotations

import contextlib
import fcntl
import shutil
import tempfile
import time
from collections.abc import Collection, Iterable, Iterator
from io import BufferedReader
from pathlib import Path
from typing import IO, BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages

from accrochage.portail.chiffrement import Indechiffrable, LecteurChiffre, chiffrer_flux, graver
from accrochage.portail.registre.nir import trousseau

ALIAS = "depots"
TAMPON = 1 << 20
AGE_MINIMUM = 60
"""Seconds: a younger working copy may not have been locked yet."""
AGE_TELEVERSEMENT = 6 * 3600
"""Seconds: uploads are not locked, and end long before."""


def stockage() -> Storage:
    """The storage of the settings: a folder, or S3."""
    return storages[ALIAS]


def morceaux(source: BinaryIO) -> Iterator[bytes]:
    """The content of a binary file, a mebibyte at a time."""
    while morceau := source.read(TAMPON):
        yield morceau


def ecrire(nom: str, contenu: Iterable[bytes]) -> str:
    """Store encrypted bytes durably; return the name they got.

    Never over a file that exists: the name then differs a little. A name becomes a proof when the
    deposit's row says it; what an interrupted attempt wrote is removed by :func:`ne_garder_que`.
    """
    with fichier_de_travail("ecrit-") as fichier:
        for morceau in chiffrer_flux(trousseau(), contenu):
            fichier.write(morceau)
        fichier.flush()
        fichier.seek(0)
        final = stockage().save(nom, File(fichier, name=nom))
    _assurer_sur_disque(final)
    return str(final)


def ouvrir(nom: str) -> BufferedReader:
    """The plain content of a stored file, forward only. Raises ``Indechiffrable`` if it was altered."""
    source = cast("BinaryIO", stockage().open(nom, "rb"))
    try:
        return BufferedReader(LecteurChiffre(trousseau(), source), TAMPON)
    except Indechiffrable:
        source.close()
        raise


def effacer(nom: str) -> None:
    """Remove a file that no row refers to."""
    with contextlib.suppress(FileNotFoundError):
        stockage().delete(nom)


def ne_garder_que(dossier: str, noms: Collection[str]) -> None:
    """Remove from a folder all files but these."""
    for seul in stockage().listdir(dossier)[1]:
        if (nom := f"{dossier}/{seul}") not in noms:
            effacer(nom)


@contextlib.contextmanager
def copie_locale(nom: str) -> Iterator[Path]:
    """A plain copy on the local disk, for readers that need a path; gone afterwards."""
    with fichier_de_travail("lu-") as copie:
        with ouvrir(nom) as source:
            shutil.copyfileobj(source, copie, TAMPON)
        copie.flush()
        yield Path(copie.name)


@contextlib.contextmanager
def fichier_de_travail(prefixe: str) -> Iterator[IO[bytes]]:
    """A file of the working folder, gone afterwards.

    It is locked as long as its process lives, so that :func:`menage` knows those of the dead.
    """
    with tempfile.NamedTemporaryFile(dir=dossier_temporaire(), prefix=prefixe) as fichier:
        fcntl.flock(fichier.fileno(), fcntl.LOCK_EX)
        yield fichier


def dossier_temporaire() -> Path:
    """Where plain copies live for the time of a processing: a folder that only we may read."""
    dossier = Path(settings.DOSSIER_VAR) / "travail"
    dossier.mkdir(mode=0o700, parents=True, exist_ok=True)
    return dossier


def menage() -> int:
    """Remove the plain copies that killed processes left; return how many."""
    travail = sum(_orphelin(f) for f in _vieux(dossier_temporaire(), AGE_MINIMUM))
    return travail + sum(_orphelin(f) for f in _vieux(settings.FILE_UPLOAD_TEMP_DIR, AGE_TELEVERSEMENT))


def _vieux(dossier: Path | str | None, age: float) -> Iterator[Path]:
    """Files of a folder that nothing was written to for ``age`` seconds."""
    if dossier is None or not Path(dossier).is_dir():
        return
    for chemin in Path(dossier).iterdir():
        with contextlib.suppress(FileNotFoundError):
            if chemin.is_file() and chemin.stat().st_mtime < time.time() - age:
                yield chemin


def _orphelin(chemin: Path) -> bool:
    """Remove a working copy that no process holds; whether there was one."""
    try:
        with chemin.open("rb") as fichier:
            fcntl.flock(fichier.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            chemin.unlink()
    except OSError:  # held, or gone meanwhile
        return False
    return True


def _assurer_sur_disque(nom: str) -> None:
    if isinstance(stockage(), FileSystemStorage):
        graver(Path(stockage().path(nom)), Path(stockage().path("")))
