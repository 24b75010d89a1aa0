"""« I am still here »: an administrator answers who says that they have left."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.organismes.enums import EtatDemande
from accrochage.portail.organismes.models import DemandeDepart
from accrochage.portail.organismes.services import departs
from accrochage.portail.web.acces import Acces, RequeteDeCompte, acces, adresse_client

DECIDEE = "Cette demande a déjà reçu sa réponse. Rien n’a changé."


@acces(Acces.ADMINISTRATEUR, ecrit=True)
@never_cache
def contester(request: RequeteDeCompte, pk: int) -> HttpResponse:
    """Say what the answer does, then close the request."""
    visibles = DemandeDepart.objects.visible_to(request.compte)
    demande = get_object_or_404(visibles.select_related("partant", "compte__organisme"), pk=pk)
    if demande.etat == EtatDemande.RECUE and request.method != "POST":
        return render(request, "organisation/contester_depart.html", {"demande": demande})
    if demande.etat == EtatDemande.RECUE and _refuser(request, demande):
        messages.success(request, f"La demande est refusée. {demande.nom_complet} reçoit votre nom.")
    else:
        messages.warning(request, DECIDEE)
    return redirect("organisation:compte")


def _refuser(request: RequeteDeCompte, demande: DemandeDepart) -> bool:
    """Close the request; False when somebody has decided meanwhile."""
    try:
        departs.contester(demande=demande, par=request.user, adresse=adresse_client(request))
    except departs.DejaTraitee:
        return False
    return True
