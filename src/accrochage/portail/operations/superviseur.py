"""``python -m accrochage.portail demarrer``: the whole portal under one supervisor.

Starts the embedded PostgreSQL (unless ``DATABASE_URL`` names a server), prepares the database,
then keeps the web server and the worker running. It loads no Django and holds no connection:
it can't fail for their reasons. Ctrl-C or SIGTERM stops everything in order, the database last.
"""

from __future__ import annotations

import asyncio
import errno
import fcntl
import os
import signal
import socket
import sys
import time
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from accrochage.portail.config import cles, embarquee
from accrochage.portail.config.env import env
from accrochage.portail.operations.processus import Commande, Dire, Processus


class DemarrageImpossible(Exception):  # noqa: N818 - French, as the message
    """The portal can't start; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Reglages:
    """What the supervisor itself reads of the configuration."""

    environnement: str
    dossier_var: Path
    adresse: str
    port: int
    url: str
    embarquee: bool
    web_processus: int
    web_fils: int
    arret_secondes: int


def lire_reglages() -> Reglages:
    """Read the environment. Raises ``ConfigurationRefusee``."""
    environnement = env.texte("ENVIRONNEMENT", choix=("demo", "developpement", "production"))
    port = env.entier("PORT", 8000, minimum=1, maximum=65535)
    return Reglages(
        environnement=environnement,
        dossier_var=env.chemin("DOSSIER_VAR", "var"),
        adresse=env.texte("ADRESSE", "127.0.0.1"),
        port=port,
        url=env.url("URL_PORTAIL", f"http://localhost:{port}"),
        embarquee=environnement != "production" and not env.presente("DATABASE_URL"),
        web_processus=env.entier("WEB_PROCESSUS", 1, minimum=1, maximum=64),
        web_fils=env.entier("WEB_FILS", 8, minimum=1, maximum=128),
        arret_secondes=env.entier("ARRET_SECONDES", 20, minimum=1, maximum=600),
    )


def demarrer() -> int:
    """Run the portal until it is told to stop. Returns the exit code."""
    reglages = lire_reglages()
    reglages.dossier_var.mkdir(parents=True, exist_ok=True)
    try:
        verifier_port(reglages.adresse, reglages.port)
        with _verrou(reglages.dossier_var):
            if reglages.environnement != "production":
                cles.assurer(reglages.dossier_var)
            return asyncio.run(Superviseur(reglages).tenir())
    except (DemarrageImpossible, embarquee.BaseEmbarqueeIndisponible) as impossible:
        dire("superviseur", f"Démarrage impossible : {impossible}")
        return 1


def dire(qui: str, texte: str) -> None:
    """Write one line of the portal's output."""
    sys.stdout.write(f"[{qui}] {texte}\n")
    sys.stdout.flush()


def verifier_port(adresse: str, port: int) -> None:
    """Raise :class:`DemarrageImpossible` if the port is taken or not ours to take."""
    famille = socket.AF_INET6 if ":" in adresse else socket.AF_INET
    with socket.socket(famille, socket.SOCK_STREAM) as essai:
        essai.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            essai.bind((adresse, port))
        except OSError as erreur:
            if erreur.errno == errno.EADDRINUSE:
                raise DemarrageImpossible(
                    f"le port {port} est déjà pris. Arrêtez l’autre programme, ou choisissez un port : "
                    f"PORT={port + 1} make run"
                ) from None
            raise DemarrageImpossible(
                f"le port {port} de {adresse} ne peut pas être ouvert ({erreur.strerror})"
            ) from None


def _verrou(dossier: Path) -> IO[str]:
    """Hold the folder: the lock goes with the process, so nothing stale is ever left behind."""
    fichier = (dossier / "superviseur.verrou").open("w", encoding="utf-8")
    try:
        fcntl.flock(fichier, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        fichier.close()
        raise DemarrageImpossible(f"un portail est déjà en marche sur {dossier}") from None
    return fichier


class Superviseur:
    """The children, in the order of their start."""

    def __init__(self, reglages: Reglages) -> None:
        self._reglages = reglages
        self._environnement = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self._environnement.setdefault("DJANGO_SETTINGS_MODULE", "accrochage.portail.config.settings.base")
        self._base: Processus | None = None
        self._enfants: list[Processus] = []
        self._arret = asyncio.Event()

    async def tenir(self) -> int:
        """Start everything, wait for the order to stop, stop everything."""
        boucle = asyncio.get_running_loop()
        for signal_ in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            boucle.add_signal_handler(signal_, self._arret.set)
        veilles: list[asyncio.Task[None]] = []
        try:
            if self._reglages.embarquee:
                veilles.append(asyncio.create_task((await self._demarrer_base()).veiller()))
            if not await self._jusqu_a_l_arret(self._preparer()):
                return 0
            for commande in self._commandes():
                enfant = Processus(commande, dire)
                self._enfants.append(enfant)
                await enfant.demarrer()
                veilles.append(asyncio.create_task(enfant.veiller()))
            await self._jusqu_a_l_arret(self._annoncer())
            await self._arret.wait()
        finally:
            await self._arreter()
            await asyncio.gather(*veilles, return_exceptions=True)
        return 0

    async def _jusqu_a_l_arret(self, travail: Coroutine[None, None, None]) -> bool:
        """Wait for ``travail``, or for the order to stop; returns false in the second case."""
        tache = asyncio.create_task(travail)
        arret = asyncio.create_task(self._arret.wait())
        await asyncio.wait({tache, arret}, return_when=asyncio.FIRST_COMPLETED)
        arret.cancel()
        if not tache.done():
            tache.cancel()
            with suppress(asyncio.CancelledError):
                await tache
            return False
        tache.result()
        return not self._arret.is_set()

    async def _demarrer_base(self) -> Processus:
        orphelin = embarquee.pid(self._reglages.dossier_var)
        if orphelin is not None:  # the lock is ours, so its supervisor is dead
            dire("superviseur", "une base restée en marche est arrêtée proprement")
            await _terminer(orphelin)
        serveur = embarquee.preparer(self._reglages.dossier_var)
        commande = Commande(
            nom="base",
            argv=serveur.argv,
            environnement=self._environnement,
            utilisateur=serveur.utilisateur,
            dossier=str(serveur.donnees),
            arret=signal.SIGINT,  # PostgreSQL's « fast »: open sessions are closed, nothing is lost
            patience=60.0,
        )
        self._base = base = Processus(commande, _taire(serveur.journal))
        await base.demarrer()
        limite = time.monotonic() + embarquee.DELAI
        while not embarquee.prete(serveur):
            if self._arret.is_set() or not base.en_vie or time.monotonic() > limite:
                raise embarquee.BaseEmbarqueeIndisponible(f"la base ne démarre pas ; voir {serveur.journal}")
            await asyncio.sleep(0.05)
        self._environnement["DATABASE_URL"] = embarquee.adresse(serveur.prise, embarquee.BASE)
        return base

    async def _preparer(self) -> None:
        """Migrations, tables of the cache, static files, demonstration: one command, then gone."""
        commande = Commande("preparation", _python("preparer"), self._environnement)
        preparation = Processus(commande, dire)
        await preparation.demarrer()
        try:
            if await preparation.suivre() != 0:
                raise DemarrageImpossible("la préparation de la base a échoué ; voir les lignes au-dessus")
        finally:
            await preparation.arreter()

    def _commandes(self) -> tuple[Commande, Commande]:
        r = self._reglages
        gunicorn = [
            sys.executable, "-m", "gunicorn", "accrochage.portail.config.wsgi:application",
            "--bind", f"[{r.adresse}]:{r.port}" if ":" in r.adresse else f"{r.adresse}:{r.port}",
            "--worker-class", "gthread", "--workers", str(r.web_processus), "--threads", str(r.web_fils),
            "--timeout", "120", "--graceful-timeout", str(r.arret_secondes), "--log-level", "warning",
            "--limit-request-line", "4094", "--limit-request-fields", "60", "--no-control-socket",
        ]  # fmt: skip
        patience = r.arret_secondes + 5.0
        return (
            Commande("web", gunicorn, self._environnement, patience=patience),
            Commande("ouvrier", _python("procrastinate", "worker"), self._environnement, patience=patience),
        )

    async def _annoncer(self) -> None:
        while not _ecoute(self._reglages.adresse, self._reglages.port):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.1)
        dire("superviseur", f"Le portail est ouvert : {self._reglages.url}/")
        if self._reglages.environnement == "demo":
            identifiants = self._reglages.dossier_var / "demo" / "identifiants.txt"
            dire(
                "superviseur", f"Identifiants de démonstration : {self._reglages.url}/demo/ et {identifiants}"
            )
        dire("superviseur", "Ctrl-C arrête tout.")

    async def _arreter(self) -> None:
        dire("superviseur", "Arrêt…")
        await asyncio.gather(*(enfant.arreter() for enfant in self._enfants))
        if self._base is not None:
            await self._base.arreter()
        dire("superviseur", "Arrêté.")


def _python(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "accrochage.portail", *arguments]


def _taire(journal: Path) -> Dire:
    """Log of the database, apart: it is read when something goes wrong."""

    def ecrire(_qui: str, texte: str) -> None:
        with journal.open("a", encoding="utf-8") as sortie:
            sortie.write(texte + "\n")

    return ecrire


async def _terminer(numero: int) -> None:
    os.kill(numero, signal.SIGINT)
    for _ in range(600):
        try:
            os.kill(numero, 0)
        except ProcessLookupError:
            return
        await asyncio.sleep(0.1)
    raise DemarrageImpossible(f"la base du processus {numero} ne s’arrête pas")


def _ecoute(adresse: str, port: int) -> bool:
    hote = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(adresse, adresse)  # noqa: S104 - read, not bound
    try:
        socket.create_connection((hote, port), timeout=1).close()
    except OSError:
        return False
    return True
