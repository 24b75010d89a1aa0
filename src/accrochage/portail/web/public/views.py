"""The home page, the legal pages, the dashboard."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accrochage.portail.organismes.models import Appartenance
from accrochage.portail.web.acces import Acces, Requete, acces
from accrochage.portail.web.public.etapes import FAITE, etapes
from accrochage.portail.web.public.tableau import tableau_du_compte


@acces(Acces.PUBLIC)
def accueil(request: Requete) -> HttpResponse:
    """Say what the portal is; who is logged in goes to work."""
    if Acces.CONNECTE in request.droits:
        return redirect("public:tableau_de_bord")
    return render(request, "public/accueil.html", {"etapes": etapes(request)})


@acces(Acces.CONNECTE)
def tableau_de_bord(request: Requete) -> HttpResponse:
    """Show where the account's deposits stand."""
    if request.compte is None:
        if Acces.OPERATEUR in request.droits:
            return redirect("gestion:accueil")
        return _sans_compte(request)
    pas = etapes(request)
    contexte = {
        "etapes": pas if any(etape.etat != FAITE for etape in pas) else [],
        "tableau": tableau_du_compte(request.compte),
        "seul_administrateur": Appartenance.objects.visible_to(request.compte).un_seul_administrateur(),
    }
    return render(request, "public/tableau_de_bord.html", contexte)


def _sans_compte(request: Requete) -> HttpResponse:
    suspendus = Appartenance.objects.suspendues_de(request.user)
    return render(request, "public/sans_compte.html", {"suspendus": suspendus})


@acces(Acces.PUBLIC)
def accessibilite(request: HttpRequest) -> HttpResponse:
    """Show the accessibility statement."""
    return render(request, "public/accessibilite.html")


@acces(Acces.PUBLIC)
def mentions_legales(request: HttpRequest) -> HttpResponse:
    """Show who publishes and hosts the portal."""
    return render(request, "public/mentions_legales.html")


@acces(Acces.PUBLIC)
def donnees_personnelles(request: HttpRequest) -> HttpResponse:
    """Show which data are processed, why, and how to have them corrected."""
    return render(request, "public/donnees_personnelles.html")
