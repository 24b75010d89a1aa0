"""Calls to the provider: short, small, and answered where they were sent."""

from __future__ import annotations

import time
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError

OCTETS_MAXIMUM = 200_000
"""Bytes of an answer; discovery, keys and claims are a few thousand."""
DELAIS = (3.05, 5.0)
"""Seconds to connect, and between two pieces of an answer."""
DUREE_MAXIMUM = 10.0
"""Seconds for the whole body of an answer."""
MORCEAU = 16_384


class ReponseRefusee(requests.RequestException):
    """The provider's answer is too long, too slow, or sends elsewhere."""


class _Prudent(HTTPAdapter):
    def send(self, request: Any, *args: Any, **kwargs: Any) -> requests.Response:
        """Send, and read the answer within the limits. Raises :class:`ReponseRefusee`."""
        del args
        reponse = super().send(request, **{**kwargs, "stream": True, "timeout": DELAIS})
        try:
            if 300 <= reponse.status_code < 400:  # noqa: PLR2004 - a redirection takes the secret with it
                raise ReponseRefusee("redirection")
            reponse._content = _lire(reponse)  # noqa: SLF001 - what requests does itself when it does not stream
        finally:
            reponse.close()
        return reponse


def session() -> requests.Session:
    """Return a session whose every call keeps to the limits."""
    ouverte = requests.Session()
    for schema in ("http://", "https://"):
        ouverte.mount(schema, _Prudent())
    return ouverte


def _lire(reponse: requests.Response) -> bytes:
    octets, fin = bytearray(), time.monotonic() + DUREE_MAXIMUM
    try:
        while morceau := reponse.raw.read1(MORCEAU, decode_content=True):
            octets += morceau
            if len(octets) > OCTETS_MAXIMUM:
                raise ReponseRefusee("too long")
            if time.monotonic() > fin:
                raise ReponseRefusee("too slow")
    except (OSError, HTTPError) as panne:
        raise ReponseRefusee("cut") from panne
    return bytes(octets)
