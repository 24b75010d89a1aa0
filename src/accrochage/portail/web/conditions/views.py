"""Reading and accepting the conditions of use."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from accrochage.portail.comptes import cgu
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client


@acces(Acces.PUBLIC)
def lire(request: HttpRequest) -> HttpResponse:
    """Show the version in force."""
    return render(request, "conditions/lire.html", {"conditions": cgu.courante()})


@acces(Acces.CONNECTE, ecrit=True)
def accepter(request: Requete) -> HttpResponse:
    """Ask the person to accept the version in force, then go on where they were going."""
    suite = request.POST.get("next") or request.GET.get("next", "")
    version = cgu.a_accepter_par(request.user)
    if request.method == "POST" and version is not None and request.POST.get("version") == version.version:
        cgu.accepter(utilisateur=request.user, version=version, adresse=adresse_client(request))
        version = None
    if version is None:
        sure = url_has_allowed_host_and_scheme(suite, {request.get_host()}, require_https=request.is_secure())
        return redirect(suite if sure else "public:tableau_de_bord")
    return render(request, "conditions/accepter.html", {"conditions": version, "suite": suite})
