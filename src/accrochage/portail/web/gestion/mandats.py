"""Mandates, as gestionnaires record them: given, prolonged, cut short, revoked."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.design.champs import ChampDate
from accrochage.portail.journal.services import reference
from accrochage.portail.organismes import services
from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.models import Mandat, Organisme
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client

TAILLE_DE_PAGE = 25
INCONNU = "Aucun organisme enregistré n’a ce matricule ni ce SIRET. Enregistrez-le d’abord."


class MandatForm(forms.Form):
    """Who receives the mandate, and for how long."""

    deposant = forms.CharField(
        label="Déposant",
        max_length=40,
        help_text="Son matricule ou son SIRET. L’organisme doit déjà être enregistré.",
        error_messages={"required": "Indiquez le matricule ou le SIRET du déposant."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    debut = ChampDate(label="Premier jour", error_messages={"required": "Indiquez le premier jour."})
    fin = ChampDate(
        label="Dernier jour", required=False, help_text="JJ/MM/AAAA. Laissez vide pour un mandat sans terme."
    )

    def clean_deposant(self) -> Organisme:
        """Find the organisme."""
        compact = compacter(self.cleaned_data["deposant"])
        champ = "siret" if compact.isdigit() else "matricule"
        trouve = Organisme.objects.filter(**{champ: compact}).first()
        if trouve is None:
            raise ValidationError(INCONNU)
        return trouve


class FinForm(forms.Form):
    """The last day of a mandate."""

    fin = ChampDate(
        label="Dernier jour", required=False, help_text="JJ/MM/AAAA. Laissez vide pour un mandat sans terme."
    )


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
    """Give a mandate; who receives it is shown by name before anything is recorded or mailed."""
    certificateur = get_object_or_404(Organisme, pk=pk)
    jour = f"{timezone.localdate():%d/%m/%Y}"
    formulaire = MandatForm(request.POST or None, initial={"debut": jour})
    contexte = {"organisme": certificateur, "form": formulaire}
    if request.method == "POST" and formulaire.is_valid() and "corriger" not in request.POST:
        deposant = formulaire.cleaned_data["deposant"]
        if request.POST.get("confirme") != str(deposant.pk):
            contexte |= {"deposant": deposant, **formulaire.cleaned_data}
            return render(request, "gestion/confirmer_mandat.html", contexte)
        try:
            services.donner_mandat(
                certificateur=certificateur,
                **formulaire.cleaned_data,
                par=reference(request.user),
                adresse=adresse_client(request),
            )
        except ValidationError as refus:
            formulaire.add_error(None, refus)
        else:
            messages.success(request, f"Le mandat est donné à {deposant.raison_sociale}, qui en est prévenu.")
            return redirect("gestion:organisme", pk=certificateur.pk)
    return render(request, "gestion/nouveau_mandat.html", contexte)


@acces(Acces.GESTIONNAIRE, ecrit=True)
def fin(request: Requete, pk: int) -> HttpResponse:
    """Set the last day of a mandate."""
    mandat = _mandat(pk)
    actuelle = f"{mandat.fin:%d/%m/%Y}" if mandat.fin else ""
    formulaire = FinForm(request.POST or None, initial={"fin": actuelle})
    if request.method == "POST" and formulaire.is_valid():
        try:
            services.fixer_la_fin(
                mandat=mandat,
                **formulaire.cleaned_data,
                par=reference(request.user),
                adresse=adresse_client(request),
            )
        except ValidationError as refus:
            formulaire.add_error(None, refus)
        else:
            messages.success(request, "La fin du mandat est enregistrée.")
            return redirect("gestion:organisme", pk=mandat.certificateur_id)
    return render(request, "gestion/fin_de_mandat.html", {"mandat": mandat, "form": formulaire})


@acces(Acces.GESTIONNAIRE, ecrit=True)
def revoquer(request: Requete, pk: int) -> HttpResponse:
    """Say what a revocation does, then do it."""
    mandat = _mandat(pk)
    if request.method != "POST":
        return render(request, "gestion/revoquer_mandat.html", {"mandat": mandat})
    try:
        services.revoquer_mandat(mandat=mandat, par=reference(request.user), adresse=adresse_client(request))
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
    else:
        messages.success(request, "Le mandat est révoqué.")
    return redirect("gestion:organisme", pk=mandat.certificateur_id)


def _mandat(pk: int) -> Mandat:
    return get_object_or_404(Mandat.objects.select_related("certificateur", "deposant"), pk=pk)


def _page(request: HttpRequest, parametre: str, mandats: QuerySet[Mandat]) -> Any:
    return Paginator(mandats.order_by("-debut", "-id"), TAILLE_DE_PAGE).get_page(request.GET.get(parametre))
