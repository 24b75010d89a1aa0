"""Who works on a deposit, who writes for an emetteur, and who has a place to work."""

from __future__ import annotations

import contextlib
import threading
import uuid
from collections.abc import Iterator

from django.conf import settings
from django.db import connection

from accrochage.portail.organismes.models import Organisme

GRAND = 5_000_000
"""Bytes from which a deposit is large: some seconds of work."""
VERROU = "SELECT pg_advisory_xact_lock(1, %s)"
_places_des_grands = threading.BoundedSemaphore(max(1, settings.OUVRIER_TACHES - 1))
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
    """Wait to be the only one to write passages of this emetteur, until the transaction ends.

    Bodies merged with it count as one: the survivor's lock is taken too, after a look that a merger
    can no longer change.
    """
    with connection.cursor() as curseur:
        curseur.execute(VERROU, [emetteur_id])
        survivant = Organisme.objects.famille(emetteur_id)[0]
        if survivant != emetteur_id:
            curseur.execute(VERROU, [survivant])


@contextlib.contextmanager
def place(taille: int) -> Iterator[bool]:
    """A place in this process for a deposit of that many bytes; False when there is none now.

    Large deposits leave one thread of the worker to the small ones.
    """
    if taille < GRAND:
        yield True
    elif _places_des_grands.acquire(blocking=False):
        try:
            yield True
        finally:
            _places_des_grands.release()
    else:
        yield False
