"""The journal as CSV, by pieces, in constant memory."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import batched

from django.db.models import QuerySet
from django.http import StreamingHttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header

from accrochage.portail.depots.documents import inoffensif
from accrochage.portail.depots.models import Depot
from accrochage.portail.journal.libelles import famille
from accrochage.portail.journal.querysets import EntreeQuerySet
from accrochage.portail.organismes.noms import Noms
from accrochage.portail.web.journal.lecture import Ligne, lignes

LOT = 1_000
MAXIMUM = 100_000
"""Entries in one file, the newest: a period gives the others."""
COLONNES = (
    *("Numéro", "Date et heure", "Personne", "Sorte d’acte", "Acte", "Objet", "Compte", "Résultat"),
    *("Adresse réseau", "Précisions", "Code de l’acte", "Référence de l’objet"),
)


def reponse(entrees: EntreeQuerySet, noms: Noms, depots: QuerySet[Depot]) -> StreamingHttpResponse:
    """Send the entries as a file to keep."""
    envoi = StreamingHttpResponse(lignes_csv(entrees, noms, depots), content_type="text/csv; charset=utf-8")
    nom = f"Journal_{timezone.localdate():%Y-%m-%d}.csv"
    envoi["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=nom)
    return envoi


def lignes_csv(entrees: EntreeQuerySet, noms: Noms, depots: QuerySet[Depot]) -> Iterator[bytes]:
    """UTF-8 with BOM, ``;``; names are looked up for many entries at a time."""
    yield "\ufeff".encode() + _octets([COLONNES])
    for lot in batched(entrees[:MAXIMUM].iterator(chunk_size=LOT), LOT, strict=False):
        yield _octets([_rangee(ligne) for ligne in lignes(lot, noms, depots)])


def _octets(rangees: list[tuple[str, ...]]) -> bytes:
    tampon = io.StringIO()
    redacteur = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    redacteur.writerows([inoffensif(cellule) for cellule in rangee] for rangee in rangees)
    return tampon.getvalue().encode()


def _rangee(ligne: Ligne) -> tuple[str, ...]:
    entree = ligne.entree
    return (
        str(entree.pk),
        timezone.localtime(entree.horodatage).isoformat(sep=" ", timespec="seconds"),
        ligne.acteur,
        famille(entree.action),
        ligne.acte,
        ligne.objet,
        ligne.compte,
        entree.get_resultat_display(),
        entree.adresse or "",
        ligne.tous_details,
        entree.action,
        entree.objet,
    )
