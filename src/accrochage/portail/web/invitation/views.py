"""The pages of the answer to an invitation: a new login, or one that exists."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accrochage.portail.comptes import cgu
from accrochage.portail.comptes.formats import grouper_identifiant
from accrochage.portail.organismes.models import Invitation
from accrochage.portail.organismes.services import LienDejaUtilise, LienExpire, LienInconnu, departs
from accrochage.portail.organismes.services import invitations as services
from accrochage.portail.web.acces import CLE_COMPTE, Acces, Requete, acces, adresse_client
from accrochage.portail.web.invitation.forms import AccepterForm

CLE = "invitation"
CONDITIONS_CHANGEES = "De nouvelles conditions viennent de paraître : lisez-les, puis acceptez-les."
RAISONS = {LienInconnu: "inconnu", LienExpire: "expire", LienDejaUtilise: "utilise"}


def lien_valable[R: HttpRequest](vue: Callable[[R, str], HttpResponse]) -> Callable[[R], HttpResponse]:
    """Give the view the secret that the session keeps; a link that no longer serves has its page."""

    @wraps(vue)
    def verifier(request: R) -> HttpResponse:
        try:
            return vue(request, request.session.get(CLE, {}).get("jeton", ""))
        except (LienInconnu, LienExpire, LienDejaUtilise) as refus:
            return _refuser(request, RAISONS[type(refus)])
        except departs.InvitationSansObjet:
            return _refuser(request, "sans_objet")

    return verifier


@acces(Acces.PUBLIC)
@never_cache
def ouvrir(request: HttpRequest, jeton: str) -> HttpResponse:
    """Open the mailed link: keep its secret in the session and leave the address that shows it."""
    try:
        services.lire(jeton=jeton)
    except (LienInconnu, LienExpire, LienDejaUtilise) as refus:
        return _refuser(request, RAISONS[type(refus)])
    request.session[CLE] = {"jeton": jeton}
    return redirect("invitation:repondre")


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
@sensitive_post_parameters("mot_de_passe")
@lien_valable
def repondre(request: HttpRequest, jeton: str) -> HttpResponse:
    """Say who invites to what; take the password of a new login."""
    invitation = services.lire(jeton=jeton)
    form = AccepterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            appartenance = services.accepter_en_creant(
                jeton=jeton,
                mot_de_passe=form.cleaned_data["mot_de_passe"],
                cgu_acceptees=request.POST.get("version", ""),
                adresse=adresse_client(request),
            )
        except ValidationError as erreur:
            form.add_error("mot_de_passe", erreur)
        except services.ConditionsChangees:
            form.add_error("cgu", CONDITIONS_CHANGEES)
        else:
            request.session[CLE] = {"identifiant": appartenance.utilisateur.identifiant}
            return redirect("invitation:terminee")
    contexte = {"invitation": invitation, "form": form, "version": cgu.installer()}
    return render(request, "invitation/repondre.html", contexte)


@acces(Acces.CONNECTE, ecrit=True)
@never_cache
@lien_valable
def rejoindre(request: Requete, jeton: str) -> HttpResponse:
    """Join with the login under way, after a look at which one it is."""
    invitation = services.lire(jeton=jeton)
    if request.method != "POST":
        return render(request, "invitation/rejoindre.html", {"invitation": invitation})
    try:
        services.accepter_avec(jeton=jeton, utilisateur=request.user, adresse=adresse_client(request))
    except services.DejaMembre as refus:
        suspendue = bool(refus.appartenance.suspendue_le)
        return _refuser(request, "suspendu" if suspendue else "membre", invitation)
    except services.LoginDeLOperateur:
        return _refuser(request, "operateur", invitation)
    del request.session[CLE]
    request.session[CLE_COMPTE] = invitation.compte_id
    nom = invitation.compte.organisme.raison_sociale
    messages.success(request, f"Votre identifiant ouvre maintenant le compte de {nom}.")
    return redirect("public:tableau_de_bord")


@acces(Acces.PUBLIC)
@never_cache
def terminee(request: HttpRequest) -> HttpResponse:
    """Show the login, which was mailed as well."""
    identifiant = request.session.get(CLE, {}).get("identifiant", "")
    if not identifiant:
        return redirect("account_login")
    return render(request, "invitation/terminee.html", {"identifiant": grouper_identifiant(identifiant)})


def _refuser(request: HttpRequest, raison: str, invitation: Invitation | None = None) -> HttpResponse:
    contexte = {"raison": raison, "invitation": invitation}
    return render(request, "invitation/lien_refuse.html", contexte, status=410)
