"""Searching in French texts."""

from __future__ import annotations

import unicodedata


def plier(texte: str) -> str:
    """Lower case without accents, typographic apostrophes made plain."""
    decompose = unicodedata.normalize("NFKD", texte.casefold().replace("’", "'"))
    return "".join(c for c in decompose if not unicodedata.combining(c))
