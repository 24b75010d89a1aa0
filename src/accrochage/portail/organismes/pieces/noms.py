"""The name a proof was sent under: shown and given back, so it must be harmless."""

from __future__ import annotations

import re
import unicodedata

LONGUEUR = 120
SEPARATEURS = re.compile(r"[/\\]")
INTERDITS = re.compile(r'[<>:"|?*%;`$&#]')
SANS_NOM = "piece"


def nom_sur(nom: str) -> str:
    """Keep the last part of a file name, without what could act on a screen, a header or a disk.

    Control, invisible and direction-changing characters go, spaces are folded, the length is
    limited to ``LONGUEUR``, and the extension survives.
    """
    dernier = SEPARATEURS.split(unicodedata.normalize("NFC", nom))[-1]
    visible = "".join(c if unicodedata.category(c)[0] not in "CZ" else " " * c.isspace() for c in dernier)
    propre = " ".join(INTERDITS.sub(" ", visible).split()).strip(". ")
    base, point, extension = propre.rpartition(".")
    if not point:
        return propre[:LONGUEUR] or SANS_NOM
    return f"{base.rstrip(' .')[: LONGUEUR - len(extension) - 1] or SANS_NOM}.{extension}"[-LONGUEUR:]
