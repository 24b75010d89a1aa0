"""The states of a deposit change here and nowhere else, each change logged."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accrochage.portail.depots.enums import FINAUX, TRANSITIONS, EtatDepot
from accrochage.portail.depots.models import Depot, Transition

SYSTEME = "systeme"


class TransitionImpossible(Exception):  # noqa: N818 - it says what the transition is
    """The deposit is not in the state that this transition starts from."""


def creer(depot: Depot, nom: str, *, par: str) -> Depot:
    """Insert the row in its first state. Call inside a transaction.

    Raises ``IntegrityError`` when the same bytes or idFlux were received meanwhile.
    """
    depart, depot.etat = TRANSITIONS[nom]
    if depart is not None:
        raise TransitionImpossible(nom)
    if depot.etat in FINAUX:
        depot.fini_le = depot.recu_le
    depot.save(force_insert=True)
    Transition.objects.create(depot=depot, nom=nom, de="", vers=depot.etat, par=par)
    return depot


def passer(depot: Depot, nom: str, *, par: str = SYSTEME, **champs: Any) -> None:
    """Do the named transition and set ``champs`` with it, in the caller's transaction.

    The row changes only from the state that the transition starts from, so of two that try at
    once one wins; the other gets :class:`TransitionImpossible`.
    """
    depart, arrivee = TRANSITIONS[nom]
    if arrivee in FINAUX:
        champs["fini_le"] = timezone.now()
    if arrivee is EtatDepot.EN_COURS:
        champs["commence_le"] = timezone.now()
    if depart is None or not Depot.objects.filter(pk=depot.pk, etat=depart).update(etat=arrivee, **champs):
        raise TransitionImpossible(nom)
    depot.refresh_from_db()
    Transition.objects.create(depot=depot, nom=nom, de=depart, vers=arrivee, par=par)
