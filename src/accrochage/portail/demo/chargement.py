"""Loading of the demonstration, step by step, each one once."""

from __future__ import annotations

from collections.abc import Callable


def charger(*, dire: Callable[[str], None]) -> None:
    """Load what is missing of the demonstration."""
    dire("Données de démonstration en place.")
