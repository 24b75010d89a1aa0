"""Several processes: the same answer as one, and no silence when one of them fails."""

from __future__ import annotations

import os
import threading
from concurrent.futures.process import BrokenProcessPool

import psutil
import pytest
from fabrique_flux import AUJOURDHUI, RNCP, RS, constats_de, ecrire, passage

from accrochage.flux.controle import Controle, _processus
from accrochage.flux.reading import Limites

PETITS = Limites(morceau=4_000)


_deja_la: set[psutil.Process] = set()


@pytest.fixture(autouse=True)
def _processus_des_autres():
    """Other tests of this process may keep a server of their own."""
    _deja_la.clear()
    _deja_la.update(psutil.Process().children())


def nouveaux() -> set[psutil.Process]:
    """Children that were not there before the test."""
    return set(psutil.Process().children()) - _deja_la


@pytest.fixture
def melange(tmp_path):
    """Two hundred passages: some repeated far away, some refused by a rule."""
    passages = [
        passage(
            n % 150, mention_validee="SANS_MENTION" if n % 7 else None, scoring="nil" if n % 11 == 0 else None
        )
        for n in range(200)
    ]
    return ecrire(tmp_path / "a.xml", (RNCP, passages[:120]), (RS, passages[120:]))


@pytest.mark.parametrize("processus", [2, 3, 8])
def test_the_answer_is_that_of_one_process(melange, processus):
    attendus = constats_de(melange, limites=PETITS)
    assert len(attendus) > 50
    assert constats_de(melange, limites=PETITS, processus=processus) == attendus


ICI = os.getpid()


def mourir(*_: object) -> None:
    assert os.getpid() != ICI
    os._exit(9)


def echouer(*_: object) -> None:
    raise ZeroDivisionError


@pytest.mark.parametrize(("panne", "erreur"), [(mourir, BrokenProcessPool), (echouer, ZeroDivisionError)])
def test_a_failure_in_a_process_comes_out(melange, monkeypatch, panne, erreur):
    monkeypatch.setattr(_processus, "resumer", panne)
    with pytest.raises(erreur):
        constats_de(melange, limites=PETITS, processus=2)
    assert nouveaux() == set()


def test_no_process_outlives_the_check(melange):
    with Controle(melange, limites=PETITS, aujourdhui=AUJOURDHUI, processus=2) as controle:
        controle.bilan(lambda constat: None)
    assert nouveaux() == set()


def test_no_process_outlives_a_check_that_was_given_up(melange):
    def arreter(constat: object) -> None:
        raise KeyboardInterrupt

    with (
        pytest.raises(KeyboardInterrupt),
        Controle(melange, limites=PETITS, aujourdhui=AUJOURDHUI, processus=2) as controle,
    ):
        controle.bilan(arreter)
    assert nouveaux() == set()


def test_nothing_is_forked_beside_other_threads(melange):
    """A fork there may stop for ever on a lock that another thread held."""
    fini = threading.Event()
    fil = threading.Thread(target=fini.wait)
    fil.start()
    try:
        with Controle(melange, limites=PETITS, aujourdhui=AUJOURDHUI, processus=2) as controle:
            assert nouveaux() == set()
            assert controle.bilan(lambda constat: None).passages == 200
    finally:
        fini.set()
        fil.join()


def test_no_descriptor_is_left_open(melange):
    avant = psutil.Process().num_fds()
    for processus in (1, 2):
        constats_de(melange, limites=PETITS, processus=processus)
    assert psutil.Process().num_fds() == avant
