"""Write the depositors' page of rules: ``python -m accrochage.flux.catalogue``."""

from __future__ import annotations

import argparse
from pathlib import Path

from accrochage.flux.catalogue._page import page

PAGE = Path("docs/deposants/regles.md")
"""Where the page stands, from the root of the repository."""


def main(arguments: list[str] | None = None) -> None:
    """Write the page, by default in the repository that one stands in."""
    analyse = argparse.ArgumentParser(prog="python -m accrochage.flux.catalogue", description=__doc__)
    analyse.add_argument("--sortie", type=Path, default=PAGE)
    sortie: Path = analyse.parse_args(arguments).sortie
    sortie.parent.mkdir(parents=True, exist_ok=True)
    sortie.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
