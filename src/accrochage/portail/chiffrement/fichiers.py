"""Files encrypted in chunks, so that memory stays flat and any change is noticed.

Layout: ``ACR1`` · length of the key's identifier (1 byte) · identifier · salt (16 bytes), then
chunks of at most 1 MiB of plain text, each followed by its tag of 16 bytes. The key is the file's own,
so the chunk's number can be its nonce; the header, the number and "last chunk or not" are
authenticated: a cut, a swap or a repeat fails to decrypt.
"""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag

from accrochage.portail.chiffrement.champs import LONGUEUR_SEL, Indechiffrable, Trousseau

MAGIE = b"ACR1"
MORCEAU = 1 << 20
ETIQUETTE = 16


def _nonce(numero: int) -> bytes:
    return numero.to_bytes(12, "big")


def chiffrer_flux(trousseau: Trousseau, morceaux: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the encrypted file of the plain pieces (of any size), in constant memory."""
    sel = os.urandom(LONGUEUR_SEL)
    identifiant = trousseau.courante
    entete = MAGIE + bytes([len(identifiant)]) + identifiant.encode() + sel
    aes = trousseau.cle_de_fichier(identifiant, sel)
    yield entete
    numero = 0
    tampon = bytearray()
    for morceau in morceaux:
        tampon += morceau
        while len(tampon) > MORCEAU:
            yield aes.encrypt(_nonce(numero), bytes(tampon[:MORCEAU]), entete + b"\x00")
            del tampon[:MORCEAU]
            numero += 1
    yield aes.encrypt(_nonce(numero), bytes(tampon), entete + b"\x01")


def graver(chemin: Path, racine: Path) -> None:
    """Fsync a file and the folders above it, up to ``racine``: after this a power cut loses nothing."""
    for cible in (chemin, *(parent for parent in chemin.parents if parent.is_relative_to(racine))):
        descripteur = os.open(cible, os.O_RDONLY)
        try:
            os.fsync(descripteur)
        finally:
            os.close(descripteur)


class LecteurChiffre(io.RawIOBase):
    """Read an encrypted file as its plain text, forward only.

    Raises :class:`Indechiffrable` at the first chunk that is not as it was written; a file that
    was cut between two chunks fails as well, since its last chunk does not say it is the last.
    """

    def __init__(self, trousseau: Trousseau, source: BinaryIO) -> None:
        self._source = source
        debut = source.read(len(MAGIE) + 1)
        if len(debut) <= len(MAGIE) or not debut.startswith(MAGIE):
            raise Indechiffrable
        suite = source.read(debut[-1] + LONGUEUR_SEL)
        if len(suite) != debut[-1] + LONGUEUR_SEL:
            raise Indechiffrable
        self._entete = debut + suite
        identifiant = suite[:-LONGUEUR_SEL].decode("ascii", "replace")
        self._aes = trousseau.cle_de_fichier(identifiant, suite[-LONGUEUR_SEL:])
        self._suivant = source.read(MORCEAU + ETIQUETTE)
        self._numero = 0
        self._clair = memoryview(b"")
        self._fini = False

    def readable(self) -> bool:
        """Always."""
        return True

    def readinto(self, tampon: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill ``tampon`` with plain text; 0 at the end."""
        while not self._clair and not self._fini:
            self._avancer()
        taille = min(len(tampon), len(self._clair))
        tampon[:taille] = self._clair[:taille]
        self._clair = self._clair[taille:]
        return taille

    def _avancer(self) -> None:
        morceau, self._suivant = self._suivant, self._source.read(MORCEAU + ETIQUETTE)
        self._fini = not self._suivant
        drapeau = b"\x01" if self._fini else b"\x00"
        try:
            clair = self._aes.decrypt(_nonce(self._numero), morceau, self._entete + drapeau)
        except (InvalidTag, ValueError) as erreur:
            raise Indechiffrable from erreur
        self._clair = memoryview(clair)
        self._numero += 1

    def close(self) -> None:
        """Close the encrypted file as well."""
        self._source.close()
        super().close()
