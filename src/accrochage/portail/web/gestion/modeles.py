"""Ready-made answers: the list, each one's page, and its removal."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accrochage.portail.organismes.models import ModeleDeReponse
from accrochage.portail.organismes.services import modeles
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.gestion.demandes_forms import ModeleForm


@acces(Acces.GESTIONNAIRE)
def liste(request: HttpRequest) -> HttpResponse:
    """List the texts, by what they are for."""
    return render(request, "gestion/modeles.html", {"modeles": ModeleDeReponse.objects.all()})


@acces(Acces.GESTIONNAIRE, ecrit=True)
def nouveau(request: Requete) -> HttpResponse:
    """Write a new text."""
    return _page(request, None)


@acces(Acces.GESTIONNAIRE, ecrit=True)
def modele(request: Requete, pk: int) -> HttpResponse:
    """Change a text."""
    return _page(request, get_object_or_404(ModeleDeReponse, pk=pk))


@acces(Acces.GESTIONNAIRE, ecrit=True)
def supprimer(request: Requete, pk: int) -> HttpResponse:
    """Remove a text; what was sent with it stays as it is."""
    a_supprimer = get_object_or_404(ModeleDeReponse, pk=pk)
    if request.method == "POST":
        modeles.supprimer_modele(modele=a_supprimer, par=request.user, adresse=adresse_client(request))
        messages.success(request, "Le modèle est supprimé.")
        return redirect("gestion:modeles")
    return redirect("gestion:modele", pk=pk)


def _page(request: Requete, lu: ModeleDeReponse | None) -> HttpResponse:
    form = ModeleForm(request.POST if request.method == "POST" else None, instance=lu)
    if request.method == "POST" and form.is_valid():
        try:
            modeles.enregistrer_modele(
                modele=form.save(commit=False), par=request.user, adresse=adresse_client(request)
            )
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, "Le modèle est enregistré.")
            return redirect("gestion:modeles")
    contexte = {"form": form, "modele": lu}
    return render(request, "gestion/modele.html", contexte, status=422 if form.errors else 200)
