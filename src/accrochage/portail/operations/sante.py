"""Health: can the portal do its work now? For load balancers and supervision."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from django.apps import apps
from django.core.files.storage import storages
from django.db import Error, connection
from django.db.models import Max
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accrochage.portail.web.acces import Acces, acces

SILENCE_MAXIMUM = 60.0
"""Seconds after which a worker that gives no sign is taken for dead (it gives one every 10 s)."""
journal = structlog.get_logger(__name__)


@acces(Acces.PUBLIC)
@never_cache
def sante(_request: HttpRequest) -> JsonResponse:
    """200 when everything answers, 503 otherwise; says which part, never why: that is in the logs."""
    parties = {nom: _tenter(nom, essai) for nom, essai in ESSAIS.items()}
    bon = all(parties.values())
    corps = {"statut": "ok" if bon else "en panne"} | {
        nom: "ok" if v else "en panne" for nom, v in parties.items()
    }
    return JsonResponse(corps, status=200 if bon else 503)


def _tenter(nom: str, essai: Callable[[], bool]) -> bool:
    try:
        return essai()
    except (Error, OSError) as erreur:
        journal.warning("sante.panne", partie=nom, erreur=type(erreur).__name__)
        return False


def _base() -> bool:
    with connection.cursor() as curseur:
        curseur.execute("SELECT 1")
        return bool(curseur.fetchone())


def _file() -> bool:
    ouvriers = apps.get_model("procrastinate", "ProcrastinateWorker")
    dernier = ouvriers.objects.aggregate(signe=Max("last_heartbeat"))["signe"]
    return dernier is not None and (timezone.now() - dernier).total_seconds() < SILENCE_MAXIMUM


def _stockage() -> bool:
    storages["depots"].exists("sante")
    return True


ESSAIS: dict[str, Callable[[], bool]] = {"base": _base, "file": _file, "stockage": _stockage}
