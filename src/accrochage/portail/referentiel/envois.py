"""A référentiel sent from the operator's desk: kept encrypted, imported in the background, reported."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import BinaryIO

from django.db import connection, transaction
from django.utils import timezone
from procrastinate.exceptions import AlreadyEnqueued

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes import pieces
from accrochage.portail.referentiel import publication
from accrochage.portail.referentiel.models import ImportReferentiel

DOSSIER = "referentiel"
CHIFFRES = (
    *("fiches_lues", "fiches_nouvelles", "fiches_modifiees", "fiches_desactivees"),
    *("detenteurs_lus", "detenteurs_ajoutes", "detenteurs_retires"),
)
ATTENTE = timedelta(minutes=5)
"""After that, an import that nobody works on has lost its worker."""
VERROU = 723_712_888
PAS_UNE_PUBLICATION = "ce fichier n’est pas une publication du RNCP ou du RS (CSV, XML ou zip)"


@transaction.atomic
def recevoir(
    *, contenu: BinaryIO, nom: str, force: bool, par: Utilisateur, adresse: str | None
) -> ImportReferentiel:
    """Keep a file and tell a worker. ``force`` accepts a publication that takes much away."""
    envoi = ImportReferentiel.objects.create(
        piece=pieces.ecrire(DOSSIER, contenu),
        nom=pieces.nom_sur(nom),
        force=force,
        demande_par=reference(par),
    )
    noter(
        action="referentiel.envoye",
        acteur=reference(par),
        objet=reference(envoi),
        adresse=adresse,
        details={"force": force},
    )
    reveiller(envoi.pk)
    return envoi


def reveiller(envoi_id: int) -> None:
    """Tell a worker, in the caller's transaction. Raises ``AlreadyEnqueued`` when one is told already."""
    from accrochage.portail.referentiel.tasks import importer_envoi  # noqa: PLC0415 - tasks call services

    importer_envoi.configure(queueing_lock=f"referentiel:{envoi_id}").defer(envoi_id=envoi_id)


def traiter(envoi_id: int) -> None:
    """Import a file that waits; nothing is written when it is refused. Twice is the same as once."""
    with _seul(envoi_id) as pris:
        if pris:
            envoi = ImportReferentiel.objects.get(pk=envoi_id)
            if envoi.fini_le is None:
                ImportReferentiel.objects.filter(pk=envoi.pk).update(etat=ImportReferentiel.Etat.EN_COURS)
                _importer(envoi)


def reprendre() -> int:
    """Wake a worker for each import whose own died, and forget the files that a crash left alone.

    Returns how many imports.
    """
    connues = ImportReferentiel.objects.exclude(piece="").values_list("piece", flat=True)
    for orpheline in pieces.orphelines(DOSSIER, set(connues)):
        pieces.effacer(orpheline)
    arretes = ImportReferentiel.objects.filter(fini_le__isnull=True, cree_le__lt=timezone.now() - ATTENTE)
    return sum(_reprendre(envoi.pk) for envoi in arretes)


def _reprendre(envoi_id: int) -> bool:
    with _seul(envoi_id) as libre:
        if not libre:
            return False
    try:
        with transaction.atomic():
            reveiller(envoi_id)
    except AlreadyEnqueued:
        return False
    return True


@contextmanager
def _seul(envoi_id: int) -> Iterator[bool]:
    """Hold an import for this connection; False when another one has it. It dies with the connection."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_try_advisory_lock(%s, %s)", [VERROU, envoi_id])
        pris = bool(curseur.fetchone()[0])
        try:
            yield pris
        finally:
            if pris:
                curseur.execute("SELECT pg_advisory_unlock(%s, %s)", [VERROU, envoi_id])


def _importer(envoi: ImportReferentiel) -> None:
    with tempfile.TemporaryDirectory() as dossier:
        chemin = Path(dossier) / envoi.nom
        with pieces.ouvrir(envoi.piece) as source, chemin.open("wb") as copie:
            shutil.copyfileobj(source, copie)
        try:
            if not publication.est_une_publication(chemin):
                raise publication.PublicationRefusee(PAS_UNE_PUBLICATION)  # noqa: TRY301 - one way out
            bilan = publication.importer(chemin, force=envoi.force, progres=_dire(envoi.pk))
        except publication.PublicationRefusee as refus:
            _finir(envoi, ImportReferentiel.Etat.REFUSE, message=str(refus)[:500])
        else:
            figures = {nom: getattr(bilan, nom) for nom in CHIFFRES}
            _finir(envoi, ImportReferentiel.Etat.REUSSI, bilan={**figures, "ecarts": bilan.ecarts.nombre})


def _dire(envoi_id: int) -> Callable[[int], None]:
    """Write the lines read outside of the import's own transaction, so that the page sees them."""

    def ecrire(lues: int) -> None:
        try:
            ImportReferentiel.objects.filter(pk=envoi_id).update(lues=lues)
        finally:
            connection.close()

    def dire(lues: int) -> None:
        fil = Thread(target=ecrire, args=(lues,))
        fil.start()
        fil.join()

    return dire


def _finir(
    envoi: ImportReferentiel, etat: str, *, message: str = "", bilan: dict[str, int] | None = None
) -> None:
    piece, envoi.piece = envoi.piece, ""
    envoi.etat, envoi.message, envoi.bilan, envoi.fini_le = etat, message, bilan or {}, timezone.now()
    envoi.save(update_fields=["piece", "etat", "message", "bilan", "fini_le"])
    pieces.effacer(piece)
