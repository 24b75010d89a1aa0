"""A progress bar on the error output, only when that is a terminal."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import click

Avancer = Callable[[int, int], None]
"""Called with the passages done and their total."""


@contextmanager
def progression() -> Iterator[Avancer | None]:
    """Give the function to call as the work goes on, or None where nobody looks at a screen."""
    if not sys.stderr.isatty():
        yield None
        return
    barre: Any = click.progressbar(length=1, label="Contrôle", file=sys.stderr, show_pos=True)
    with barre:

        def avancer(faits: int, total: int) -> None:
            barre.length = total
            barre.update(faits - barre.pos)

        yield avancer
