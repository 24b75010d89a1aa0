"""Findings of a deposit as people read them: by rule, the biggest first."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count, QuerySet

from accrochage.flux.catalogue import REGLES
from accrochage.flux.findings import Constat, Regle, Severite
from accrochage.portail.depots import models
from accrochage.portail.depots.constats import relu
from accrochage.portail.depots.models import Depot

EXEMPLES_MAX = 1_000
_ORDRE = {Severite.BLOQUANT: 0, Severite.REJET: 1, Severite.AVERTISSEMENT: 2}


@dataclass(frozen=True, slots=True)
class GroupeConstats:
    """All the findings of one rule in one deposit: their exact number, and the first ones."""

    regle: Regle
    severite: Severite
    nombre: int
    constats: list[Constat]

    @property
    def reste(self) -> int:
        """How many are not among the examples."""
        return self.nombre - len(self.constats)


def groupes(depot: Depot, *, exemples: int = EXEMPLES_MAX) -> list[GroupeConstats]:
    """Findings grouped by rule: gravest first, then biggest first; at most ``exemples`` each.

    Those of an unfinished processing are not shown: they are not final.
    """
    comptes = definitifs(depot).order_by().values_list("code", "severite").annotate(nombre=Count("id"))
    resultat = [
        GroupeConstats(
            regle=REGLES[code],
            severite=Severite(severite),
            nombre=nombre,
            constats=[relu(c) for c in _premiers(depot, code, severite, min(exemples, EXEMPLES_MAX))],
        )
        for code, severite, nombre in comptes
    ]
    return sorted(resultat, key=lambda g: (_ORDRE[g.severite], -g.nombre, g.regle.code))


def definitifs(depot: Depot) -> QuerySet[models.Constat]:
    """All the findings once the deposit is done; before, only those of its reception."""
    constats = models.Constat.objects.filter(depot=depot)
    return constats if depot.fini_le else constats.filter(rang__isnull=True)


def constats_de_reception(depot: Depot) -> list[Constat]:
    """What the accusé de réception says of the file."""
    return [relu(c) for c in models.Constat.objects.filter(depot=depot, rang__isnull=True)]


def _premiers(depot: Depot, code: str, severite: str, combien: int) -> QuerySet[models.Constat]:
    return definitifs(depot).filter(code=code, severite=severite).order_by("id")[:combien]
