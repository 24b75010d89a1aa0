"""Deposits: limits, and how strict the schema is."""

from __future__ import annotations

from accrochage.portail.config.env import env

DEPOT_TAILLE_MAX = env.entier("DEPOT_TAILLE_MAX", 200_000_000, minimum=1_000, maximum=5_000_000_000)
DEPOT_PASSAGES_MAX = env.entier("DEPOT_PASSAGES_MAX", 200_000, minimum=1, maximum=5_000_000)
# True refuses the whole file when one passage fails the schema, as the real operator does.
SCHEMA_STRICT = env.booleen("SCHEMA_STRICT", False)
