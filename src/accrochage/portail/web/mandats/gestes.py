"""The three acts on a mandate, whoever does them: the caller has checked the right."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accrochage.portail.journal.services import reference
from accrochage.portail.organismes import services
from accrochage.portail.organismes.models import Mandat, Organisme
from accrochage.portail.web.acces import Requete, adresse_client
from accrochage.portail.web.mandats.forms import CERTAINES, MandatForm, PorteeForm


@dataclass(frozen=True, slots=True)
class Cadre:
    """Where the act is done: ``retour`` is the address to come back to, ``fil`` the breadcrumb's template.

    A certificateur never reads the matricule of a déposant: beside its own, it would open the account
    that the déposant has not opened yet (``process.md`` §4).
    """

    retour: str
    fil: str
    montre_le_matricule: bool = False


def donner(request: Requete, certificateur: Organisme, cadre: Cadre) -> HttpResponse:
    """Give a mandate; who receives it is shown by name before anything is recorded or mailed."""
    initial = {"debut": f"{timezone.localdate():%d/%m/%Y}"}
    form = MandatForm(request.POST or None, certificateur=certificateur, initial=initial)
    contexte = {"organisme": certificateur, "form": form, "cadre": cadre}
    if request.method == "POST" and form.is_valid() and "corriger" not in request.POST:
        lus, codes = form.cleaned_data, form.codes()
        deposant = lus["deposant"]
        if request.POST.get("confirme") != str(deposant.pk):
            contexte |= {"deposant": deposant, "debut": lus["debut"], "fin": lus["fin"], "codes": codes}
            return render(request, "mandats/confirmer.html", contexte)

        def agir() -> None:
            services.donner_mandat(
                certificateur=certificateur,
                deposant=deposant,
                debut=lus["debut"],
                fin=lus["fin"],
                certifications=codes,
                **_qui(request),
            )

        dit = f"Le mandat est donné à {deposant.raison_sociale}, qui en est prévenu."
        if _reussir(request, form, agir, dit):
            return redirect(cadre.retour)
    return render(request, "mandats/nouveau.html", contexte)


def modifier(request: Requete, mandat: Mandat, cadre: Cadre) -> HttpResponse:
    """Set the last day of a mandate, and what it covers."""
    initial = {
        "fin": f"{mandat.fin:%d/%m/%Y}" if mandat.fin else "",
        "certifications": mandat.certifications,
        **({"portee": CERTAINES} if mandat.certifications else {}),
    }
    form = PorteeForm(
        request.POST or None, certificateur=mandat.certificateur, mandat=mandat, initial=initial
    )
    if request.method == "POST" and form.is_valid():

        def agir() -> None:
            services.modifier_mandat(
                mandat=mandat, fin=form.cleaned_data["fin"], certifications=form.codes(), **_qui(request)
            )

        if _reussir(request, form, agir, "Le mandat est enregistré."):
            return redirect(cadre.retour)
    return render(request, "mandats/modifier.html", {"mandat": mandat, "form": form, "cadre": cadre})


def revoquer(request: Requete, mandat: Mandat, cadre: Cadre) -> HttpResponse:
    """Say what a revocation does, then do it."""
    if request.method != "POST":
        return render(request, "mandats/revoquer.html", {"mandat": mandat, "cadre": cadre})
    try:
        services.revoquer_mandat(mandat=mandat, **_qui(request))
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, "Le mandat est révoqué.")
    return redirect(cadre.retour)


def _reussir(request: Requete, form: PorteeForm, agir: Callable[[], None], dit: str) -> bool:
    """Do it and say so; or show by field what the service refused."""
    try:
        agir()
    except ValidationError as refus:
        form.add_error(None, refus)
        return False
    messages.success(request, dit)
    return True


def _qui(request: Requete) -> dict[str, Any]:
    return {"par": reference(request.user), "adresse": adresse_client(request)}
