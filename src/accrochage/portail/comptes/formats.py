"""The 9-character login: its alphabet, how it is drawn, read and shown (``process.md`` §4)."""

from __future__ import annotations

import re
import secrets
import unicodedata

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Digits and capitals without the pairs people mistake: 0 O, 1 I L."""
LONGUEUR = 9
IDENTIFIANT = re.compile(rf"[{ALPHABET}]{{{LONGUEUR}}}")


def compacter(saisie: str) -> str:
    """Read a typed identifier: capitals, without the spaces and hyphens of any kind.

    Takes what copying from a mail brings: non-breaking and zero-width spaces, typographic
    dashes, full-width characters. Anything else stays, to be refused by the format.
    """
    normalisee = unicodedata.normalize("NFKC", saisie).upper()
    return "".join(c for c in normalisee if unicodedata.category(c) not in {"Zs", "Cc", "Cf", "Pd"})


def tirer_identifiant() -> str:
    """Draw a login at random; uniqueness is the database's to say."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LONGUEUR))


def grouper_identifiant(identifiant: str) -> str:
    """Show ``ABC DEF GHJ``, joined by non-breaking spaces."""
    return "\N{NO-BREAK SPACE}".join(identifiant[i : i + 3] for i in range(0, len(identifiant), 3))
