"""Uploads have a ceiling, kept while the bytes come in: nothing larger ever reaches the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from accrochage.portail.web.acces import Acces


class Plafond(FileUploadHandler):
    """First of the handlers: lets files through up to the limit of a deposit, and drops the rest.

    Only people who may deposit send files; a file of anybody else is read and forgotten. The
    request remembers that a file was cut (:func:`depasse`), so that the page can say so.
    """

    chunk_size = 1 << 18

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start counting a file."""
        super().new_file(*args, **kwargs)
        self._recus = 0
        permis = Acces.DEPOSANT in getattr(self.request, "droits", frozenset())
        self._maximum = settings.DEPOT_TAILLE_MAX if permis else 0

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
