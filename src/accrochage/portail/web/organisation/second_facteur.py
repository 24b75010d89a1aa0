"""A member who lost the device of their second factor: an administrator decides."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accrochage.portail.organismes.services import second_facteur as services
from accrochage.portail.web.acces import Acces, RequeteDeCompte, acces, adresse_client


@acces(Acces.ADMINISTRATEUR, ecrit=True)
@reauthentication_required  # type: ignore[untyped-decorator] # allauth is untyped
def decider(request: RequeteDeCompte, pk: int) -> HttpResponse:
    """Say what lifting does, then lift or refuse; 404 for who is not theirs to decide."""
    demandes = services.a_decider_dans(request.compte, request.user)
    demande = next((d for d in demandes if d.pk == pk), None)
    if demande is None:
        raise Http404
    if request.method != "POST":
        return render(request, "organisation/decider_second_facteur.html", {"demande": demande})
    lever = request.POST.get("decision") == "lever"
    if lever and not request.POST.get("verifie"):
        messages.error(request, "Confirmez d’abord avoir vérifié de vive voix qui demande.")
        return redirect("organisation:decider_second_facteur", pk=pk)
    faire = services.lever if lever else services.refuser
    try:
        faire(demande=demande, par=request.user, compte=request.compte, adresse=adresse_client(request))
    except services.DejaDecidee:
        messages.warning(request, "Quelqu’un d’autre a décidé entre-temps. Rien n’a changé.")
    else:
        messages.success(request, "C’est fait. La personne est prévenue par courriel.")
    return redirect("organisation:membres")
