"""The mandates of an account: those that a certificateur gives, those that a déposant receives."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render, resolve_url

from accrochage.portail.depots.models import Depot
from accrochage.portail.design.filtres import Filtre, champ_de_recherche, champ_de_tri, colonnes
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import reference
from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.models import Mandat
from accrochage.portail.organismes.noms import NomsDuCompte
from accrochage.portail.web.acces import Acces, RequeteDeCompte, acces
from accrochage.portail.web.journal.lecture import lignes
from accrochage.portail.web.mandats import gestes

TAILLE_DE_PAGE = 25
NON_CLOS, TOUS = "non_clos", "tous"
COLONNES = ("nom", "debut", "fin")


class FiltreForm(Filtre):
    """Words, and whether those that are over are shown."""

    DEFAUTS: ClassVar[dict[str, str]] = {"q": "", "etat": NON_CLOS, "tri": "nom"}

    q = champ_de_recherche("Organisme ou SIRET")
    etat = forms.ChoiceField(
        label="Mandats",
        required=False,
        choices=[(NON_CLOS, "En cours ou à venir"), (TOUS, "Tous, même terminés ou révoqués")],
    )
    tri = champ_de_tri([*COLONNES, *(f"-{cle}" for cle in COLONNES)])


@acces(Acces.LECTEUR)
def liste(request: RequeteDeCompte) -> HttpResponse:
    """List the mandates on this account's side; search, order and page are in the address."""
    form = FiltreForm(request.GET)
    choix = form.choix
    autre = "certificateur" if request.compte.role == Role.DEPOSANT else "deposant"
    mandats = Mandat.objects.visible_to(request.compte).chercher(choix["q"], cote=autre)
    if choix["etat"] == NON_CLOS:
        mandats = mandats.non_clos()
    cle = choix["tri"].removeprefix("-").replace("nom", f"{autre}__raison_sociale")
    sens = "-" if choix["tri"].startswith("-") else ""
    page = Paginator(mandats.order_by(sens + cle, "id"), TAILLE_DE_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "choix": choix,
        "page": page,
        "colonnes": colonnes(choix["tri"], COLONNES),
        "lignes": [(mandat, getattr(mandat, autre)) for mandat in page.object_list],
        "donne": request.compte.role == Role.CERTIFICATEUR,
        "filtre": bool(choix["q"]),
    }
    return render(request, "organisation/mandats.html", contexte)


@acces(Acces.LECTEUR)
def mandat(request: RequeteDeCompte, pk: int) -> HttpResponse:
    """Show one mandate with what it covers and everything that happened to it."""
    lu = _mandat(request, pk)
    entrees = Entree.objects.visible_to(request.compte).filter(objet=reference(lu))
    depots = Depot.objects.visible_to(request.compte)
    contexte = {
        "mandat": lu,
        "donne": request.compte.role == Role.CERTIFICATEUR,
        "lignes": lignes(entrees, NomsDuCompte(request.compte), depots),
    }
    return render(request, "organisation/mandat.html", contexte)


@acces(Acces.ADMINISTRATEUR, ecrit=True)
def donner(request: RequeteDeCompte) -> HttpResponse:
    """Give a mandate: certificateurs only."""
    _certificateur(request)
    return gestes.donner(request, request.compte.organisme, _cadre())


@acces(Acces.ADMINISTRATEUR, ecrit=True)
def modifier(request: RequeteDeCompte, pk: int) -> HttpResponse:
    """Change the end or the scope of a mandate that this account gave."""
    _certificateur(request)
    return gestes.modifier(request, _mandat(request, pk), _cadre())


@acces(Acces.ADMINISTRATEUR, ecrit=True)
def revoquer(request: RequeteDeCompte, pk: int) -> HttpResponse:
    """Revoke a mandate that this account gave."""
    _certificateur(request)
    return gestes.revoquer(request, _mandat(request, pk), _cadre())


def _certificateur(request: RequeteDeCompte) -> None:
    if request.compte.role != Role.CERTIFICATEUR:
        raise Http404


def _mandat(request: RequeteDeCompte, pk: int) -> Mandat:
    return get_object_or_404(Mandat.objects.visible_to(request.compte), pk=pk)


def _cadre() -> gestes.Cadre:
    return gestes.Cadre(resolve_url("organisation:mandats"), "organisation/_fil_mandat.html")
