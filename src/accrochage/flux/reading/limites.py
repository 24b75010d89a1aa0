"""How far a received file may go, in one typed object, and what says that it went too far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from accrochage.flux.findings import Constat

MEGAOCTET = 1_000_000


@dataclass(frozen=True, slots=True)
class Limites:
    """Every limit of the reader. ``taille_max`` and ``passages_max`` come from ``flux-format.md`` §1.

    ``taille_max``: bytes, once decompressed. ``passages_max``: passages of the file.
    ``profondeur_max``: levels of elements. ``texte_max``: bytes of one passage, characters of one
    text of the envelope, bytes of one tag or comment. ``balise_max``: characters of the
    attributes of one element. ``ratio_max``: decompressed over compressed bytes, looked at from
    ``ratio_des`` decompressed bytes on. ``morceau``: bytes read and validated in one go, of ``lot``
    passages at most. ``constats_max``: findings on the file as a whole; more teach nobody anything.
    """

    taille_max: int = 200 * MEGAOCTET
    passages_max: int = 200_000
    profondeur_max: int = 100
    texte_max: int = 1 * MEGAOCTET
    balise_max: int = 16_384
    ratio_max: int = 200
    ratio_des: int = 10 * MEGAOCTET
    morceau: int = 512 * 1024
    lot: int = 1_000
    constats_max: int = 1_000


class FichierRejete(Exception):  # noqa: N818 - domain word, part of the interface
    """The file is refused as a whole. ``constats`` says why: at least one of them is bloquant."""

    def __init__(self, constats: Sequence[Constat]) -> None:
        super().__init__(", ".join(constat.code for constat in constats))
        self.constats = tuple(constats)


class Surprise(Exception):  # noqa: N818 - it is no error of the file
    """The fast reading met something that only the careful one may judge."""


def lisible(nombre: int) -> str:
    """Write a number with its thousands apart."""
    return f"{nombre:,}".replace(",", "\u00a0")


def en_octets(taille: int) -> str:
    """Write a size as a person reads it: 200 Mo, 1 000 octets."""
    if taille >= MEGAOCTET:
        return f"{lisible(taille // MEGAOCTET)}\u00a0Mo"
    return f"{lisible(taille)}\u00a0octets"
