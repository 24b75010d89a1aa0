"""Uploads have a ceiling, kept while the bytes come in: nothing larger ever reaches the disk."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest


def plafond[Vue: Callable[..., Any]](calcul: Callable[[HttpRequest], int]) -> Callable[[Vue], Vue]:
    """Let a view take files, of ``calcul(request)`` bytes at most; under ``@acces``, above the rest.

    ``calcul`` answers 0 to who may send none. A view without it takes no file at all.
    """

    def marquer(vue: Vue) -> Vue:
        vue.plafond = calcul  # type: ignore[attr-defined]
        return vue

    return marquer


class Plafond(FileUploadHandler):
    """First of the handlers: lets files through up to the limit of the view, and drops the rest.

    A file sent to a view that takes none, or by somebody who may not, is read and forgotten. The
    request remembers that a file was cut (:func:`depasse`), so that the page can say so.
    """

    chunk_size = 1 << 18

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start counting a file."""
        super().new_file(*args, **kwargs)
        self._recus = 0
        vue = getattr(getattr(self.request, "resolver_match", None), "func", None)
        calcul = getattr(vue, "plafond", None)
        self._maximum = calcul(self.request) if calcul else 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Pass a chunk on. Raises ``SkipFile`` over the limit."""
        self._recus = start + len(raw_data)
        if self._recus > self._maximum:
            self.request.fichier_coupe = True  # type: ignore[union-attr] # ours, read by depasse()
            raise SkipFile
        return raw_data

    def file_complete(self, file_size: int) -> None:  # noqa: ARG002 - Django's signature
        """Leave the file to the next handler."""
        return


def depasse(request: Any) -> bool:
    """Whether a file of this request was cut at the limit. Ask after the files were read."""
    return bool(getattr(request, "fichier_coupe", False))
