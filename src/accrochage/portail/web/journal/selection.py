"""Which entries a page of the journal shows."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from accrochage.portail.depots.models import Depot
from accrochage.portail.journal.libelles import OBJETS
from accrochage.portail.journal.querysets import EntreeQuerySet
from accrochage.portail.journal.services import reference
from accrochage.portail.organismes.models import Compte
from accrochage.portail.organismes.noms import NomsDuCompte

NUMERO_MAXIMUM = 2**63


def choisir(entrees: EntreeQuerySet, choix: dict[str, Any]) -> EntreeQuerySet:
    """Apply what every filter bar has: period, family, result."""
    if choix["famille"]:
        entrees = entrees.filter(action__startswith=f"{choix['famille']}.")
    if choix["resultat"]:
        entrees = entrees.filter(resultat=choix["resultat"])
    if choix["du"]:
        entrees = entrees.filter(horodatage__gte=_minuit(choix["du"]))
    if choix["au"]:
        entrees = entrees.filter(horodatage__lt=_minuit(choix["au"] + timedelta(days=1)))
    return entrees


def objets_du_compte(compte: Compte, saisie: str) -> Q:
    """Entries of an account whose object is what was typed: a deposit, a member, a kind of object."""
    condition = sorte(saisie)
    if (numero := numero_de(saisie)) is not None:
        depots = Depot.objects.visible_to(compte).filter(numero=numero)
        condition |= Q(objet__in=[reference(depot) for depot in depots])
    nommes = [r for r, nom in NomsDuCompte(compte).membres().items() if saisie.casefold() in nom.casefold()]
    return condition | Q(objet__in=nommes)


def numero_de(saisie: str) -> int | None:
    """Number of a deposit, typed with any spaces; None for anything else."""
    compact = "".join(saisie.split())
    est_un_nombre = compact.isascii() and compact.isdigit() and int(compact) < NUMERO_MAXIMUM
    return int(compact) if est_un_nombre else None


def sorte(saisie: str) -> Q:
    """Entries whose object is written as typed, or is of the kind that was typed."""
    mot = saisie.casefold()
    condition = Q(objet=saisie)
    for genre, nom in OBJETS.items():
        if mot in {genre, nom.casefold(), f"{nom.casefold()}s"}:
            condition |= Q(objet__startswith=f"{genre}:")
    return condition


def _minuit(jour: date) -> datetime:
    return timezone.make_aware(datetime.combine(jour, time.min))
