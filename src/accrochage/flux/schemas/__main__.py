"""Write the schemas anew: ``python -m accrochage.flux.schemas``."""

from __future__ import annotations

import argparse
from pathlib import Path

from accrochage.flux.dictionary import VERSIONS
from accrochage.flux.schemas import chemin_xsd, xsd


def main(arguments: list[str] | None = None) -> None:
    """Write one file a generation, by default in the package."""
    analyse = argparse.ArgumentParser(prog="python -m accrochage.flux.schemas", description=__doc__)
    analyse.add_argument("--dossier", type=Path, default=chemin_xsd(VERSIONS[0]).parent)
    dossier: Path = analyse.parse_args(arguments).dossier
    for version in VERSIONS:
        (dossier / chemin_xsd(version).name).write_text(xsd(version), encoding="utf-8")


if __name__ == "__main__":
    main()
