"""Pages read deposits: the fixtures that make them."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "depots"))

from conftest_depots import dossier_a_part, fiches, registre

__all__ = ["dossier_a_part", "fiches", "registre"]
