"""The table of places, built once a process from the reference data of the format."""

from __future__ import annotations

from functools import cache

from accrochage.flux.reference import communes
from accrochage.matching.lieux import Lieux


@cache
def lieux() -> Lieux:
    """Places by any code they ever had (about 100 ms at the first call)."""
    return Lieux(communes())
