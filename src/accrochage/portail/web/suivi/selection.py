"""Which deposits the list shows, and in which order."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from accrochage.portail.depots.models import Depot
from accrochage.portail.web.suivi.forms import COLONNES, ETATS, TRIS

NUMERO_MAXIMUM = 2**63


def choisir(visibles: QuerySet[Depot], choix: dict[str, Any]) -> QuerySet[Depot]:
    """Filter and order the deposits; ``choix`` is that of ``FiltreForm``."""
    if choix["etat"]:
        visibles = visibles.filter(etat__in=ETATS[choix["etat"]])
    if choix["du"]:
        visibles = visibles.filter(recu_le__gte=_minuit(choix["du"]))
    if choix["au"]:
        visibles = visibles.filter(recu_le__lt=_minuit(choix["au"] + timedelta(days=1)))
    if choix["q"]:
        visibles = visibles.filter(_mots(choix["q"]))
    return visibles.select_related("depose_par").order_by(*TRIS[choix["tri"]][1])


def colonnes(tri: str) -> dict[str, dict[str, str]]:
    """Headings that sort: label, ``aria-sort`` if it is the current order, order that a click asks for."""
    entetes = {}
    for cle, libelle in COLONNES.items():
        sens = {cle: "ascending", f"-{cle}": "descending"}.get(tri, "")
        suivant = cle if tri == f"-{cle}" else f"-{cle}"
        entetes[cle] = {"libelle": libelle, "sens": sens, "suivant": suivant}
    return entetes


def _minuit(jour: date) -> datetime:
    return timezone.make_aware(datetime.combine(jour, time.min))


def _mots(texte: str) -> Q:
    condition = Q(nom_fichier__icontains=texte) | Q(id_flux__iexact=texte)
    compact = "".join(texte.split())
    if compact.isascii() and compact.isdigit() and int(compact) < NUMERO_MAXIMUM:
        condition |= Q(numero=int(compact))
    return condition
