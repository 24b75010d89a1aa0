"""The conditions of use: their versions, who accepted them, and publishing the next one."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.comptes import cgu
from accrochage.portail.comptes.models import Utilisateur, VersionCgu
from accrochage.portail.journal.services import reference
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.gestion.conditions_forms import VersionForm

TAILLE_DE_PAGE = 25


def _publie(request: HttpRequest) -> bool:
    """Whether this is the act itself: writing and looking at a draft commit to nothing."""
    return request.method == "POST" and "publier" in request.POST


@acces(Acces.SUPERVISEUR)
@never_cache
def liste(request: HttpRequest) -> HttpResponse:
    """List the versions, newest first, with how many people accepted each."""
    versions = VersionCgu.objects.annotate(nombre=Count("acceptations")).order_by("-publiee_le", "-id")
    page = Paginator(versions, TAILLE_DE_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "page": page,
        "courante": versions.first(),
        "personnes": Utilisateur.objects.filter(is_active=True).count(),
    }
    return render(request, "gestion/conditions.html", contexte)


@acces(Acces.SUPERVISEUR)
@never_cache
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one version, word for word, and who accepted it when."""
    lue = get_object_or_404(VersionCgu, pk=pk)
    acceptations = lue.acceptations.select_related("utilisateur").order_by("-acceptee_le", "id")
    page = Paginator(acceptations, TAILLE_DE_PAGE).get_page(request.GET.get("page"))
    return render(request, "gestion/version_conditions.html", {"lue": lue, "page": page})


@acces(Acces.SUPERVISEUR, ecrit=True)
@reauthentication_required(enabled=_publie)  # type: ignore[untyped-decorator] # allauth is untyped
@never_cache
def publier(request: Requete) -> HttpResponse:
    """Write the next version, look at it as people will read it, then publish it."""
    derniere = cgu.courante()
    depart = {"texte": derniere.texte} if derniere else {}
    form = VersionForm(request.POST if request.method == "POST" else None, initial=depart)
    if request.method == "POST" and form.is_valid() and "corriger" not in request.POST:
        if not _publie(request):
            saisie = form.cleaned_data
            contexte = {
                "form": form,
                "numero": saisie["version"],
                **{c: saisie[c] for c in ("resume", "texte")},
            }
            return render(request, "gestion/apercu_conditions.html", contexte)
        if _publier(request, form):
            return redirect("gestion:conditions")
    return render(request, "gestion/publier_conditions.html", {"form": form, "derniere": derniere})


def _publier(request: Requete, form: VersionForm) -> bool:
    """Publish; False when it is refused, with the reason on the form."""
    saisie: dict[str, Any] = form.cleaned_data
    try:
        publiee = cgu.publier(**saisie, acteur=reference(request.user), adresse=adresse_client(request))
    except ValidationError as erreur:
        form.add_error(None, erreur)
        return False
    messages.success(
        request, f"La version {publiee.version} est publiée. Chacun l’accepte à sa prochaine page."
    )
    return True
