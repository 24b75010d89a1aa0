"""Work cut over processes, results in order, a bounded number of lots under way."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor

from accrochage.flux.controle._lots import Cadre, Lot
from accrochage.flux.controle._resume import Resume, resumer
from accrochage.flux.reference import tables
from accrochage.flux.validation import schema_morceau

_EN_COURS = 2
"""Lots under way, for each process."""


class Processus:
    """One or several processes. A process that dies raises ``BrokenProcessPool`` here.

    They are forked, so that the open file and the seed of ``hash`` are theirs too; where that is
    not possible or not safe (other threads are alive), the work is done in this process.
    """

    def __init__(self, nombre: int) -> None:
        self._nombre = nombre
        self._executeur: ProcessPoolExecutor | None = None
        if nombre > 1 and "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1:
            self._executeur = ProcessPoolExecutor(
                nombre, mp_context=multiprocessing.get_context("fork"), initializer=_demarrer
            )
            # The first task forks them all, before any thread of ours lives.
            self._executeur.submit(_rien)

    def resumes(self, lots: Iterable[Lot], cadre: Cadre) -> Iterator[tuple[Lot, Resume]]:
        """Yield each lot and its summary, in order. Raises what a lot raises."""
        if self._executeur is None:
            yield from ((lot, resumer(lot, cadre)) for lot in lots)
            return
        en_cours: deque[tuple[Lot, Future[Resume]]] = deque()
        for lot in lots:
            en_cours.append((lot, self._executeur.submit(resumer, lot, cadre)))
            if len(en_cours) >= _EN_COURS * self._nombre:
                yield _attendre(en_cours)
        while en_cours:
            yield _attendre(en_cours)

    def arreter(self) -> None:
        """Let go of the processes; what is under way is not waited for."""
        if self._executeur is not None:
            self._executeur.shutdown(wait=True, cancel_futures=True)


def _attendre(en_cours: deque[tuple[Lot, Future[Resume]]]) -> tuple[Lot, Resume]:
    lot, futur = en_cours.popleft()
    return lot, futur.result()


def _demarrer() -> None:
    """Make a new process ready, while the file is being looked through."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    schema_morceau()
    tables()


def _rien() -> None:
    """Wake the processes up."""
