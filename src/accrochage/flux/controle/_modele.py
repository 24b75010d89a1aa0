"""What a check hands out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from accrochage.flux.findings import Constat
from accrochage.flux.model import Enveloppe, Passage

VersionSchema = Literal["1.1.2", "1.1.5"]


class Statut(StrEnum):
    """What the check concludes on the file."""

    CONFORME = "CONFORME"
    AVEC_REJETS = "AVEC_REJETS"
    REJETE = "REJETE"


@dataclass(frozen=True, slots=True)
class PassageLu:
    """One passage of the file with all its findings.

    ``rang`` counts the passages and ``certification`` the certifications from 0; ``ligne`` is
    where the passage begins; ``passage`` is cleaned, or None when the schema refuses it.
    """

    rang: int
    certification: int
    id_technique: str | None
    ligne: int
    passage: Passage | None
    constats: tuple[Constat, ...]


@dataclass(frozen=True, slots=True)
class Tete:
    """What is known of a file before its passages are read.

    ``enveloppe`` is None when it has a fault; ``sha256`` (hexadecimal) and ``taille`` (bytes) are
    those of the file as received; ``schema`` is None when the file can't be read.
    """

    enveloppe: Enveloppe | None
    constats: tuple[Constat, ...]
    passages: int
    schema: VersionSchema | None
    sha256: str
    taille: int


@dataclass(frozen=True, slots=True)
class Bilan:
    """The totals. In a file that is refused, every passage is.

    ``schema_conforme`` tells if the real operator's schema check would let the file in.
    """

    tete: Tete
    statut: Statut
    passages: int
    passages_refuses: int
    schema_conforme: bool
    constats_tardifs: tuple[Constat, ...]

    @property
    def schema(self) -> VersionSchema | None:
        """The first schema generation that knows all that the file uses."""
        return self.tete.schema
