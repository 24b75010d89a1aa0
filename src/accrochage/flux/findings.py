"""What a check has to say, and the shape of the catalogue that explains it.

The catalogue itself is in ``accrochage.flux.catalogue``: one entry a code, the only source of
messages for the pages, the API, the reports and the docs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Severite(StrEnum):
    """How far a finding reaches: the file, the passage, or nothing but a remark."""

    BLOQUANT = "bloquant"
    REJET = "rejet"
    AVERTISSEMENT = "avertissement"


class Famille(StrEnum):
    """First letter of a code."""

    FICHIER = "F"
    HABILITATION = "H"
    CERTIFICATION = "C"
    PASSAGE = "P"
    TITULAIRE = "T"


@dataclass(frozen=True, slots=True)
class Constat:
    """One finding on a file or a passage.

    ``champ`` is the XML element's name as the format spells it (``nomNaissance``); ``valeur``
    is the offending text, cut at 100 characters, a NIR always masked; ``ligne`` and
    ``colonne`` are 1-based positions in the decompressed file; ``parametres`` fill the
    catalogue's message. ``message`` and ``remede`` are the French texts, filled in.
    """

    code: str
    severite: Severite
    message: str
    remede: str
    id_technique: str | None = None
    champ: str | None = None
    valeur: str | None = None
    ligne: int | None = None
    colonne: int | None = None
    parametres: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Regle:
    """A catalogue entry. A code, once published, never changes meaning.

    ``message`` and ``message_en`` are ``str.format`` templates; ``officiel`` is the real
    operator's sentence when it is known, verbatim, and then goes in the XML report;
    ``cvc`` names the schema checker's code that our code stands for.
    """

    code: str
    severite: Severite
    titre: str
    message: str
    message_en: str
    explication: str
    remede: str
    exemple_refuse: str
    exemple_accepte: str
    depuis: str = "0.1"
    officiel: str | None = None
    cvc: str | None = None

    @property
    def famille(self) -> Famille:
        """The family that the code's first letter names."""
        return Famille(self.code[0])
