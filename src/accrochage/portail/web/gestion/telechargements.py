"""A file that somebody sent, given to an agent: kept apart from the portal's own pages."""

from __future__ import annotations

from io import BufferedReader

from django.http import FileResponse

BAC_A_SABLE = "default-src 'none'; sandbox"


def piece_a_part(contenu: BufferedReader, *, nom: str, type_mime: str, taille: int) -> FileResponse:
    """Send it as a file to keep: never shown by the portal, never run by the browser. ``taille`` in bytes."""
    reponse = FileResponse(contenu, as_attachment=True, filename=nom, content_type=type_mime)
    reponse["Content-Length"] = taille
    reponse["Content-Security-Policy"] = BAC_A_SABLE
    reponse["X-Content-Type-Options"] = "nosniff"
    reponse["Cross-Origin-Resource-Policy"] = "same-origin"
    return reponse
