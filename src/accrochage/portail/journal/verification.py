"""The proof that the journal is whole: every seal computed again, in constant memory."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from accrochage.portail.journal.chaine import CHAMPS, ORIGINE, cle, etat, sceau
from accrochage.portail.journal.models import Entree, Maillon

LOT = 2_000
DELAI = timedelta(minutes=10)
"""An entry that is still without a seal after that is a fault."""
FAUTES_MONTREES = 100
Progres = Callable[[int], None]
"""Called with the number of seals checked so far."""


class Nature(StrEnum):
    """What is wrong."""

    ALTEREE = "entree_alteree"
    """The entry is not the one that was sealed, or its seal was rewritten."""
    SANS_ENTREE = "entree_absente"
    """A seal whose entry is gone."""
    RUPTURE = "maillon_absent"
    """Ranks are missing: seals were removed."""
    TETE = "tete_inconnue"
    """The head noted elsewhere is not in the chain: its end was cut, or the chain was made anew."""
    EN_RETARD = "entree_sans_sceau"
    """An entry that nothing sealed in time."""


@dataclass(frozen=True, slots=True)
class Faute:
    """One fault; ``entree`` is the identifier of the entry, None when there is none to name."""

    nature: Nature
    rang: int | None
    entree: int | None


@dataclass(frozen=True, slots=True)
class Tete:
    """A rank and its seal (64 hexadecimal digits): what is to be noted elsewhere."""

    rang: int
    empreinte: str


@dataclass(slots=True)
class Bilan:
    """What the check found. ``fautes`` holds the first hundred, ``nombre_de_fautes`` counts them all."""

    depuis: Tete
    tete: Tete
    entrees: int = 0
    sceaux: int = 0
    en_attente: int = 0
    nombre_de_fautes: int = 0
    fautes: list[Faute] = field(default_factory=list)

    @property
    def entier(self) -> bool:
        """Nothing is wrong."""
        return not self.nombre_de_fautes

    def signaler(self, nature: Nature, rang: int | None, entree: int | None) -> None:
        """Count a fault, and keep it if it is among the first."""
        self.nombre_de_fautes += 1
        if len(self.fautes) < FAUTES_MONTREES:
            self.fautes.append(Faute(nature, rang, entree))


@transaction.atomic
def verifier(*, depuis: Tete | None = None, progres: Progres | None = None) -> Bilan:
    """Compute the chain again, from its origin or from a head noted elsewhere.

    One snapshot of the database is read: what is written meanwhile is left to the next check. The
    removal of the last seals with their entries only shows against a head noted outside the portal.
    """
    if not connection.savepoint_ids:  # a test's own transaction has begun already
        with connection.cursor() as curseur:
            curseur.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
    depart = depuis or Tete(0, ORIGINE)
    bilan = Bilan(depuis=depart, tete=depart)
    if depuis is None or _retrouver(depuis, bilan):
        _parcourir(bilan, progres)
    _compter_les_entrees(bilan)
    return bilan


def tete_actuelle() -> Tete:
    """Give the last seal, to be noted elsewhere."""
    lue = etat()
    return Tete(lue.rang, lue.empreinte)


def _retrouver(depuis: Tete, bilan: Bilan) -> bool:
    """Tell if the noted head is in the chain."""
    connue = depuis == Tete(0, ORIGINE)
    connue = connue or Maillon.objects.filter(rang=depuis.rang, empreinte=depuis.empreinte).exists()
    if not connue:
        bilan.tete = tete_actuelle()
        bilan.signaler(Nature.TETE, depuis.rang, None)
    return connue


def _parcourir(bilan: Bilan, progres: Progres | None) -> None:
    cle_des_sceaux = cle()
    for rang, empreinte, entree, valeurs in _maillons(bilan.depuis.rang):
        precedent = bilan.tete
        if rang != precedent.rang + 1:
            bilan.signaler(Nature.RUPTURE, precedent.rang + 1, None)
        elif valeurs[0] is None:
            bilan.signaler(Nature.SANS_ENTREE, rang, entree)
        elif sceau(cle_des_sceaux, rang, precedent.empreinte, valeurs) != empreinte:
            bilan.signaler(Nature.ALTEREE, rang, entree)
        bilan.tete = Tete(rang, empreinte)
        bilan.sceaux += 1
        if progres and bilan.sceaux % LOT == 0:
            progres(bilan.sceaux)


_MAILLONS = f"""
SELECT m.rang, m.empreinte, m.entree_id, {", ".join(f"e.{nom}" for nom in CHAMPS)}
FROM journal_maillon m LEFT JOIN journal_entree e ON e.id = m.entree_id
WHERE m.rang > %s ORDER BY m.rang
"""  # noqa: S608 - the columns are ours


def _maillons(apres: int) -> Iterator[tuple[int, str, int, tuple[Any, ...]]]:
    """Seals in order, each with its entry's ``CHAMPS`` (all ``None`` when it is gone)."""
    with connection.chunked_cursor() as curseur:
        curseur.execute(_MAILLONS, [apres])
        while lignes := curseur.fetchmany(LOT):
            for rang, empreinte, entree, *colonnes, details in lignes:
                # Django leaves JSON to its fields, which are not used here.
                lus = json.loads(details) if isinstance(details, str) else details
                yield rang, empreinte, entree, (*colonnes, lus)


def _compter_les_entrees(bilan: Bilan) -> None:
    bilan.entrees = Entree.objects.count()
    attente = Entree.objects.sans_sceau().order_by("id")
    limite = timezone.now() - DELAI
    bilan.en_attente = attente.filter(horodatage__gt=limite).count()
    for entree in (
        attente.filter(horodatage__lte=limite).values_list("id", flat=True).iterator(chunk_size=LOT)
    ):
        bilan.signaler(Nature.EN_RETARD, None, entree)
