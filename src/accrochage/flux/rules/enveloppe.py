"""What an envelope that fits the schema may still get wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.model import Enveloppe

_HORODATAGE = re.compile(r"(?:19|20)\d\d-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d", re.ASCII)
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)


def controler_enveloppe(enveloppe: Enveloppe, aujourdhui: date) -> list[Constat]:
    """Return the faults of the envelope that need no register (F019, F020, F021)."""
    return [
        *f019_horodatage_mal_ecrit(enveloppe),
        *f020_horodatage_futur(enveloppe, aujourdhui),
        *f021_id_flux_sans_uuid(enveloppe),
    ]


def _lire(horodatage: str) -> datetime | None:
    texte = horodatage.strip()
    if _HORODATAGE.fullmatch(texte) is None:
        return None
    try:
        return datetime.fromisoformat(texte)
    except ValueError:
        return None


def f019_horodatage_mal_ecrit(enveloppe: Enveloppe) -> Iterator[Constat]:
    """Refuse when the timestamp is not of the one form that is accepted."""
    if _lire(enveloppe.horodatage) is None:
        yield constat("F019", champ="horodatage", valeur=enveloppe.horodatage)


def f020_horodatage_futur(enveloppe: Enveloppe, aujourdhui: date) -> Iterator[Constat]:
    """Refuse when the timestamp's day is after tomorrow, or later."""
    moment = _lire(enveloppe.horodatage)
    if moment is not None and moment.date() > aujourdhui + timedelta(days=1):
        yield constat("F020", champ="horodatage", valeur=enveloppe.horodatage)


def f021_id_flux_sans_uuid(enveloppe: Enveloppe) -> Iterator[Constat]:
    """Warn when the identifier of the file is not a UUID, as the dictionary asks for."""
    if _UUID.fullmatch(enveloppe.id_flux.strip()) is None:
        yield constat("F021", champ="idFlux", valeur=enveloppe.id_flux)
