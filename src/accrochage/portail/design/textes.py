"""Wording of the catalogue's templates for people."""

from __future__ import annotations

import re

PARAMETRE = re.compile(r"\{\w+\}")


def sans_parametres(modele: str) -> str:
    """A message of the catalogue with « … » where each finding has its own value."""
    return PARAMETRE.sub("…", modele)
