"""The current account, and the switch to another."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes.models import Appartenance, Mandat
from accrochage.portail.web.acces import CLE_COMPTE, Acces, Requete, RequeteDeCompte, acces, adresse_client

MANDATS_PAR_PAGE = 25


@acces(Acces.LECTEUR)
def compte(request: RequeteDeCompte) -> HttpResponse:
    """Show the organisme, its contracts and who works in the account."""
    contexte = {
        "organisme": request.compte.organisme,
        "contrats": request.compte.organisme.contrats.order_by("numero"),
        "membres": Appartenance.objects.visible_to(request.compte).actives().count(),
        "seul_administrateur": Appartenance.objects.visible_to(request.compte).un_seul_administrateur(),
        "mandats": Paginator(
            Mandat.objects.visible_to(request.compte).non_clos().par_nom(), MANDATS_PAR_PAGE
        ).get_page(request.GET.get("mandats")),
    }
    return render(request, "organisation/compte.html", contexte)


@acces(Acces.CONNECTE, ecrit=True)
def changer_de_compte(request: Requete) -> HttpResponse:
    """Make another of the person's accounts the current one."""
    suite = request.POST.get("next", "")
    if request.method != "POST":
        return redirect("profil:accueil")
    choisi = request.POST.get("compte", "")
    appartenance = next((a for a in request.appartenances if str(a.compte_id) == choisi), None)
    if appartenance is None:
        raise Http404
    request.session[CLE_COMPTE] = appartenance.compte_id
    noter(
        action="compte.choisi",
        acteur=reference(request.user),
        compte=reference(appartenance.compte),
        adresse=adresse_client(request),
    )
    sure = url_has_allowed_host_and_scheme(suite, {request.get_host()}, require_https=request.is_secure())
    return redirect(suite if sure else "public:tableau_de_bord")
