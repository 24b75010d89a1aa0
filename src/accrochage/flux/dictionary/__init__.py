"""The dictionary: the one source of the exchange format.

Schemas, explanations of what a schema refuses, templates and help texts are made from it.
Source: ``flux-format.md`` §1.
"""

from collections.abc import Iterator

from accrochage.flux.dictionary._enveloppe import CHAMP_PASSAGE, ESPACE_DE_NOMS, FLUX, PASSAGES, RACINE
from accrochage.flux.dictionary._passage import PASSAGE
from accrochage.flux.dictionary._types import (
    VERSIONS,
    Base,
    Champ,
    Contenu,
    Groupe,
    Obligation,
    Simple,
    VersionSchema,
)


def parcourir(champ: Champ = RACINE, chemin: tuple[str, ...] = ()) -> Iterator[tuple[str, Champ]]:
    """Yield each element below ``champ``, itself first, with its path (``flux/emetteur/idClient``)."""
    ici = (*chemin, champ.nom)
    yield "/".join(ici), champ
    if isinstance(champ.type, Groupe):
        for enfant in champ.type.champs:
            yield from parcourir(enfant, ici)


__all__ = [
    "CHAMP_PASSAGE",
    "ESPACE_DE_NOMS",
    "FLUX",
    "PASSAGE",
    "PASSAGES",
    "RACINE",
    "VERSIONS",
    "Base",
    "Champ",
    "Contenu",
    "Groupe",
    "Obligation",
    "Simple",
    "VersionSchema",
    "parcourir",
]
