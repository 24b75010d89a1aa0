"""One child of the supervisor: started, its lines forwarded, restarted when it dies."""

from __future__ import annotations

import asyncio
import ctypes
import signal
import sys
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass

ATTENTE_MINIMUM = 1.0
ATTENTE_MAXIMUM = 30.0
STABLE = 60.0
"""Seconds of life after which a child that dies is restarted at once again."""
LIGNE_MAXIMUM = 64 * 1024
PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True, slots=True)
class Commande:
    """What to run. ``arret`` asks it to stop; after ``patience`` seconds it is killed."""

    nom: str
    argv: Sequence[str]
    environnement: Mapping[str, str]
    utilisateur: str | None = None
    dossier: str | None = None
    arret: signal.Signals = signal.SIGTERM
    patience: float = 25.0


type Dire = Callable[[str, str], None]
"""Writes one line: the name of who speaks, and what it says."""


class Processus:
    """Keeps one command running until told to stop."""

    def __init__(
        self, commande: Commande, dire: Dire, pret: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        self.commande = commande
        self._dire = dire
        self._pret = pret
        self._processus: asyncio.subprocess.Process | None = None
        self._fini = asyncio.Event()

    @property
    def en_vie(self) -> bool:
        """Whether the child runs now."""
        return self._processus is not None and self._processus.returncode is None

    async def demarrer(self) -> None:
        """Start the child. It dies with the supervisor, even when the latter is killed."""
        self._processus = await asyncio.create_subprocess_exec(
            *self.commande.argv,
            env=dict(self.commande.environnement),
            user=self.commande.utilisateur,
            cwd=self.commande.dossier,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            limit=LIGNE_MAXIMUM,
            start_new_session=True,  # a Ctrl-C reaches the supervisor only, which stops them in order
            preexec_fn=self._lier,  # safe: the supervisor has no thread
        )

    def _lier(self) -> None:
        if _LIBC is not None:
            _LIBC.prctl(PR_SET_PDEATHSIG, int(self.commande.arret), 0, 0, 0)

    async def veiller(self) -> None:
        """Forward the lines of the child, and start it again each time that it dies."""
        attente = ATTENTE_MINIMUM
        while True:
            debut = time.monotonic()
            code = await self.suivre()
            if self._fini.is_set():
                return
            if time.monotonic() - debut > STABLE:
                attente = ATTENTE_MINIMUM
            self._dire(
                "superviseur",
                f"{self.commande.nom} s’est arrêté (code {code}) ; reprise dans {attente:.0f} s",
            )
            if await self._dormir(attente):
                return
            attente = min(attente * 2, ATTENTE_MAXIMUM)
            await self.demarrer()
            if self._pret is not None:
                await self._pret()

    async def suivre(self) -> int:
        """Forward the lines of the child until it ends. Returns its exit code."""
        processus = self._processus
        if processus is None or processus.stdout is None:
            raise RuntimeError("the child must be started before it is watched")
        while ligne := await _ligne(processus.stdout):
            self._dire(self.commande.nom, ligne.decode(errors="replace").rstrip())
        return await processus.wait()

    async def _dormir(self, secondes: float) -> bool:
        """Wait; returns true at once when the supervisor stops meanwhile."""
        try:
            await asyncio.wait_for(self._fini.wait(), secondes)
        except TimeoutError:
            return False
        return True

    async def arreter(self) -> None:
        """Ask the child to stop, wait for it, and kill it if it does not."""
        self._fini.set()
        processus = self._processus
        if processus is None or processus.returncode is not None:
            return
        processus.send_signal(self.commande.arret)
        try:
            await asyncio.wait_for(processus.wait(), self.commande.patience)
        except TimeoutError:
            self._dire("superviseur", f"{self.commande.nom} ne s’arrête pas : il est interrompu")
            processus.kill()
            await processus.wait()


async def _ligne(flux: asyncio.StreamReader) -> bytes:
    """Next line, empty at the end; a line too long for the buffer comes in pieces."""
    try:
        return await flux.readuntil(b"\n")
    except asyncio.IncompleteReadError as fin:
        return fin.partial
    except asyncio.LimitOverrunError as trop:
        return await flux.readexactly(trop.consumed)
