"""From elements to the model, and what the schema refuses."""

from accrochage.flux.validation._construction import (
    ESPACE_DE_NOMS,
    construire_enveloppe,
    construire_passage,
    version_schema,
)

__all__ = ["ESPACE_DE_NOMS", "construire_enveloppe", "construire_passage", "version_schema"]
