"""The accusé de traitement of a processed file, streamed from the working rows."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.db import connection

from accrochage.flux.findings import Constat, Severite
from accrochage.flux.rapport import ecrire, message_officiel
from accrochage.portail.depots import accuses, stockage
from accrochage.portail.depots.models import Depot

LOT = 2_000


class Compteur:
    """Counts what passes through."""

    nombre = 0

    def compter[T](self, elements: Iterator[T]) -> Iterator[T]:
        """The same elements."""
        for element in elements:
            self.nombre += 1
            yield element


def rediger(depot: Depot, passages: int) -> str:
    """Write the report of a processed deposit, in file order, and return its storage name.

    Raises ``RuntimeError`` unless each of the ``passages`` is in it, once.
    """
    ecrits = Compteur()
    with tempfile.TemporaryFile(dir=stockage.dossier_temporaire()) as sortie:
        ecrire(
            sortie,
            nom_fichier=depot.nom_fichier,
            id_flux=depot.id_flux,
            id_traitement=depot.numero,
            ko=ecrits.compter(_refuses(depot)),
            ok=ecrits.compter(id_technique for (id_technique,) in _lire(_OK, depot)),
        )
        if ecrits.nombre != passages:
            raise RuntimeError(f"the report has {ecrits.nombre} passages, the deposit {passages}")
        return accuses.stocker_traitement(depot, sortie)


def _refuses(depot: Depot) -> Iterator[tuple[str, str]]:
    matricule = depot.emetteur.matricule
    for (_, id_technique, index), groupe in groupby(_lire(_KO, depot), key=lambda ligne: ligne[:3]):
        constats = [_constat(id_technique, *suite) for _, _, _, *suite in groupe]
        yield id_technique, message_officiel(constats, id_client=matricule, index=index)


def _constat(id_technique: str, code: str, severite: str, message: str, parametres: Any) -> Constat:
    lus = json.loads(parametres) if isinstance(parametres, str) else parametres
    return Constat(code, Severite(severite), message, "", id_technique=id_technique, parametres=lus)


def _lire(requete: str, depot: Depot) -> Iterator[tuple[Any, ...]]:
    """Rows through a server-side cursor: memory does not grow with the deposit."""
    with connection.chunked_cursor() as curseur:
        curseur.execute(requete, [depot.pk])
        while lot := curseur.fetchmany(LOT):
            yield from lot


_KO = """
SELECT l.rang, l.id_technique, l.certification, c.code, c.severite, c.message, c.parametres
FROM depots_ligne l JOIN depots_constat c ON c.depot_id = l.depot_id AND c.rang = l.rang
WHERE l.depot_id = %s AND l.refuse AND c.severite <> 'avertissement'
ORDER BY l.rang, c.id
"""
_OK = "SELECT id_technique FROM depots_ligne WHERE depot_id = %s AND NOT refuse ORDER BY rang"
