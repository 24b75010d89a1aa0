"""Locks of PostgreSQL: who works on a deposit, and who writes for an emetteur."""

from __future__ import annotations

import contextlib
import uuid
from collections.abc import Iterator

from django.db import connection

_SIGNE = 1 << 63


def _cle(identifiant: uuid.UUID) -> int:
    """The high half of the identifier as PostgreSQL's signed 64 bits."""
    return (identifiant.int >> 64) - _SIGNE


@contextlib.contextmanager
def travail(depot_id: uuid.UUID) -> Iterator[bool]:
    """Hold the deposit for this worker; False when another one has it.

    The lock is the session's: it dies with the connection, so a killed worker holds nothing.
    """
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_try_advisory_lock(%s)", [_cle(depot_id)])
        pris = bool(curseur.fetchone()[0])
    try:
        yield pris
    finally:
        if pris and connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as curseur:
                curseur.execute("SELECT pg_advisory_unlock(%s)", [_cle(depot_id)])


def ecriture(emetteur_id: int) -> None:
    """Wait to be the only one to write passages of this emetteur, until the transaction ends."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_advisory_xact_lock(1, %s)", [emetteur_id])
