"""From the published files to the tables: COPY to staging, then what differs, in one transaction.

A fiche that is no longer published stays. Holders are those of the publication for each fiche it
speaks of: a holder that is gone is dated, never removed, and may still declare during the legal delay.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from accrochage.portail.journal.services import noter
from accrochage.portail.referentiel.publication import requetes
from accrochage.portail.referentiel.publication.lignes import (
    Detenteur,
    Ecarts,
    Fiche,
    PublicationRefusee,
    detenteurs_du_csv,
    fiches_du_csv,
    fiches_du_xml,
)
from accrochage.portail.referentiel.publication.sources import ABIMES, ILLISIBLE, Genre, Piece, trouver

Progres = Callable[[int], None]
PAS = 10_000
PART_INUTILISABLE = 0.05
"""Share of unusable rows above which the whole publication is refused."""
PART_PERDUE = 0.5
"""Share of the active fiches, or of the holders, that one publication may take away without ``force``."""
PLANCHER = 20
"""Below that many, a loss is never suspect."""
LOT_XML = 5_000


@dataclass(slots=True)
class Bilan:
    """What a publication changed."""

    fiches_lues: int = 0
    fiches_nouvelles: int = 0
    fiches_modifiees: int = 0
    fiches_desactivees: int = 0
    detenteurs_lus: int = 0
    detenteurs_ajoutes: int = 0
    detenteurs_retires: int = 0
    ecarts: Ecarts = field(default_factory=Ecarts)

    @property
    def rien(self) -> bool:
        """Nothing changed."""
        return not (
            self.fiches_nouvelles
            or self.fiches_modifiees
            or self.detenteurs_ajoutes
            or self.detenteurs_retires
        )


def importer(
    chemin: Path,
    *,
    par: str = "systeme",
    force: bool = False,
    simuler: bool = False,
    rapport: Path | None = None,
    progres: Progres | None = None,
) -> Bilan:
    """Load a publication; the same twice writes nothing. ``rapport``: a CSV of each change.

    Raises :class:`PublicationRefusee`, with nothing written: no such file, wrong columns, too many
    unusable rows, or (without ``force``) a publication that would empty the référentiel.
    """
    pieces, bilan = trouver(chemin), Bilan()
    with transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(requetes.VERROU)
        curseur.execute(requetes.TAMPONS)
        try:
            _lire(pieces, bilan, progres)
        except ABIMES as erreur:
            raise PublicationRefusee(ILLISIBLE) from erreur
        _mesurer(bilan, {"detenteurs": Genre.FICHES not in pieces or len(pieces) > 1})
        if not force:
            _refuser_une_perte(bilan)
        if rapport is not None:
            _rapporter(rapport)
        if not simuler:
            _ecrire(bilan)
            _noter(bilan, par)
        curseur.execute(requetes.LIBERER)
    return bilan


def _lire(pieces: dict[Genre, Piece], bilan: Bilan, progres: Progres | None) -> None:
    if Genre.XML in pieces:
        _lire_le_xml(pieces[Genre.XML], bilan, progres)
    if Genre.FICHES in pieces:
        with pieces[Genre.FICHES].ouvrir_texte() as fichier:
            bilan.fiches_lues += _copier(
                requetes.COPIE_FICHES, map(_valeurs_fiche, fiches_du_csv(fichier, bilan.ecarts)), progres
            )
    if Genre.DETENTEURS in pieces:
        with pieces[Genre.DETENTEURS].ouvrir_texte() as fichier:
            bilan.detenteurs_lus += _copier(
                requetes.COPIE_DETENTEURS,
                map(_valeurs_detenteur, detenteurs_du_csv(fichier, bilan.ecarts)),
                progres,
            )
    lues = bilan.fiches_lues + bilan.detenteurs_lus
    if not lues:
        raise PublicationRefusee("la publication ne contient aucune fiche utilisable")
    if bilan.ecarts.nombre > max(PLANCHER, PART_INUTILISABLE * lues):
        raise PublicationRefusee(
            f"{bilan.ecarts.nombre} lignes inutilisables sur {lues + bilan.ecarts.nombre} ; "
            f"la première : {bilan.ecarts.exemples[0]}"
        )


def _lire_le_xml(piece: Piece, bilan: Bilan, progres: Progres | None) -> None:
    """Holders stand inside fiches: they wait in small lots while one COPY at a time runs."""
    attente: list[Detenteur] = []
    with piece.ouvrir() as fichier:
        fiches = fiches_du_xml(fichier, bilan.ecarts, attente.append)
        while lot := list(_prendre(fiches, LOT_XML)):
            bilan.fiches_lues += _copier(requetes.COPIE_FICHES, map(_valeurs_fiche, lot), None)
            bilan.detenteurs_lus += _copier(requetes.COPIE_DETENTEURS, map(_valeurs_detenteur, attente), None)
            attente.clear()
            if progres:
                progres(bilan.fiches_lues)


def _prendre(fiches: Iterator[Fiche], nombre: int) -> Iterator[Fiche]:
    for _, fiche in zip(range(nombre), fiches, strict=False):
        yield fiche


def _copier(cible: str, rangees: Iterable[tuple[object, ...]], progres: Progres | None) -> int:
    lues = 0
    with connection.cursor() as curseur, curseur.copy(cible) as copie:
        for lues, rangee in enumerate(rangees, start=1):
            copie.write_row(rangee)
            if progres and lues % PAS == 0:
                progres(lues)
    return lues


def _valeurs_fiche(fiche: Fiche) -> tuple[object, ...]:
    return fiche.code, fiche.intitule, fiche.active, fiche.debut, fiche.fin, fiche.limite


def _valeurs_detenteur(detenteur: Detenteur) -> tuple[object, ...]:
    return detenteur.code, detenteur.siret, detenteur.nom


def _mesurer(bilan: Bilan, parametres: dict[str, bool]) -> None:
    """Compare staging with the tables: what would be written is in ``ref_*`` after this."""
    with connection.cursor() as curseur:
        curseur.execute(requetes.COMPARER, parametres)
        curseur.execute(requetes.COMPTER)
        (
            bilan.fiches_nouvelles,
            bilan.fiches_modifiees,
            bilan.fiches_desactivees,
            bilan.detenteurs_ajoutes,
            bilan.detenteurs_retires,
        ) = curseur.fetchone()


def _refuser_une_perte(bilan: Bilan) -> None:
    with connection.cursor() as curseur:
        curseur.execute(requetes.EN_PLACE)
        actives, detenteurs = curseur.fetchone()
    for perdu, avant, quoi in (
        (bilan.fiches_desactivees, actives, "fiches actives deviendraient inactives"),
        (bilan.detenteurs_retires, detenteurs, "détenteurs seraient retirés"),
    ):
        if perdu > max(PLANCHER, PART_PERDUE * avant):
            raise PublicationRefusee(
                f"{perdu} {quoi}, sur {avant} : la publication est sans doute incomplète"
            )


def _rapporter(chemin: Path) -> None:
    with chemin.open("w", encoding="utf-8-sig", newline="") as sortie, connection.cursor() as curseur:
        redacteur = csv.writer(sortie, delimiter=";")
        redacteur.writerow(("fiche", "changement", "avant", "après"))
        curseur.execute(requetes.CHANGEMENTS)
        while lignes := curseur.fetchmany(PAS):
            redacteur.writerows(lignes)


def _ecrire(bilan: Bilan) -> None:
    if bilan.rien:
        return
    with connection.cursor() as curseur:
        curseur.execute(requetes.ECRIRE, {"jour": timezone.localdate()})


def _noter(bilan: Bilan, par: str) -> None:
    noter(
        action="referentiel.importe",
        acteur=par,
        details={
            "nouvelles": bilan.fiches_nouvelles,
            "modifiees": bilan.fiches_modifiees,
            "detenteurs_ajoutes": bilan.detenteurs_ajoutes,
            "detenteurs_retires": bilan.detenteurs_retires,
        },
    )
