"""Access that is lost: a forgotten login, a locked one, a device that is gone."""

from __future__ import annotations

from allauth.account.internal.decorators import login_stage_required
from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStageController
from allauth.core.internal import ratelimit
from allauth.mfa.base.views import authenticate
from allauth.mfa.stages import AuthenticateStage
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.comptes import services, verrous
from accrochage.portail.comptes.formulaires import DebloquerForm, IdentifiantOublieForm
from accrochage.portail.comptes.second_facteur import a_un_second_facteur
from accrochage.portail.organismes.services import second_facteur
from accrochage.portail.web.acces import Acces, acces, adresse_client


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def identifiant_oublie(request: HttpRequest) -> HttpResponse:
    """Mail the logins of an address; the answer is the same whoever has it."""
    form = IdentifiantOublieForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if (trop := _trop(request, "identifiant_oublie")) is not None:
            return trop
        try:
            services.rappeler_identifiants(email=form.cleaned_data["email"], adresse=adresse_client(request))
        except services.TropDeRappels:
            return render(request, "429.html", status=429)
        return render(request, "connexion/identifiant_envoye.html", {"email": form.cleaned_data["email"]})
    return render(request, "connexion/identifiant_oublie.html", {"form": form})


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def debloquer(request: HttpRequest) -> HttpResponse:
    """Have the link mailed again; the answer is the same whether the login exists, locked or not."""
    form = DebloquerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if (trop := _trop(request, "debloquer")) is not None:
            return trop
        verrous.redemander_le_lien(saisie=form.cleaned_data["identifiant"])
        return render(request, "connexion/debloquer_envoye.html")
    return render(request, "connexion/debloquer.html", {"form": form})


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def deverrouiller(request: HttpRequest, jeton: str) -> HttpResponse:
    """Open a locked login again, at a click: programs that read mails open links."""
    try:
        verrous.lire(jeton=jeton)
        if request.method != "POST":
            return render(request, "connexion/deverrouiller.html")
        verrous.deverrouiller(jeton=jeton, adresse=adresse_client(request))
    except verrous.LienPerime:
        return render(request, "connexion/deverrouiller_perime.html", status=410)
    return render(request, "connexion/deverrouille.html")


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def second_facteur_demande(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor; who has none any more, lifted meanwhile, starts the login again."""
    etape = LoginStageController.enter(request, AuthenticateStage.key)
    if etape is not None and not a_un_second_facteur(etape.login.user):
        clear_login(request)
        return redirect("account_login")
    reponse: HttpResponse = authenticate(request)
    return reponse


@acces(Acces.PUBLIC, ecrit=True)
@login_stage_required(stage=AuthenticateStage.key, redirect_urlname="account_login")  # type: ignore[untyped-decorator] # allauth is untyped
def appareil_perdu(request: HttpRequest) -> HttpResponse:
    """Ask that the second factor be lifted; only after the right password."""
    if request.method != "POST":
        return render(request, "connexion/appareil_perdu.html")
    personne = request._login_stage.login.user  # type: ignore[attr-defined] # noqa: SLF001 - allauth's own way
    try:
        second_facteur.demander(utilisateur=personne, adresse=adresse_client(request))
    except second_facteur.TropDeDemandes:
        return render(request, "429.html", status=429)
    return render(request, "connexion/appareil_perdu_envoye.html")


def _trop(request: HttpRequest, action: str) -> HttpResponse | None:
    """The page that says so when this network asks too often."""
    if ratelimit.consume(request, app="allauth.account", action=action):
        return None
    return render(request, "429.html", status=429)
