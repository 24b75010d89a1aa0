"""Short values encrypted one by one, and the ring of keys."""

from __future__ import annotations

import os
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

VERSION = b"\x01"
LONGUEUR_NONCE = 12
LONGUEUR_SEL = 16


class Indechiffrable(Exception):  # noqa: N818 - it says what the bytes are
    """The bytes were altered, cut, or written with a key that is not in the ring."""


class Trousseau:
    """Keys of 32 bytes by identifier (1 to 20 ASCII letters and digits); the first one writes."""

    def __init__(self, cles: Mapping[str, bytes]) -> None:
        if not cles:
            raise ValueError("a ring needs at least one key")
        self._cles = dict(cles)
        self.courante = next(iter(self._cles))
        self._aes = {identifiant: AESGCM(cle) for identifiant, cle in self._cles.items()}

    def chiffrer(self, clair: bytes, *, contexte: str) -> bytes:
        """Encrypt a short value; ``contexte`` (what it is) must be given again to read it."""
        entete = VERSION + bytes([len(self.courante)]) + self.courante.encode()
        nonce = os.urandom(LONGUEUR_NONCE)
        return entete + nonce + self._aes[self.courante].encrypt(nonce, clair, entete + contexte.encode())

    def dechiffrer(self, octets: bytes, *, contexte: str) -> bytes:
        """Undo :meth:`chiffrer`. Raises :class:`Indechiffrable`."""
        try:
            if octets[:1] != VERSION:
                raise Indechiffrable
            fin = 2 + octets[1]
            aes = self._aes[octets[2:fin].decode()]
            nonce = octets[fin : fin + LONGUEUR_NONCE]
            return aes.decrypt(nonce, octets[fin + LONGUEUR_NONCE :], octets[:fin] + contexte.encode())
        except (InvalidTag, KeyError, IndexError, UnicodeDecodeError, ValueError) as erreur:
            raise Indechiffrable from erreur

    def cle_de_fichier(self, identifiant: str, sel: bytes) -> AESGCM:
        """The cipher of one file: its own key, drawn from the ring's by HKDF with the file's salt.

        Raises :class:`Indechiffrable` when the ring has no such key.
        """
        if identifiant not in self._cles:
            raise Indechiffrable
        derivation = HKDF(algorithm=hashes.SHA256(), length=32, salt=sel, info=b"accrochage/fichier")
        return AESGCM(derivation.derive(self._cles[identifiant]))
