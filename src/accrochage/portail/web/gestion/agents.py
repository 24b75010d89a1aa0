"""The operator's agents: who they are, what they may do."""

from __future__ import annotations

from collections.abc import Callable

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accrochage.portail.comptes import agents
from accrochage.portail.comptes.enums import RoleOperateur
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.comptes.services import creer_gestionnaire
from accrochage.portail.journal.services import reference
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.demande.forms import champs_de_personne
from accrochage.portail.web.gestion.vie import saisie

DERNIER = "C’est le dernier superviseur\N{NO-BREAK SPACE}: donnez d’abord ce rôle à un autre agent."


class RoleForm(forms.Form):
    """What an agent may do."""

    role = forms.ChoiceField(
        label="Rôle",
        choices=RoleOperateur,
        initial=RoleOperateur.GESTIONNAIRE,
        error_messages={"required": "Choisissez un rôle."},
    )


class AgentForm(RoleForm):
    """A new agent."""

    prenom, nom, email = champs_de_personne("Un lien pour choisir son mot de passe y est envoyé.")
    field_order = ("prenom", "nom", "email", "role")


@acces(Acces.SUPERVISEUR)
def liste(request: HttpRequest) -> HttpResponse:
    """List the agents: few, so all of them."""
    tous = Utilisateur.objects.exclude(role_operateur="").order_by("-is_active", "nom", "prenom", "pk")
    return render(request, "gestion/agents.html", {"agents": tous})


@acces(Acces.SUPERVISEUR, ecrit=True)
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator] # allauth is untyped
def nouvel_agent(request: Requete) -> HttpResponse:
    """Create an agent, who is mailed a link."""
    form = AgentForm(saisie(request))
    if request.method == "POST" and form.is_valid():
        lus = dict(form.cleaned_data)
        try:
            creer_gestionnaire(role=RoleOperateur(lus.pop("role")), acteur=reference(request.user), **lus)
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, "L’agent est créé. Son lien est parti par courriel.")
            return redirect("gestion:agents")
    return render(request, "gestion/nouvel_agent.html", {"form": form}, status=422 if form.errors else 200)


@acces(Acces.SUPERVISEUR, ecrit=True)
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator] # allauth is untyped
def agent(request: Requete, pk: int) -> HttpResponse:
    """Change the role of an agent."""
    lui = _trouver(pk)
    form = RoleForm(saisie(request), initial={"role": lui.role_operateur})
    if request.method == "POST" and form.is_valid():
        role = RoleOperateur(form.cleaned_data["role"])

        def changer() -> None:
            agents.changer_role(agent=lui, role=role, par=request.user, adresse=adresse_client(request))

        return _faire(request, changer, "Le rôle est changé.")
    return render(request, "gestion/agent.html", {"agent": lui, "form": form})


@acces(Acces.SUPERVISEUR, ecrit=True)
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator] # allauth is untyped
def acces_d_agent(request: Requete, pk: int) -> HttpResponse:
    """Suspend an agent, or open the access again."""
    lui = _trouver(pk)
    if request.method != "POST":
        return redirect("gestion:agent", pk=lui.pk)
    service = agents.suspendre if lui.is_active else agents.rouvrir

    def changer() -> None:
        service(agent=lui, par=request.user, adresse=adresse_client(request))

    return _faire(request, changer, "L’accès est suspendu." if lui.is_active else "L’accès est rouvert.")


def _faire(request: HttpRequest, changer: Callable[[], None], dit: str) -> HttpResponse:
    try:
        changer()
    except agents.DernierSuperviseur:
        messages.error(request, DERNIER)
    else:
        messages.success(request, dit)
    return redirect("gestion:agents")


def _trouver(pk: int) -> Utilisateur:
    return get_object_or_404(Utilisateur.objects.exclude(role_operateur=""), pk=pk)
