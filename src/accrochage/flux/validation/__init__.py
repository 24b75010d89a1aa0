"""From elements to the model, and what the schema refuses."""

from accrochage.flux.validation._construction import (
    ESPACE_DE_NOMS,
    construire_enveloppe,
    construire_passage,
    version_schema,
)
from accrochage.flux.validation._explication import expliquer_enveloppe, expliquer_passage
from accrochage.flux.validation._formes import Formes, formes
from accrochage.flux.validation._schema import schema_morceau

__all__ = [
    "ESPACE_DE_NOMS",
    "Formes",
    "construire_enveloppe",
    "construire_passage",
    "expliquer_enveloppe",
    "expliquer_passage",
    "formes",
    "schema_morceau",
    "version_schema",
]
