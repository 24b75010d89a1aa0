"""What an accusé de traitement says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

ESPACE_DE_NOMS = "urn:cdc:cpf:pc5:rapport:schema"


class PassageKO(NamedTuple):
    """A refused passage and its one message, in French."""

    id_technique: str
    message: str


class ErreurFichier(NamedTuple):
    """Why a file is refused as a whole; ``ligne`` and ``colonne`` are 1-based, None when unknown."""

    type: str
    message: str
    ligne: int | None = None
    colonne: int | None = None


@dataclass(frozen=True, slots=True)
class Rapport:
    """A report, once read.

    ``id_traitement`` is a number as written (the oldest reports name it idDemande);
    ``nom_fichier`` and ``id_flux`` are None when absent; ``erreurs`` is empty unless the file
    was refused as a whole.
    """

    nom_fichier: str | None
    id_flux: str | None
    id_traitement: str | None
    ko: tuple[PassageKO, ...] = ()
    ok: tuple[str, ...] = ()
    erreurs: tuple[ErreurFichier, ...] = ()

    @property
    def refuse(self) -> bool:
        """Tell if the file was refused as a whole."""
        return bool(self.erreurs)


class RapportIllisible(Exception):  # noqa: N818 - a domain word, as the library's other exceptions
    """The file is no accusé de traitement; the message says why, in French, without its content."""
