"""Static files of third-party wheels that are no Django application."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import bootstrap_wrapper
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

PREFIXE = "bootstrap/"
FICHIERS = ("css/bootstrap.min.css", "css/bootstrap.min.css.map")
"""What the pages load of Bootstrap, and the map that the style sheet names; not its scripts."""


class BootstrapFinder(BaseFinder):
    """Finds ``bootstrap/css/bootstrap.min.css`` in the wheel, and nothing else of it."""

    def __init__(self, app_names: Any = None, *args: Any, **kwargs: Any) -> None:  # noqa: ARG002 - Django's signature
        self._dossier = Path(bootstrap_wrapper.get_bootstrap_dir())
        self._stockage = FileSystemStorage(location=self._dossier)
        self._stockage.prefix = PREFIXE.rstrip("/")  # type: ignore[attr-defined]

    def find(self, path: str, find_all: Any = False, **_kwargs: Any) -> Any:  # noqa: FBT002 - Django's signature
        """Absolute path of a file of the wheel, or an empty list."""
        nom = path.removeprefix(PREFIXE)
        if not path.startswith(PREFIXE) or nom not in FICHIERS:
            return []
        trouve = str(self._dossier / nom)
        return [trouve] if find_all else trouve

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, FileSystemStorage]]:  # noqa: ARG002 - Django's
        """Each file with its storage, for ``collectstatic``."""
        for nom in FICHIERS:
            yield nom, self._stockage
