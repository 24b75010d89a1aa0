"""Changing one's mail address."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.comptes import adresses
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.profil.forms import AdresseForm

TROP = "Plusieurs changements ont été demandés aujourd’hui. Reprenez demain."


@acces(Acces.CONNECTE, ecrit=True)
@reauthentication_required  # type: ignore[untyped-decorator] # allauth is untyped
def changer(request: Requete) -> HttpResponse:
    """Ask for the new address, then mail both."""
    form = AdresseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            adresses.demander(
                utilisateur=request.user,
                nouvelle=form.cleaned_data["nouvelle"],
                adresse=adresse_client(request),
            )
        except ValidationError as erreur:
            form.add_error("nouvelle", erreur)
        except adresses.TropDeDemandes:
            form.add_error(None, TROP)
        else:
            messages.success(
                request, "Deux courriels sont partis. L’adresse change quand les deux liens ont été suivis."
            )
            return redirect("profil:accueil")
    return render(request, "profil/changer_adresse.html", {"form": form})


@acces(Acces.CONNECTE, ecrit=True)
def annuler(request: Requete) -> HttpResponse:
    """Give up the change under way."""
    if request.method == "POST":
        adresses.annuler(utilisateur=request.user, adresse=adresse_client(request))
        messages.success(request, "Le changement d’adresse est abandonné.")
    return redirect("profil:accueil")


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def confirmer(request: HttpRequest, jeton: str) -> HttpResponse:
    """Ask for a click: programs that read mails open links."""
    try:
        changement, ancienne = adresses.lire(jeton=jeton)
        if request.method != "POST":
            contexte = {"changement": changement, "ancienne": ancienne}
            return render(request, "profil/confirmer_adresse.html", contexte)
        faite = adresses.confirmer(jeton=jeton, adresse=adresse_client(request))
    except adresses.LienPerime:
        return render(request, "profil/adresse_perimee.html", status=410)
    return render(request, "profil/adresse_confirmee.html", {"faite": faite})
