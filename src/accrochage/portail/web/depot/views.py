"""Transmettre des données: one file at a time."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect

from accrochage.portail.depots.services import recevoir
from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.models import Mandat, Organisme
from accrochage.portail.web.acces import Acces, RequeteDeCompte, acces, adresse_client
from accrochage.portail.web.depot.forms import FichierForm, trop_gros
from accrochage.portail.web.televersement import depasse, plafond

CLE_DERNIER = "certificateur_du_dernier_depot"


def _plafond(request: HttpRequest) -> int:
    """The limit of a deposit, for people who may deposit."""
    permis = Acces.DEPOSANT in getattr(request, "droits", frozenset())
    return settings.DEPOT_TAILLE_MAX if permis else 0


@acces(Acces.DEPOSANT, ecrit=True)
@plafond(_plafond)
@never_cache
def transmettre(request: RequeteDeCompte) -> HttpResponse:
    """Take a file; the page of the deposit is its accusé de réception."""
    certificateurs = _certificateurs(request)
    if request.method != "POST":
        dernier = request.session.get(CLE_DERNIER, "")
        form = FichierForm(certificateurs=certificateurs, initial={"certificateur": dernier})
        return _page(request, form)
    form = FichierForm(request.POST, request.FILES, depasse=depasse(request), certificateurs=certificateurs)
    if not form.is_valid():
        return _page(request, form, status=422)
    fichier = form.cleaned_data["fichier"]
    if choisi := form.cleaned_data.get("certificateur"):
        request.session[CLE_DERNIER] = form.data["certificateur"]
    depot = recevoir(
        compte=request.compte,
        utilisateur=request.user,
        contenu=fichier,
        nom_fichier=fichier.name,
        certificateur=choisi,
        adresse=adresse_client(request),
    )
    if request.htmx:  # type: ignore[attr-defined] # set by django-htmx
        return HttpResponseClientRedirect(resolve_url("suivi:depot", numero=depot.numero))
    return redirect("suivi:depot", numero=depot.numero)


def _certificateurs(request: RequeteDeCompte) -> list[Organisme]:
    """Those for which a déposant may deposit today, by name; a certificateur deposits for itself."""
    if request.compte.role != Role.DEPOSANT:
        return []
    mandats = Mandat.objects.visible_to(request.compte).en_cours().par_nom()
    return list({m.certificateur_id: m.certificateur for m in mandats}.values())


def _page(request: RequeteDeCompte, form: FichierForm, *, status: int = 200) -> HttpResponse:
    contexte = {
        "certificateurs": _certificateurs(request),
        "form": form,
        "taille_max": settings.DEPOT_TAILLE_MAX,
        "trop_gros": trop_gros(),
    }
    return render(request, "depot/transmettre.html", contexte, status=status)
