"""The catalogue of codes: the only source of what a check says.

``REGLES`` maps each code to its entry; ``constat`` makes a finding of a code; ``parametres_de``
tells which parameters it asks for. ``python -m accrochage.flux.catalogue`` writes the
depositors' page of rules.
"""

from accrochage.flux.catalogue._composition import (
    LONGUEUR_CLE,
    LONGUEUR_VALEUR,
    REGLES,
    constat,
    masquer_nir,
    message_en,
    parametres_de,
)

__all__ = [
    "LONGUEUR_CLE",
    "LONGUEUR_VALEUR",
    "REGLES",
    "constat",
    "masquer_nir",
    "message_en",
    "parametres_de",
]
