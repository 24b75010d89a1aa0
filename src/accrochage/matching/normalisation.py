"""Names made comparable. Source: ``matching.md`` « Normalisation »."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LIGATURES = str.maketrans(
    {"Œ": "OE", "Æ": "AE", "ẞ": "SS", "Ø": "O", "Ð": "D", "Đ": "D", "Ł": "L", "Þ": "TH", "İ": "I", "Ŋ": "N"}
)
# Hyphens, apostrophes and spaces of every kind are one and the same separator.
_SEPARATEURS = re.compile(r"[\s\-'`´ʹʻʼʽˈ‐‑‒–—―−‘’‚‛′＇­_]+")
_RESTE = re.compile(r"[^A-Z ]+")


@lru_cache(maxsize=65_536)
def cle(texte: str | None) -> str:
    """Return the key of a name: capital ASCII letters, single spaces between parts, or empty.

    Accents and ligatures are folded (Œ→OE, Æ→AE, ß→SS); hyphen, apostrophe and space become one
    space, runs collapse; everything else is dropped. ``cle(cle(x)) == cle(x)``.
    """
    if not texte:
        return ""
    if texte.isascii() and texte.isalpha():
        return texte.upper()
    grand = unicodedata.normalize("NFKC", texte).upper().translate(_LIGATURES)
    separe = _SEPARATEURS.sub(" ", grand)
    plie = unicodedata.normalize("NFKD", separe).translate(_LIGATURES)
    return " ".join(_RESTE.sub("", plie.upper()).split())
