"""The chain of seals: what makes a changed, removed or inserted entry visible.

Entries are not sealed in their own transaction: a chain needs one writer at a time, and all the acts
of the portal would then wait for one another. Each entry is sealed right after its transaction, or by
the task of the minute; the chain follows the order of sealing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from accrochage.portail.chiffrement import empreinte
from accrochage.portail.journal.models import Entree, Maillon
from accrochage.portail.journal.querysets import EntreeQuerySet

LOT = 1_000
"""Entries sealed in one transaction."""
ORIGINE = "0" * 64
"""What stands for the seal before the first."""
CHAMPS = ("id", "horodatage", "acteur", "action", "objet", "compte", "adresse", "resultat", "details")
"""All the columns of an entry: the seal covers each of them."""
RETARD = timedelta(days=1)
"""No transaction lasts as long: entries that were committed late are looked for that far back."""
MARGE = 1_000
"""Entries before the head where :func:`sceller_bientot` looks for those that were committed late."""
_VERROU = 0x4A4F55524E414C


def cle() -> bytes:
    """The key of the seals, derived from ``CLE_EMPREINTE``: no other use of that key can forge one."""
    return empreinte(settings.CLE_EMPREINTE, "journal.chaine", b"")


def sceau(cle_des_sceaux: bytes, rang: int, precedent: str, valeurs: Sequence[Any]) -> str:
    """HMAC-SHA-256 (hex) of a rank, the seal before it and an entry's ``CHAMPS``."""
    texte = f"{rang}\n{precedent}\n{canonique(valeurs)}"
    return empreinte(cle_des_sceaux, "journal.maillon", texte.encode()).hex()


def canonique(valeurs: Sequence[Any]) -> str:
    """An entry's ``CHAMPS`` as JSON that is the same wherever it is computed: sorted keys, UTC, no space."""
    entree = dict(zip(CHAMPS, valeurs, strict=True))
    instant: datetime = entree["horodatage"]
    entree["horodatage"] = instant.astimezone(UTC).isoformat(timespec="microseconds")
    return json.dumps(entree, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sceller(*, maximum: int | None = None, tout: bool = False) -> int:
    """Seal the committed entries that have no seal yet, in batches of one transaction each.

    Returns how many were sealed: 0 when another process is at it, which is no loss, since the
    task of the minute comes back. ``maximum`` bounds the work, give or take a batch; ``tout``
    looks through the whole journal instead of what :data:`RETARD` bounds.
    """
    faits = 0
    while maximum is None or faits < maximum:
        lot = _sceller_un_lot(_sans_sceau if not tout else _partout)
        faits += lot
        if lot < LOT:
            break
    return faits


@dataclass(frozen=True, slots=True)
class Etat:
    """Where the chain stands: its last seal, and how many recent entries wait for theirs."""

    rang: int
    empreinte: str
    en_attente: int


def etat() -> Etat:
    """Read where the chain stands, at little cost: nothing is verified."""
    rang, empreinte_, derniere = _tete()
    return Etat(rang, empreinte_, _sans_sceau(derniere).count())


def sceller_bientot() -> None:
    """Seal after the caller's transaction: once for all its entries, and never at the caller's expense."""
    if not any(_sceller_les_derniers in attendu for attendu in connection.run_on_commit):
        transaction.on_commit(_sceller_les_derniers, robust=True)


def _sceller_les_derniers() -> None:
    _sceller_un_lot(_derniers)


@transaction.atomic
def _sceller_un_lot(choisir: Callable[[int], EntreeQuerySet]) -> int:
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_try_advisory_xact_lock(%s)", [_VERROU])
        if not curseur.fetchone()[0]:
            return 0
    rang, precedent, derniere = _tete()
    entrees = list(choisir(derniere).order_by("id").values_list(*CHAMPS)[:LOT])
    if entrees:
        _ecrire(entrees, rang, precedent)
    return len(entrees)


def _tete() -> tuple[int, str, int]:
    """Rank, seal and entry of the last link; those before the first when there is none."""
    derniere = Maillon.objects.order_by("-rang").values_list("rang", "empreinte", "entree_id").first()
    return derniere or (0, ORIGINE, 0)


def _derniers(derniere: int) -> EntreeQuerySet:
    """Entries around the head: what has just been committed, at the cost of a few pages of an index."""
    return Entree.objects.sans_sceau(apres=derniere - MARGE)


def _sans_sceau(derniere: int) -> EntreeQuerySet:
    """Entries after the last one sealed, and those that were committed late."""
    tard = Q(horodatage__gt=timezone.now() - RETARD)
    return Entree.objects.sans_sceau().filter(Q(id__gt=derniere) | tard)


def _partout(_derniere: int) -> EntreeQuerySet:
    return Entree.objects.sans_sceau()


def _ecrire(entrees: list[tuple[Any, ...]], rang: int, precedent: str) -> None:
    cle_des_sceaux = cle()
    sceaux = []
    for decalage, valeurs in enumerate(entrees, start=1):
        precedent = sceau(cle_des_sceaux, rang + decalage, precedent, valeurs)
        sceaux.append(precedent)
    with connection.cursor() as curseur:
        curseur.execute(
            "INSERT INTO journal_maillon (rang, entree_id, empreinte) "
            "SELECT %s + ordre, entree, empreinte "
            "FROM unnest(%s::bigint[], %s::text[]) WITH ORDINALITY AS m (entree, empreinte, ordre)",
            [rang, [valeurs[0] for valeurs in entrees], sceaux],
        )
