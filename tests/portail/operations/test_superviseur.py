"""The supervisor, on real processes: start, death of a child, stop, second start, murder."""

from __future__ import annotations

import json
import os
import queue
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.error
import urllib.request
from pathlib import Path

import psutil
import psycopg
import pytest

from accrochage.portail.config import embarquee

DELAI = 60


class Portail:
    """A portal started by ``demarrer`` in a folder of its own."""

    def __init__(self, dossier: Path, port: int) -> None:
        self.dossier, self.port = dossier, port
        self.processus: subprocess.Popen | None = None
        self._lignes: queue.Queue[str] = queue.Queue()

    def demarrer(self) -> None:
        self.processus = subprocess.Popen(
            [sys.executable, "-m", "accrochage.portail", "demarrer"],
            env=environnement(
                DOSSIER_VAR=str(self.dossier), PORT=str(self.port), ENVIRONNEMENT="developpement"
            ),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self._lire, args=(self.processus,), daemon=True).start()

    def _lire(self, processus: subprocess.Popen) -> None:
        for ligne in processus.stdout:
            self._lignes.put(ligne)

    def attendre(self, texte: str) -> None:
        """Wait for a line that holds the text."""
        vues = []
        while True:
            try:
                vues.append(self._lignes.get(timeout=DELAI))
            except queue.Empty:
                pytest.fail(f"« {texte} » never came; got: {vues}")
            if texte in vues[-1]:
                return

    def enfants(self, *mots: str) -> list[psutil.Process]:
        tous = psutil.Process(self.processus.pid).children(recursive=True)
        return [p for p in tous if all(mot in " ".join(p.cmdline()) for mot in mots)]

    def sante(self) -> dict[str, str]:
        try:
            reponse = urllib.request.urlopen(f"http://127.0.0.1:{self.port}/sante", timeout=10)
        except urllib.error.HTTPError as erreur:
            reponse = erreur
        with reponse:
            return json.load(reponse)

    def arreter(self, comment: signal.Signals = signal.SIGTERM) -> int:
        self.processus.send_signal(comment)
        code = self.processus.wait(DELAI)
        self.processus.stdout.close()
        return code


def environnement(**valeurs: str) -> dict[str, str]:
    gardees = {n: v for n, v in os.environ.items() if n in {"PATH", "HOME", "LANG"}}
    return gardees | {"PYTHONWARNINGS": "default"} | valeurs


def port_libre() -> int:
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        return prise.getsockname()[1]


@pytest.fixture
def portail():
    dossier = Path(tempfile.mkdtemp(prefix="accrochage-superviseur-"))
    portail = Portail(dossier, port_libre())
    yield portail
    if portail.processus is not None and portail.processus.poll() is None:
        portail.arreter()
    shutil.rmtree(dossier)


def lancer(**valeurs: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "accrochage.portail", "demarrer"],
        env=environnement(**valeurs),
        check=False,
        capture_output=True,
        text=True,
        timeout=DELAI,
    )


def test_the_life_of_a_portal(portail):
    portail.demarrer()
    portail.attendre("Le portail est ouvert")
    with psycopg.connect(embarquee.url(portail.dossier), autocommit=True) as connexion:
        connexion.execute("CREATE TABLE souvenir AS SELECT 42 AS valeur")

    # A second one on the same data is told so.
    second = lancer(DOSSIER_VAR=str(portail.dossier), PORT=str(port_libre()), ENVIRONNEMENT="developpement")
    assert second.returncode == 1
    assert "déjà en marche" in second.stdout

    # A child that dies is started again.
    (maitre, *_) = portail.enfants("gunicorn")
    maitre.kill()
    portail.attendre("web s’est arrêté (code -9)")
    while True:
        try:
            assert portail.sante()["base"] == "ok"
            break
        except (ConnectionError, urllib.error.URLError):
            assert portail.processus.poll() is None

    # Asked to stop, it stops all, the database last, and leaves nothing behind.
    enfants = portail.enfants()
    assert portail.arreter() == 0
    portail.attendre("Arrêté.")
    assert [p for p in enfants if p.is_running()] == []
    assert embarquee.pid(portail.dossier) is None

    # The second start finds the data. Killed without a word, it takes its children along.
    portail.demarrer()
    portail.attendre("Le portail est ouvert")
    with psycopg.connect(embarquee.url(portail.dossier)) as connexion:
        assert connexion.execute("SELECT valeur FROM souvenir").fetchone() == (42,)
    enfants = portail.enfants()
    portail.arreter(signal.SIGKILL)
    _, restants = psutil.wait_procs(enfants, timeout=DELAI)
    assert restants == []

    # And a start after that works as if nothing had happened; Ctrl-C is a clean stop too.
    portail.demarrer()
    portail.attendre("Le portail est ouvert")
    assert set(portail.sante()) == {"statut", "base", "file", "stockage"}
    assert portail.arreter(signal.SIGINT) == 0


def test_a_busy_port_is_said_in_clear(tmp_path):
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        prise.listen()
        port = str(prise.getsockname()[1])
        refus = lancer(DOSSIER_VAR=str(tmp_path), PORT=port, ENVIRONNEMENT="developpement")
    assert refus.returncode == 1
    assert f"le port {port} est déjà pris" in refus.stdout
    assert not (tmp_path / "postgresql").exists()


@pytest.mark.parametrize(
    ("valeurs", "message"),
    [
        ({}, "ENVIRONNEMENT : variable absente"),
        ({"ENVIRONNEMENT": "test"}, "ENVIRONNEMENT : « test » est refusé"),
        ({"ENVIRONNEMENT": "demo", "PORT": "huit mille"}, "PORT : « huit mille » est refusé"),
        ({"ENVIRONNEMENT": "production", "WEB_FILS": "0"}, "WEB_FILS"),
    ],
)
def test_a_bad_configuration_stops_the_start(tmp_path, valeurs, message):
    refus = lancer(DOSSIER_VAR=str(tmp_path), **valeurs)
    assert refus.returncode == 2
    assert message in refus.stderr
    assert "Traceback" not in refus.stderr


def test_unsafe_production_stops_before_touching_the_database(tmp_path):
    refus = lancer(DOSSIER_VAR=str(tmp_path), ENVIRONNEMENT="production", PORT=str(port_libre()))
    assert refus.returncode == 1
    assert "Configuration refusée. DATABASE_URL : variable absente" in refus.stdout
