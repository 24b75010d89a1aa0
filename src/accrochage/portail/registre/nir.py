"""The NIR at rest: encrypted to be read by those who may, hashed with a key to be looked up."""

from __future__ import annotations

from functools import cache

from django.conf import settings

from accrochage.portail.chiffrement import Trousseau, empreinte

CONTEXTE = "registre.nir"


@cache
def trousseau() -> Trousseau:
    """The ring of keys of this installation."""
    return Trousseau(settings.CLES_CHIFFREMENT)


def empreinte_nir(nir: str) -> bytes:
    """32 bytes that stand for a NIR of 13 characters in look-ups."""
    return empreinte(settings.CLE_EMPREINTE, "nir", nir.encode())


def chiffrer_nir(nir: str) -> bytes:
    """The NIR as stored; :func:`dechiffrer_nir` undoes it."""
    return trousseau().chiffrer(nir.encode(), contexte=CONTEXTE)


def dechiffrer_nir(octets: bytes) -> str:
    """The NIR. Raises ``Indechiffrable`` when the bytes or the keys are not the right ones."""
    return trousseau().dechiffrer(bytes(octets), contexte=CONTEXTE).decode()
