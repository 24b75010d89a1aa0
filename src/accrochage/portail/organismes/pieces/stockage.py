"""Proofs at rest: encrypted, under names of ours, in a storage of their own."""

from __future__ import annotations

import contextlib
import secrets
import tempfile
from collections.abc import Collection, Iterator
from datetime import timedelta
from io import BufferedReader
from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import transaction
from django.utils import timezone

from accrochage.portail.chiffrement import Indechiffrable, LecteurChiffre, Trousseau, chiffrer_flux, graver

ALIAS = "pieces"
TAMPON = 1 << 18
AGE_MINIMUM = timedelta(days=1)
"""A younger file may belong to a request that is being recorded."""


def stockage() -> Storage:
    """The storage of the settings: a folder, or S3."""
    return storages[ALIAS]


def ecrire(dossier: str, contenu: BinaryIO) -> str:
    """Store the whole of a file, encrypted and on the disk; return its name, drawn at random."""
    with tempfile.TemporaryFile() as chiffre:
        for morceau in chiffrer_flux(_trousseau(), _morceaux(contenu)):
            chiffre.write(morceau)
        chiffre.seek(0)
        nom = str(stockage().save(f"{dossier}/{secrets.token_hex(16)}", File(chiffre)))
    if isinstance(stockage(), FileSystemStorage):
        graver(Path(stockage().path(nom)), Path(stockage().path("")))
    return nom


def ouvrir(nom: str) -> BufferedReader:
    """The plain content of a stored file, forward only. Raises ``Indechiffrable`` if it was altered."""
    source = cast("BinaryIO", stockage().open(nom, "rb"))
    try:
        return BufferedReader(LecteurChiffre(_trousseau(), source), TAMPON)
    except Indechiffrable:
        source.close()
        raise


def effacer(nom: str) -> None:
    """Remove a file; one that is gone already is fine."""
    with contextlib.suppress(FileNotFoundError):
        stockage().delete(nom)


def effacer_apres(noms: Collection[str]) -> None:
    """Remove files once the transaction under way is committed; none if it is not."""

    def effacer_tout() -> None:
        for nom in noms:
            effacer(nom)

    transaction.on_commit(effacer_tout)


def orphelines(dossier: str, connues: Collection[str]) -> list[str]:
    """Names of the files older than a day that no row refers to: a crash left them."""
    limite = timezone.now() - AGE_MINIMUM
    with contextlib.suppress(FileNotFoundError):
        noms = {f"{dossier}/{seul}" for seul in stockage().listdir(dossier)[1]}
        return sorted(n for n in noms - set(connues) if stockage().get_modified_time(n) < limite)
    return []


def _morceaux(contenu: BinaryIO) -> Iterator[bytes]:
    contenu.seek(0)
    while morceau := contenu.read(TAMPON):
        yield morceau


def _trousseau() -> Trousseau:
    return Trousseau(settings.CLES_CHIFFREMENT)
