"""What can be downloaded of a deposit."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

from accrochage.flux.catalogue import REGLES
from accrochage.flux.findings import Constat
from accrochage.portail.depots import accuses, stockage
from accrochage.portail.depots.constats import relu
from accrochage.portail.depots.models import Depot
from accrochage.portail.depots.synthese import definitifs

LOT = 2_000
COLONNES_CSV = (
    *("code", "severite", "idTechnique", "champ", "valeur", "ligne", "colonne", "message", "remede"),
    "messageOfficiel",
)
_FORMULES = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Document:
    """A file to send: its name, its type, its bytes (to be closed by who sends them)."""

    nom: str
    type_mime: str
    contenu: BinaryIO


def fichier(depot: Depot) -> Document:
    """The deposited file, byte for byte."""
    return _document(depot.nom_fichier, "application/octet-stream", depot.fichier)


def accuse_reception(depot: Depot) -> Document:
    """The accusé de réception as it was written."""
    return _document(accuses.nom_accuse_reception(depot), "application/xml", depot.accuse_reception)


def accuse_traitement(depot: Depot) -> Document | None:
    """The accusé de traitement as it was written; None while there is none."""
    if not depot.accuse_traitement:
        return None
    return _document(accuses.nom_accuse_traitement(depot), "application/xml", depot.accuse_traitement)


def _document(nom: str, type_mime: str, stocke: str) -> Document:
    return Document(nom, type_mime, cast("BinaryIO", stockage.ouvrir(stocke)))


def nom_csv(depot: Depot) -> str:
    """File name of the findings as CSV."""
    return f"Constats_{depot.numero}.csv"


def lignes_csv(depot: Depot) -> Iterator[bytes]:
    """All the findings as CSV (UTF-8 with BOM, ``;``), by pieces, in constant memory."""
    tampon = io.StringIO()
    redacteur = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    tampon.write("﻿")
    redacteur.writerow(COLONNES_CSV)
    for numero, ligne in enumerate(
        definitifs(depot).order_by("rang", "id").iterator(chunk_size=LOT), start=1
    ):
        c = relu(ligne)
        valeurs = (c.code, c.severite.value, c.id_technique, c.champ, c.valeur, c.ligne, c.colonne, c.message)
        redacteur.writerow(inoffensif(v) for v in (*valeurs, c.remede, _officiel(c, depot)))
        if numero % LOT == 0:
            yield _vider(tampon)
    yield _vider(tampon)


class _Mots(dict[str, str]):
    """Words of an official sentence; those that are not known here are an ellipsis."""

    def __missing__(self, nom: str) -> str:
        return "…"


def _officiel(constat: Constat, depot: Depot) -> str:
    """The real operator's sentence for this finding, empty when there is none."""
    connus = {"id_client": depot.emetteur.matricule, "id_technique": constat.id_technique or ""}
    return (REGLES[constat.code].officiel or "").format_map(_Mots(connus | constat.parametres))


def _vider(tampon: io.StringIO) -> bytes:
    octets = tampon.getvalue().encode()
    tampon.seek(0)
    tampon.truncate()
    return octets


def inoffensif(valeur: object) -> str:
    """A cell that no spreadsheet takes for a formula."""
    texte = "" if valeur is None else str(valeur)
    return f"'{texte}" if texte.startswith(_FORMULES) else texte
