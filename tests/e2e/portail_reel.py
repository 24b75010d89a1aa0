"""The portal as people run it: supervisor, embedded PostgreSQL, gunicorn, worker. One for a whole run.

Under pytest-xdist the first process starts it, the others join, the last one to leave stops it.
"""

from __future__ import annotations

import contextlib
import fcntl
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import psycopg

TAILLE_MAX = 3_000_000
DELAI_DEMARRAGE = 240.0
DELAI_ARRET = 60.0
JOURNAL = Path(__file__).parents[2] / "artefacts" / "e2e-journal.txt"


@dataclass(frozen=True)
class Portail:
    """A running portal: where it listens, where its files are, its supervisor's process."""

    url: str
    dossier: Path
    pid: int

    def identifiants(self, qui: str) -> tuple[str, str]:
        """Login and password of « Gestionnaire » or « Certificateur inscrit » in the demonstration."""
        texte = (self.dossier / "demo" / "identifiants.txt").read_text(encoding="utf-8")
        bloc = next(b for b in texte.split("\n\n") if b.startswith(qui))
        lus = dict(re.findall(r"^  (connexion|mot de passe) +(\S.*)$", bloc, re.MULTILINE))
        return lus["connexion"], lus["mot de passe"]

    def secret_du_second_facteur(self) -> str:
        """Secret of the gestionnaire's authenticator application, base 32."""
        texte = (self.dossier / "demo" / "identifiants.txt").read_text(encoding="utf-8")
        return re.search(r"^  second facteur (\S+)$", texte, re.MULTILINE)[1]

    def echantillon(self, rang: int, matricule: str) -> tuple[Path, dict]:
        """Sample file of this rank for a certificateur, and what its report must say."""
        dossier = self.dossier / "demo" / "echantillons"
        chemin = next(dossier.glob(f"{rang}-*-{matricule.lower()}.xml"))
        return chemin, json.loads(chemin.with_suffix(".attendu.json").read_text(encoding="utf-8"))

    def commande(self, *arguments: str) -> str:
        """Run a management command against this portal; return what it says."""
        fini = subprocess.run(
            [sys.executable, "-m", "accrochage.portail", *arguments],
            env=_environnement(self.dossier, self.url),
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert fini.returncode == 0, fini.stderr
        return fini.stdout

    @contextlib.contextmanager
    def ouvrier_en_pause(self) -> Iterator[psycopg.Connection]:
        """Hold the worker still, to look at what waits; gives a connection to the portal's database.

        One test at a time: another that waits for the worker only waits longer.
        """
        with _verrou(self.dossier, "pause"):
            yield from self._suspendre()

    def _suspendre(self) -> Iterator[psycopg.Connection]:
        ouvriers = [p for p in psutil.Process(self.pid).children() if "procrastinate" in p.cmdline()]
        assert ouvriers
        for ouvrier in ouvriers:
            ouvrier.suspend()
        try:
            prise = self.dossier / "postgresql"
            with psycopg.connect(
                host=str(prise), user="postgres", dbname="accrochage", autocommit=True
            ) as connexion:
                yield connexion
        finally:
            for ouvrier in ouvriers:
                ouvrier.resume()


@contextlib.contextmanager
def partage() -> Iterator[Portail]:
    """The portal of this run, started if nobody has."""
    execution = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"seul-{os.getpid()}")
    dossier = Path(tempfile.gettempdir()) / f"accrochage-e2e-{execution}"
    dossier.mkdir(mode=0o755, exist_ok=True)
    with _verrou(dossier):
        portail = _rejoindre(dossier) or _demarrer(dossier)
        _compter(dossier, +1)
    try:
        yield portail
    finally:
        with _verrou(dossier):
            dernier = _compter(dossier, -1) == 0
            if dernier:
                _arreter(portail)
                JOURNAL.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(dossier / "journal.txt", JOURNAL)
                assert "Traceback" not in JOURNAL.read_text(errors="replace"), f"see {JOURNAL}"
        if dernier:
            shutil.rmtree(dossier, ignore_errors=True)


@contextlib.contextmanager
def _verrou(dossier: Path, nom: str = "verrou") -> Iterator[None]:
    with (dossier / nom).open("w") as fichier:
        fcntl.flock(fichier, fcntl.LOCK_EX)
        yield


def _compter(dossier: Path, de: int) -> int:
    compteur = dossier / "compteur"
    valeur = int(compteur.read_text() if compteur.exists() else "0") + de
    compteur.write_text(str(valeur))
    return valeur


def _rejoindre(dossier: Path) -> Portail | None:
    fiche = dossier / "portail.json"
    if not fiche.exists():
        return None
    lu = json.loads(fiche.read_text())
    assert psutil.pid_exists(lu["pid"]), "the shared portal died; see its log"
    return Portail(lu["url"], dossier / "var", lu["pid"])


def _demarrer(dossier: Path) -> Portail:
    with socket.socket() as libre:
        libre.bind(("127.0.0.1", 0))
        port = libre.getsockname()[1]
    url = f"http://localhost:{port}"
    with (dossier / "journal.txt").open("wb") as journal:
        processus = subprocess.Popen(
            [sys.executable, "-m", "accrochage.portail", "demarrer"],
            env=_environnement(dossier / "var", url),
            stdin=subprocess.DEVNULL,
            stdout=journal,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    processus.returncode = 0  # watched through psutil: the process that stops it may be another
    portail = Portail(url, dossier / "var", processus.pid)
    _attendre_ouverture(portail, dossier / "journal.txt")
    (dossier / "portail.json").write_text(json.dumps({"url": url, "pid": portail.pid}))
    return portail


def _environnement(var: Path, url: str) -> dict[str, str]:
    heritees = {
        nom: os.environ[nom] for nom in ("PATH", "HOME", "LANG", "LC_ALL", "TMPDIR") if nom in os.environ
    }
    return {
        **heritees,
        "ENVIRONNEMENT": "demo",
        "DOSSIER_VAR": str(var),
        "PORT": url.rsplit(":", 1)[1],
        "URL_PORTAIL": url,
        "CONNEXION_ESSAIS_PAR_RESEAU": "5000",  # all visitors come from here
        "DEPOT_TAILLE_MAX": str(TAILLE_MAX),
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _attendre_ouverture(portail: Portail, journal: Path) -> None:
    limite = time.monotonic() + DELAI_DEMARRAGE
    while time.monotonic() < limite:
        try:
            with urllib.request.urlopen(f"{portail.url}/aide/", timeout=5) as reponse:
                if reponse.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            assert psutil.pid_exists(portail.pid), journal.read_text(errors="replace")
            time.sleep(0.1)
    raise AssertionError(journal.read_text(errors="replace")[-4000:])


def _arreter(portail: Portail) -> None:
    """Ask it to stop and wait; when another process started it, all that is left of it is a zombie."""
    with contextlib.suppress(psutil.NoSuchProcess):
        processus = psutil.Process(portail.pid)
        processus.send_signal(signal.SIGINT)
        limite = time.monotonic() + DELAI_ARRET
        while processus.is_running() and processus.status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < limite, "the portal does not stop"
            time.sleep(0.1)
