"""Keyed fingerprints: equal for equal values, and of no use without the key.

A plain hash of a NIR can be undone by trying all of them; an HMAC can't without its key.
"""

from __future__ import annotations

import hashlib
import hmac


def empreinte(cle: bytes, usage: str, valeur: bytes) -> bytes:
    """32 bytes of HMAC-SHA-256; ``usage`` keeps fingerprints of different things apart."""
    return hmac.digest(cle, usage.encode() + b"\x00" + valeur, hashlib.sha256)
