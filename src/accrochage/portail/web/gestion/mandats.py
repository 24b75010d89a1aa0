"""Mandates, as gestionnaires record them: given, changed, revoked."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, resolve_url

from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.models import Mandat, Organisme
from accrochage.portail.web.acces import Acces, Requete, acces
from accrochage.portail.web.mandats import gestes

TAILLE_DE_PAGE = 25


def sections(request: HttpRequest, organisme: Organisme) -> dict[str, Any]:
    """Pages of the mandates that an organisme gave and received, latest first."""
    return {
        "donnes": _page(request, "donnes", organisme.mandats_donnes.select_related("deposant")),
        "recus": _page(request, "recus", organisme.mandats_recus.select_related("certificateur")),
        "peut_mandater": organisme.contrats.filter(role=Role.CERTIFICATEUR).exists(),
        "peut_recevoir": organisme.contrats.filter(role=Role.DEPOSANT).exists(),
    }


@acces(Acces.GESTIONNAIRE, ecrit=True)
def donner(request: Requete, pk: int) -> HttpResponse:
    """Give a mandate in the name of a certificateur."""
    certificateur = get_object_or_404(Organisme, pk=pk)
    return gestes.donner(request, certificateur, _cadre(certificateur.pk))


@acces(Acces.GESTIONNAIRE, ecrit=True)
def modifier(request: Requete, pk: int) -> HttpResponse:
    """Change the end or the scope of a mandate."""
    mandat = _mandat(pk)
    return gestes.modifier(request, mandat, _cadre(mandat.certificateur_id))


@acces(Acces.GESTIONNAIRE, ecrit=True)
def revoquer(request: Requete, pk: int) -> HttpResponse:
    """Revoke a mandate."""
    mandat = _mandat(pk)
    return gestes.revoquer(request, mandat, _cadre(mandat.certificateur_id))


def _cadre(organisme: int) -> gestes.Cadre:
    return gestes.Cadre(
        resolve_url("gestion:organisme", pk=organisme),
        "gestion/_fil_mandat.html",
        montre_le_matricule=True,
    )


def _mandat(pk: int) -> Mandat:
    return get_object_or_404(Mandat.objects.select_related("certificateur", "deposant"), pk=pk)


def _page(request: HttpRequest, parametre: str, mandats: QuerySet[Mandat]) -> Any:
    return Paginator(mandats.order_by("-debut", "-id"), TAILLE_DE_PAGE).get_page(request.GET.get(parametre))
