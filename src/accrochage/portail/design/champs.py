"""Form fields that understand what people type."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accrochage.portail.design.nombres import MOIS

CHIFFRES = re.compile(r"(\d{1,2})[\s/.\-]*(\d{1,2})[\s/.\-]*(\d{4})")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
EN_LETTRES = re.compile(r"(\d{1,2})(?:er)?\s+([a-zàâéû]+)\.?\s+(\d{4})", re.IGNORECASE)
SERREE = re.compile(r"(\d{2})(\d{2})(\d{4})")
SANS_ACCENTS = str.maketrans("éûà", "eua")


def lire_date(saisie: str) -> date | None:
    """Read ``5/10/2026``, ``05.10.2026``, ``05102026``, ``2026-10-05`` or ``5 octobre 2026``."""
    texte = " ".join(saisie.split())
    if trouve := ISO.fullmatch(texte):
        annee, mois, jour = (int(partie) for partie in trouve.groups())
    elif trouve := SERREE.fullmatch(texte) or CHIFFRES.fullmatch(texte):
        jour, mois, annee = (int(partie) for partie in trouve.groups())
    elif trouve := EN_LETTRES.fullmatch(texte):
        jour, mois, annee = int(trouve[1]), _mois(trouve[2]), int(trouve[3])
    else:
        return None
    try:
        return date(annee, mois, jour)
    except ValueError:
        return None


def _mois(nom: str) -> int:
    """Return the number of a month named in full or by three letters at least; 0 when it is none."""
    plie = nom.lower().translate(SANS_ACCENTS)
    noms = [mois.translate(SANS_ACCENTS) for mois in MOIS]
    candidats = [rang for rang, mois in enumerate(noms, 1) if mois.startswith(plie)]
    return candidats[0] if len(plie) >= 3 and len(candidats) == 1 else 0  # noqa: PLR2004 - « jui » is two months


class ChampDate(forms.CharField):
    """One text field that takes a date as people write it, and gives a ``date``."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("max_length", 30)
        options.setdefault("widget", forms.TextInput(attrs={"autocomplete": "off", "inputmode": "numeric"}))
        options.setdefault("help_text", "JJ/MM/AAAA")
        super().__init__(**options)

    def clean(self, value: Any) -> Any:
        """Give the date, or None for nothing. Raises ``ValidationError`` for what is no date."""
        texte = super().clean(value)
        if not texte:
            return None
        if (lue := lire_date(texte)) is None:
            raise ValidationError("Écrivez la date comme 05/10/2026.")
        return lue
