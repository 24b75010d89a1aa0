"""Who works in the current account, and what administrators change about it."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accrochage.portail.organismes.enums import Droit
from accrochage.portail.organismes.models import Appartenance, DemandeSecondFacteur, Invitation
from accrochage.portail.organismes.querysets import AppartenanceQuerySet
from accrochage.portail.organismes.services import membres as services
from accrochage.portail.organismes.services import second_facteur as second_facteurs
from accrochage.portail.web.acces import Acces, RequeteDeCompte, acces, adresse_client
from accrochage.portail.web.organisation import forms

TAILLE_DE_PAGE = 25
DERNIER = "C’est le seul administrateur actif du compte : nommez-en un autre d’abord."
TITULAIRE = "Cette personne est titulaire du compte : transmettez d’abord ce rôle à un autre administrateur."


@acces(Acces.LECTEUR)
def liste(request: RequeteDeCompte) -> HttpResponse:
    """List the members: search, filters, order and page are in the address."""
    form = forms.FiltreForm(request.GET)
    choix = form.choix
    trouves = _filtrer(request, choix)
    page = Paginator(trouves.order_by(*forms.TRIS[choix["tri"]]), TAILLE_DE_PAGE).get_page(
        request.GET.get("page")
    )
    contexte = {
        "form": form,
        "page": page,
        "choix": choix,
        "colonnes": forms.colonnes(choix["tri"]),
        "filtre": any(choix[nom] for nom in ("q", "droit", "etat")),
        "invitations": Invitation.objects.visible_to(request.compte).en_cours().count(),
        "appareils_perdus": _appareils_perdus(request),
        "seul_administrateur": Appartenance.objects.visible_to(request.compte).un_seul_administrateur(),
    }
    return render(request, "organisation/membres.html", contexte)


@acces(Acces.ADMINISTRATEUR)
def membre(request: RequeteDeCompte, pk: int) -> HttpResponse:
    """Show one member and what can be changed."""
    trouve = _trouver(request, pk)
    contexte = {
        "membre": trouve,
        "soi": trouve.utilisateur_id == request.user.pk,
        "titulaire": trouve.utilisateur_id == request.compte.titulaire_du_compte_id,
        "form": forms.DroitForm(initial={"droit": trouve.droit}),
    }
    return render(request, "organisation/membre.html", contexte)


@acces(Acces.ADMINISTRATEUR, ecrit=True)
def changer_droit(request: RequeteDeCompte, pk: int) -> HttpResponse:
    """Give another right; one's own only with the login typed."""
    trouve = _trouver(request, pk)
    form = forms.DroitForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return redirect("organisation:membre", pk=pk)
    droit, soi = Droit(form.cleaned_data["droit"]), trouve.utilisateur_id == request.user.pk
    if soi:
        confirmation = _confirmation(request)
        if not confirmation.is_valid():
            contexte = {"membre": trouve, "droit": droit, "form": confirmation}
            return render(request, "organisation/changer_son_droit.html", contexte)
    try:
        services.changer_droit(
            appartenance=trouve, droit=droit, par=request.user, confirme=soi, adresse=adresse_client(request)
        )
    except (services.DernierAdministrateur, services.TitulaireEnPlace) as refus:
        return _refuser(request, refus, pk)
    messages.success(request, f"{trouve.utilisateur.nom_complet} est maintenant {droit.label}.")
    return redirect("organisation:compte") if soi else redirect("organisation:membre", pk=pk)


@acces(Acces.ADMINISTRATEUR, ecrit=True)
def suspendre(request: RequeteDeCompte, pk: int) -> HttpResponse:
    """Say what suspending does, then do it."""
    return _ecarter(request, pk, "suspendre")


@acces(Acces.ADMINISTRATEUR, ecrit=True)
def retirer(request: RequeteDeCompte, pk: int) -> HttpResponse:
    """Say what removing does, then do it."""
    return _ecarter(request, pk, "retirer")


@acces(Acces.ADMINISTRATEUR, ecrit=True)
def reactiver(request: RequeteDeCompte, pk: int) -> HttpResponse:
    """Open the account again to a suspended member."""
    trouve = _trouver(request, pk)
    if request.method == "POST":
        services.reactiver(appartenance=trouve, par=request.user, adresse=adresse_client(request))
        messages.success(request, f"L’accès de {trouve.utilisateur.nom_complet} est rouvert.")
    return redirect("organisation:membre", pk=pk)


@acces(Acces.ADMINISTRATEUR, ecrit=True)
@reauthentication_required  # type: ignore[untyped-decorator] # allauth is untyped
def transmettre(request: RequeteDeCompte, pk: int) -> HttpResponse:
    """Say what handing the account over does, then do it."""
    trouve = _trouver(request, pk)
    if request.method != "POST":
        return render(request, "organisation/transmettre.html", {"membre": trouve})
    try:
        services.transmettre(a=trouve, par=request.user, adresse=adresse_client(request))
    except PermissionDenied:
        messages.error(request, "Ce rôle se transmet à un administrateur actif du compte.")
    else:
        messages.success(request, f"{trouve.utilisateur.nom_complet} est maintenant titulaire du compte.")
    return redirect("organisation:membre", pk=pk)


@acces(Acces.ADMINISTRATEUR, ecrit=True)
@reauthentication_required  # type: ignore[untyped-decorator] # allauth is untyped
def second_facteur(request: RequeteDeCompte) -> HttpResponse:
    """Ask a second factor of every member, or no longer."""
    exige = not request.compte.second_facteur_exige
    if request.method != "POST":
        sans = Appartenance.objects.visible_to(request.compte).actives().sans_second_facteur()
        contexte = {
            "exige": exige,
            "sans": sans,
            "moi_sans": any(a.utilisateur == request.user for a in sans),
        }
        return render(request, "organisation/second_facteur.html", contexte)
    exige = request.POST.get("exige") == "oui"
    try:
        services.exiger_second_facteur(
            compte=request.compte, exige=exige, par=request.user, adresse=adresse_client(request)
        )
    except services.SansSecondFacteur:
        messages.error(request, "Installez d’abord votre propre second facteur.")
    else:
        fait = "est maintenant demandé à chaque personne" if exige else "n’est plus obligatoire"
        messages.success(request, f"Le second facteur {fait}.")
    return redirect("organisation:compte")


def _ecarter(request: RequeteDeCompte, pk: int, geste: str) -> HttpResponse:
    """Suspend or remove: the same warning, the same confirmation of who acts on themselves."""
    trouve = _trouver(request, pk)
    soi = trouve.utilisateur_id == request.user.pk
    form = _confirmation(request) if soi else None
    if request.method == "POST" and (form is None or form.is_valid()):
        faire = services.suspendre if geste == "suspendre" else services.retirer
        try:
            faire(appartenance=trouve, par=request.user, confirme=soi, adresse=adresse_client(request))
        except (services.DernierAdministrateur, services.TitulaireEnPlace) as refus:
            return _refuser(request, refus, pk)
        fait = "suspendu" if geste == "suspendre" else "retiré"
        messages.success(request, f"L’accès de {trouve.utilisateur.nom_complet} est {fait}.")
        return redirect("public:tableau_de_bord" if soi else "organisation:membres")
    return render(request, f"organisation/{geste}.html", {"membre": trouve, "form": form})


def _appareils_perdus(request: RequeteDeCompte) -> list[DemandeSecondFacteur]:
    """Requests that this administrator may decide; none for the others."""
    if Acces.ADMINISTRATEUR not in request.droits:
        return []
    return second_facteurs.a_decider_dans(request.compte, request.user)


def _trouver(request: RequeteDeCompte, pk: int) -> Appartenance:
    return get_object_or_404(Appartenance.objects.visible_to(request.compte), pk=pk)


def _filtrer(request: RequeteDeCompte, choix: dict[str, str]) -> AppartenanceQuerySet:
    trouves = Appartenance.objects.visible_to(request.compte).chercher(choix["q"]).avec_second_facteur()
    if choix["droit"]:
        trouves = trouves.filter(droit=choix["droit"])
    if choix["etat"] == forms.ACTIFS:
        return trouves.actives()
    if choix["etat"] == forms.SUSPENDUS:
        return trouves.filter(suspendue_le__isnull=False)
    return trouves.dormantes() if choix["etat"] == forms.DORMANTS else trouves


def _confirmation(request: RequeteDeCompte) -> forms.SurSoiMemeForm:
    """The form that who acts on themselves must fill; empty until they have seen it."""
    saisie = request.POST if "confirmation" in request.POST else None
    return forms.SurSoiMemeForm(saisie, identifiant=request.user.identifiant)


def _refuser(request: RequeteDeCompte, refus: Exception, pk: int) -> HttpResponse:
    messages.error(request, TITULAIRE if isinstance(refus, services.TitulaireEnPlace) else DERNIER)
    return redirect("organisation:membre", pk=pk)
