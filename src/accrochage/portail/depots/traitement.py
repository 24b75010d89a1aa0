"""Processing a deposit, from its stored bytes to its accusé de traitement.

The row is the truth: whatever is interrupted starts again from the file, and one last transaction
records everything together, so a worker killed at any instant loses nothing and doubles nothing.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import chain
from pathlib import Path

import structlog
from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from accrochage.flux.controle import Controle, FichierRejete
from accrochage.flux.findings import Constat
from accrochage.flux.model import Action, Enveloppe
from accrochage.portail.courriels.services import envoyer
from accrochage.portail.depots import (
    accuses,
    certifications,
    constats,
    enregistrement,
    etats,
    lecture,
    lignes,
    rapport,
    stockage,
    verrous,
)
from accrochage.portail.depots.enums import Etape, EtatDepot
from accrochage.portail.depots.models import Depot
from accrochage.portail.depots.reception import reveiller
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.registre.rapprochement import rapprocher

LOT = 2_000
ATTENTE = timedelta(minutes=1)
ATTENTE_PLACE = 3
"""Seconds before a large deposit asks again for a place."""
RANG_FICHIER = -1
"""Rank of what the processing found on the file as a whole; the reception's findings have none."""

journal_technique = structlog.get_logger(__name__)


@dataclass(slots=True)
class Chronometre:
    """Seconds spent in each stage."""

    etapes: dict[str, float] = field(default_factory=dict)
    depuis: float = field(default_factory=time.monotonic)

    def fin(self, etape: Etape) -> None:
        """The stage ends now, the next one begins."""
        maintenant = time.monotonic()
        self.etapes[etape.value] = round(maintenant - self.depuis, 3)
        self.depuis = maintenant


def traiter(depot_id: uuid.UUID) -> None:
    """Process a deposit to its end. Does nothing when it is done, withdrawn, or being done."""
    with verrous.travail(depot_id) as pris:
        if not pris:
            return
        depot = Depot.objects.select_related("emetteur", "certificateur", "compte", "depose_par").get(
            pk=depot_id
        )
        if depot.etat not in {EtatDepot.RECU, EtatDepot.EN_COURS}:
            return
        with verrous.place(depot.taille) as libre:
            if not libre:
                _redire(depot, dans=ATTENTE_PLACE)
                return
            if _commencer(depot):
                _traiter(depot)


def _commencer(depot: Depot) -> bool:
    """Count the attempt, and forget what an interrupted one left; False when it was withdrawn meanwhile."""
    if depot.etat == EtatDepot.RECU:
        try:
            with transaction.atomic():
                etats.passer(depot, "commencer")
        except etats.TransitionImpossible:
            return False
    Depot.objects.filter(pk=depot.pk).update(essais=F("essais") + 1, essai_le=timezone.now())
    _effacer_le_travail(depot)
    return True


def reprendre() -> int:
    """Wake a worker for each deposit that waits too long or whose worker died; how many.

    One that failed several times waits longer each time, up to an hour, so that it never holds the
    others up.
    """
    stockage.menage()
    bloques = Depot.objects.filter(
        Q(etat=EtatDepot.EN_COURS) | Q(etat=EtatDepot.RECU, recu_le__lt=timezone.now() - ATTENTE)
    )
    return sum(_reprendre(depot) for depot in bloques.order_by("numero"))


def _reprendre(depot: Depot) -> bool:
    if depot.essai_le and timezone.now() < depot.essai_le + ATTENTE * 2 ** min(depot.essais - 1, 6):
        return False
    with verrous.travail(depot.pk) as libre:
        if not libre:
            return False
    if depot.essais:
        journal_technique.warning("depot.repris", numero=depot.numero, essais=depot.essais)
    return _redire(depot)


def _redire(depot: Depot, *, dans: int = 0) -> bool:
    """Tell a worker again, unless one is told already; whether it was needed."""
    try:
        with transaction.atomic():
            reveiller(depot, dans=dans)
    except AlreadyEnqueued:
        return False
    return True


def _effacer_le_travail(depot: Depot) -> None:
    lignes.effacer(depot.pk)
    with connection.cursor() as curseur:
        curseur.execute("DELETE FROM depots_constat WHERE depot_id = %s AND rang IS NOT NULL", [depot.pk])
    stockage.ne_garder_que(accuses.dossier_de(depot), {depot.fichier, depot.accuse_reception})


def _traiter(depot: Depot) -> None:
    chrono = Chronometre()
    try:
        with stockage.copie_locale(depot.fichier) as chemin, _controle(depot, chemin) as controle:
            enveloppe = controle.tete.enveloppe
            if enveloppe is None or lecture.bloque(controle.tete.constats):
                raise FichierRejete(controle.tete.constats)  # noqa: TRY301 - the one way out for refused files
            _lire(depot, controle)
        chrono.fin(Etape.LECTURE)
    except FichierRejete as refus:
        _rejeter(depot, refus.constats)
        return
    if enveloppe.action is Action.SUPPRESSION:
        enregistrer = partial(enregistrement.supprimer, depot)
    else:
        enregistrer = partial(enregistrement.creer, depot, _verifier(depot, enveloppe, chrono))
    _etape(depot, Etape.ENREGISTREMENT)
    _finir(depot, chrono, enregistrer)


def _verifier(depot: Depot, enveloppe: Enveloppe, chrono: Chronometre) -> dict[int, int]:
    """The certifications, then the holders; return the keys of the known certifications.

    Neither matters to a suppression: what is there may be removed whatever became of both.
    """
    _etape(depot, Etape.DROITS)
    cles = certifications.controler(depot, enveloppe.certifications)
    chrono.fin(Etape.DROITS)
    _etape(depot, Etape.RAPPROCHEMENT)
    rapprocher(depot.pk, compte=reference(depot.compte))
    chrono.fin(Etape.RAPPROCHEMENT)
    return cles


def _controle(depot: Depot, chemin: Path) -> Controle:
    """The check as of the day of the deposit: a retry another day says the same."""
    return lecture.controle(chemin, timezone.localtime(depot.recu_le).date())


def _lire(depot: Depot, controle: Controle) -> None:
    """Read every passage into the working table, a batch at a time."""
    enveloppe = controle.tete.enveloppe
    assert enveloppe is not None  # noqa: S101 - the caller looked
    _etape(depot, Etape.LECTURE, total=controle.tete.passages)
    lot = lignes.Lot(depot.pk, enveloppe)
    fait = 0
    try:
        for lu in controle.passages():
            lot.ajouter(lu)
            if len(lot) >= LOT:
                fait += lot.passages
                lot.verser()
                Depot.objects.filter(pk=depot.pk).update(etape_fait=fait)
    finally:
        # Also when the file is refused at last: what was found before stays told.
        lot.verser()
    constats.deposer(constats.rangee(depot.pk, RANG_FICHIER, c) for c in controle.constats_tardifs)


def _etape(depot: Depot, etape: Etape, total: int = 0) -> None:
    Depot.objects.filter(pk=depot.pk).update(etape=etape, etape_fait=0, etape_total=total)


def _rejeter(depot: Depot, motifs: tuple[Constat, ...]) -> None:
    """The whole file is refused: nothing of it is recorded but why, and what was found meanwhile."""
    accuse = accuses.ecrire_traitement_refuse(depot, chain(motifs, constats.rejets(depot.pk)))
    with transaction.atomic():
        lignes.effacer(depot.pk)
        constats.deposer(constats.rangee(depot.pk, RANG_FICHIER, motif) for motif in motifs)
        etats.passer(depot, "rejeter", accuse_traitement=accuse, etape="")
        _annoncer(depot, {})


def _finir(depot: Depot, chrono: Chronometre, enregistrer: Callable[[], None]) -> None:
    """Everything that counts, in one transaction under the emetteur's lock."""
    with transaction.atomic():
        verrous.ecriture(depot.emetteur_id)
        enregistrer()
        comptes = enregistrement.compter(depot)
        accuse = rapport.rediger(depot, comptes.passages)
        lignes.effacer(depot.pk)
        chrono.fin(Etape.ENREGISTREMENT)
        etats.passer(
            depot,
            "finir_avec_erreurs" if comptes.refuses else "reussir",
            accuse_traitement=accuse,
            etape="",
            nb_passages=comptes.passages,
            nb_acceptes=comptes.acceptes,
            nb_refuses=comptes.refuses,
            nb_avertis=comptes.avertis,
            nb_deja_acceptes=comptes.deja_acceptes,
        )
        _annoncer(depot, chrono.etapes)


def _annoncer(depot: Depot, etapes: dict[str, float]) -> None:
    """Journal and mail notice (no personal data), committed with the result."""
    noter(
        action="depot.traite",
        acteur=etats.SYSTEME,
        objet=reference(depot),
        compte=reference(depot.compte),
        details={
            "etat": depot.etat,
            "passages": depot.nb_passages,
            "refuses": depot.nb_refuses,
            "etapes": etapes,
        },
    )
    envoyer(
        gabarit="depot_traite",
        destinataire=depot.depose_par.email,
        contexte={"depot": depot, "etat": depot.get_etat_display()},
        objet=reference(depot),
    )
    transaction.on_commit(
        partial(journal_technique.info, "depot.traite", numero=depot.numero, etat=depot.etat, etapes=etapes)
    )
