"""Run a command and tell how long it took, and how much memory its whole tree of processes held."""

from __future__ import annotations

import os
import resource
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import psutil

PAS = 0.01
"""Seconds between two looks at the memory."""


@dataclass(frozen=True, slots=True)
class Commande:
    """What is run, the exit code that means success, and what its environment has more."""

    nom: str
    arguments: Sequence[str]
    environnement: Mapping[str, str]
    code: int = 0


class Duree(NamedTuple):
    """Seconds on the wall, and seconds of processor over the whole tree of processes."""

    secondes: float
    processeur: float


def duree(commande: Commande) -> Duree:
    """Return how long the command takes. Nothing looks at the memory meanwhile."""
    debut, avant = time.perf_counter(), resource.getrusage(resource.RUSAGE_CHILDREN)
    with _lancer(commande) as processus:
        processus.wait()
    secondes, apres = time.perf_counter() - debut, resource.getrusage(resource.RUSAGE_CHILDREN)
    _verifier(commande, processus.returncode)
    return Duree(secondes, apres.ru_utime + apres.ru_stime - avant.ru_utime - avant.ru_stime)


def pic_memoire(commande: Commande) -> float:
    """Return the highest PSS of the tree of processes, in MB (millions of bytes).

    PSS counts a page shared by n processes for 1/n in each: the sum counts every page once.
    """
    pic = 0
    with _lancer(commande) as processus:
        racine = psutil.Process(processus.pid)
        while processus.poll() is None:
            pic = max(pic, _pss(racine))
            time.sleep(PAS)
    _verifier(commande, processus.returncode)
    return pic / 1e6


def _lancer(commande: Commande) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        commande.arguments,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, **commande.environnement},
    )


def _verifier(commande: Commande, code: int) -> None:
    if code != commande.code:
        raise SystemExit(f"{commande.nom} a rendu le code {code} au lieu de {commande.code}")


def _pss(racine: psutil.Process) -> int:
    """Sum the tree; a process that has just ended counts for nothing."""
    total = 0
    try:
        processus = [racine, *racine.children(recursive=True)]
    except psutil.Error:
        return 0
    for membre in processus:
        try:
            total += membre.memory_full_info().pss
        except psutil.Error:
            continue
    return total
