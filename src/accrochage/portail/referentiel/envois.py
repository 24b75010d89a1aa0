"""A référentiel sent from the operator's desk: kept encrypted, imported in the background, reported."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import BinaryIO

from django.db import connection, transaction
from django.utils import timezone

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
    from accrochage.portail.referentiel.tasks import importer_envoi  # noqa: PLC0415 - tasks call services

    importer_envoi.configure(queueing_lock=f"referentiel:{envoi.pk}").defer(envoi_id=envoi.pk)
    return envoi


def traiter(envoi_id: int) -> None:
    """Import a file that waits; nothing is written when it is refused. Twice is the same as once."""
    envoi = ImportReferentiel.objects.get(pk=envoi_id)
    if envoi.etat not in {ImportReferentiel.Etat.RECU, ImportReferentiel.Etat.EN_COURS}:
        return
    ImportReferentiel.objects.filter(pk=envoi.pk).update(etat=ImportReferentiel.Etat.EN_COURS)
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
