"""Persons who lost the device of their second factor: the list, and the decision."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.organismes.models import Appartenance, DemandeSecondFacteur
from accrochage.portail.organismes.services import second_facteur as services
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client

TAILLE_DE_PAGE = 25
DEJA = "Quelqu’un d’autre a décidé entre-temps. Rien n’a changé."


@acces(Acces.GESTIONNAIRE)
@never_cache
def liste(request: HttpRequest) -> HttpResponse:
    """List the requests to decide, oldest first, each with where the person works."""
    attente = DemandeSecondFacteur.objects.a_traiter().order_by("cree_le", "id")
    page = Paginator(attente, TAILLE_DE_PAGE).get_page(request.GET.get("page"))
    lignes = [(d, Appartenance.objects.actives_de(d.utilisateur)) for d in page.object_list]
    return render(request, "gestion/seconds_facteurs.html", {"page": page, "lignes": lignes})


@acces(Acces.GESTIONNAIRE, ecrit=True)
@reauthentication_required  # type: ignore[untyped-decorator] # allauth is untyped
def decider(request: Requete, pk: int) -> HttpResponse:
    """Say what lifting does, then lift or refuse."""
    demande = get_object_or_404(DemandeSecondFacteur.objects.a_traiter(), pk=pk)
    if not services.peut_decider(request.user, demande.utilisateur):
        messages.error(request, "Un autre gestionnaire doit décider pour vous.")
        return redirect("gestion:seconds_facteurs")
    if request.method == "POST":
        faire = services.lever if request.POST.get("decision") == "lever" else services.refuser
        if faire is services.lever and not request.POST.get("verifie"):
            messages.error(request, "Confirmez d’abord avoir vérifié de vive voix qui demande.")
            return redirect("gestion:decider_second_facteur", pk=pk)
        try:
            faire(demande=demande, par=request.user, adresse=adresse_client(request))
        except services.DejaDecidee:
            messages.warning(request, DEJA)
        else:
            messages.success(request, "C’est fait. La personne est prévenue par courriel.")
        return redirect("gestion:seconds_facteurs")
    contexte = {"demande": demande, "appartenances": Appartenance.objects.actives_de(demande.utilisateur)}
    return render(request, "gestion/decider_second_facteur.html", contexte)
