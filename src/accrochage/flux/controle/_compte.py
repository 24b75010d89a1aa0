"""The running totals of a file, and its findings on their way to whoever wants them."""

from __future__ import annotations

from collections.abc import Callable

from accrochage.flux.controle._doublons import Doublons
from accrochage.flux.controle._resume import Resume, est_refuse
from accrochage.flux.findings import Constat


class Compte:
    """Adds the lots up, in file order, and hands each finding on."""

    def __init__(self, sur_constat: Callable[[Constat], None], attendus: int) -> None:
        self.passages = self.refuses = self.non_conformes = self.decales = 0
        self._sur_constat = sur_constat
        self._doublons = Doublons(attendus)

    def ajouter(self, resume: Resume) -> None:
        """Take one lot."""
        trouves = dict(resume.constats)
        verifier = self._doublons.verifier
        for rang, cle in enumerate(zip(resume.cles, resume.identites, resume.lignes, strict=True)):
            repetes = verifier(*cle)
            if repetes:
                trouves[rang] = [*trouves.get(rang, ()), *repetes]
        for rang in sorted(trouves):
            self.refuses += est_refuse(trouves[rang])
            for trouve in trouves[rang]:
                self._sur_constat(trouve)
        self.passages += len(resume.cles)
        self.non_conformes += resume.non_conformes
        self.decales += resume.decales
