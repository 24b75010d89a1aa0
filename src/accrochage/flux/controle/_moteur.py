"""The engine: one file, its head, its passages in order, its totals."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from accrochage.flux.catalogue import constat
from accrochage.flux.controle._analyste import Analyse, Reglages
from accrochage.flux.controle._compte import Compte
from accrochage.flux.controle._doublons import Doublons
from accrochage.flux.controle._lots import Cadre, Lot, analyser, former_lots
from accrochage.flux.controle._modele import Bilan, PassageLu, Statut, Tete, VersionSchema
from accrochage.flux.controle._processus import Processus
from accrochage.flux.controle._resume import decale
from accrochage.flux.findings import Constat, Severite
from accrochage.flux.model import Action
from accrochage.flux.reading import (
    FichierRejete,
    Limites,
    Preparation,
    Source,
    Surprise,
    decompresser,
    empreinte,
    ouvrir,
    preparer,
    preparer_avec_soin,
)
from accrochage.flux.rules import controler_enveloppe

Progres = Callable[[int, int], None]
"""Called with the passages done and their total."""

SurConstat = Callable[[Constat], None]

type Travail[T] = Callable[[Iterator[Lot], Cadre], Iterator[tuple[Lot, T]]]
"""Makes something of each lot, and yields both in order."""

_SANS_EFFET_SUR_LE_SCHEMA = frozenset({"F020", "F026"})
_LIMITES = Limites()


def lire_tete(chemin: Path, *, limites: Limites = _LIMITES, aujourdhui: date | None = None) -> Tete:
    """Look at a file without reading its passages: every fault that can be known that way.

    Costs about 2 s a gigabyte. Raises ``OSError`` when the path can't be read.
    """
    with Controle(chemin, limites=limites, aujourdhui=aujourdhui) as controle:
        return controle.tete


class Controle:
    """The check of one file, to be used in a ``with``.

    ``aujourdhui`` is the day of the check (today by default); ``strict`` refuses the whole file at
    the first passage that the schema refuses; ``processus`` counts those that ``bilan`` may
    start; ``progres`` is told how far the reading is. Entering raises ``OSError`` when the path
    can't be read, and never for what the file holds: see ``tete.constats``.
    """

    def __init__(
        self,
        chemin: Path,
        *,
        limites: Limites = _LIMITES,
        aujourdhui: date | None = None,
        strict: bool = False,
        processus: int = 1,
        progres: Progres | None = None,
    ) -> None:
        self._chemin = Path(chemin)
        self._limites = limites
        self._aujourdhui = aujourdhui or date.today()  # noqa: DTZ011 - the depositor's day
        self._strict = strict
        self._nombre = processus
        self._progres = progres
        self._pile = ExitStack()
        self._source: Source | None = None
        self._preparation: Preparation | None = None
        self.constats_tardifs: tuple[Constat, ...] = ()

    def __enter__(self) -> Self:
        with ExitStack() as pile:
            recu = pile.enter_context(ouvrir(self._chemin))
            source = self._ouvrir(pile, recu)
            self._processus = Processus(self._nombre if source is not None else 1)
            pile.callback(self._processus.arreter)
            self._lire_tete(recu)
            self._pile = pile.pop_all()
        return self

    def __exit__(
        self, genre: type[BaseException] | None, erreur: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pile.close()

    def _ouvrir(self, pile: ExitStack, recu: IO[bytes]) -> Source | None:
        self._refus: tuple[Constat, ...] = ()
        try:
            self._source = pile.enter_context(decompresser(recu, self._limites))
        except FichierRejete as rejet:
            self._refus = rejet.constats
        return self._source

    def _lire_tete(self, recu: IO[bytes]) -> None:
        with ThreadPoolExecutor(1) as fil:
            somme = fil.submit(empreinte, recu)
            if self._source is not None:
                try:
                    self._preparation = preparer(self._source, self._limites)
                except FichierRejete as rejet:
                    self._refus = rejet.constats
            self.tete = self._tete(somme.result(), os.fstat(recu.fileno()).st_size)

    def _tete(self, sha256: str, taille: int) -> Tete:
        preparation = self._preparation
        if preparation is None:
            return Tete(None, self._refus, 0, None, sha256, taille)
        constats = preparation.constats
        if preparation.enveloppe is not None:
            constats += tuple(controler_enveloppe(preparation.enveloppe, self._aujourdhui))
        schema: VersionSchema = "1.1.5" if preparation.nouveau else "1.1.2"
        passages = preparation.plan.passages
        return Tete(preparation.enveloppe, constats, passages, schema, sha256, taille)

    def passages(self) -> Iterator[PassageLu]:
        """Yield every passage in file order, in constant memory.

        Raises ``FichierRejete`` at once when the head refuses the file, in the middle when its
        bytes turn out to be no XML, at the end in strict mode (F024).
        """
        if any(trouve.severite is Severite.BLOQUANT for trouve in self.tete.constats):
            raise FichierRejete(self.tete.constats)
        doublons, rang, non_conformes, decales = Doublons(self.tete.passages), 0, 0, 0
        for analyses in self._parcourir(_analyser_ici):
            for analyse in analyses:
                decales += decale(analyse)
                non_conformes += analyse.passage is None
                repetes = doublons.verifier(analyse.id_technique, analyse.identite, analyse.ligne)
                yield PassageLu(
                    rang,
                    analyse.certification,
                    analyse.id_technique,
                    analyse.ligne,
                    analyse.passage,
                    (*analyse.constats, *repetes),
                )
                rang += 1
            self._avancer(rang)
        self._conclure(non_conformes, decales)
        if self._strict and non_conformes:
            raise FichierRejete(self.constats_tardifs)

    def bilan(self, sur_constat: SurConstat) -> Bilan:
        """Read the whole file, give every finding to ``sur_constat``, return the totals.

        Findings come in file order: the head's, each passage's, those known at the end only.
        """
        for trouve in self.tete.constats:
            sur_constat(trouve)
        compte = Compte(sur_constat, self.tete.passages)
        fatals: tuple[Constat, ...] = ()
        try:
            for resume in self._parcourir(self._processus.resumes):
                compte.ajouter(resume)
                self._avancer(compte.passages)
            self._conclure(compte.non_conformes, compte.decales)
        except FichierRejete as rejet:
            fatals = rejet.constats
        for trouve in (*fatals, *self.constats_tardifs):
            sur_constat(trouve)
        return self._totaux(compte, fatals)

    def _totaux(self, compte: Compte, fatals: tuple[Constat, ...]) -> Bilan:
        du_fichier = (*self.tete.constats, *fatals, *self.constats_tardifs)
        bloquants = [trouve for trouve in du_fichier if trouve.severite is Severite.BLOQUANT]
        refuses = compte.refuses
        passages = max(compte.passages, self.tete.passages)
        statut = Statut.AVEC_REJETS if refuses else Statut.CONFORME
        if bloquants:
            statut, refuses = Statut.REJETE, passages
        conforme = all(trouve.code in _SANS_EFFET_SUR_LE_SCHEMA for trouve in bloquants)
        return Bilan(
            tete=self.tete,
            statut=statut,
            passages=passages,
            passages_refuses=refuses,
            schema_conforme=conforme and not compte.non_conformes,
            constats_tardifs=self.constats_tardifs,
        )

    def _conclure(self, non_conformes: int, decales: int) -> None:
        tardifs = []
        if self._strict and non_conformes:
            tardifs.append(constat("F024", passages=str(non_conformes)))
        if decales:
            tardifs.append(constat("F026", passages=str(decales)))
        self.constats_tardifs = tuple(tardifs)

    def _avancer(self, faits: int) -> None:
        if self._progres is not None:
            self._progres(faits, self.tete.passages)

    def _parcourir[T](self, travailler: Travail[T]) -> Iterator[T]:
        """Yield what is made of each lot; on a surprise, go on with care from the first unknown passage."""
        preparation, source = self._preparation, self._source
        if preparation is None or source is None or not preparation.lisible:
            return
        faits = 0
        try:
            for lot, fait in travailler(
                former_lots(preparation, self._limites), self._cadre(source, preparation)
            ):
                yield fait
                faits += lot.passages
        except Surprise:
            preparation = self._reprendre(source)
            lots = former_lots(preparation, self._limites, faits)
            yield from (fait for _, fait in travailler(lots, self._cadre(source, preparation)))

    def _reprendre(self, source: Source) -> Preparation:
        """Prepare with care; raises ``FichierRejete`` when that tells new faults of the file."""
        preparation = preparer_avec_soin(source, self._limites)
        nouveaux = [trouve for trouve in preparation.constats if trouve not in self.tete.constats]
        if nouveaux:
            raise FichierRejete(nouveaux)
        return preparation

    def _cadre(self, source: Source, preparation: Preparation) -> Cadre:
        enveloppe = preparation.enveloppe
        reglages = Reglages(
            aujourdhui=self._aujourdhui,
            emetteur=enveloppe.emetteur_id_client if enveloppe else "",
            suppression=enveloppe is not None and enveloppe.action is Action.SUPPRESSION,
        )
        return Cadre(
            source,
            self._limites,
            reglages,
            soigneuse=preparation.soigneuse,
            prefixe=preparation.plan.prefixe,
        )


def _analyser_ici(lots: Iterator[Lot], cadre: Cadre) -> Iterator[tuple[Lot, list[Analyse]]]:
    return ((lot, analyser(lot, cadre)) for lot in lots)
