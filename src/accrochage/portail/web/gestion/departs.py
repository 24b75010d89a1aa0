"""Requests after a departure: the list, each with its proof, and the decision."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.design.filtres import colonnes
from accrochage.portail.design.nombres import date_et_heure
from accrochage.portail.organismes.enums import Droit, EtatDemande
from accrochage.portail.organismes.models import Appartenance, DemandeDepart
from accrochage.portail.organismes.services import LienDejaUtilise, departs
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.gestion import departs_forms as forms
from accrochage.portail.web.gestion.telechargements import piece_a_part

TAILLE_DE_PAGE = 25
DECISIONS = {EtatDemande.ACCEPTEE: "accepté", EtatDemande.REFUSEE: "refusé"}


@acces(Acces.GESTIONNAIRE)
@never_cache
def liste(request: HttpRequest) -> HttpResponse:
    """List the confirmed requests: state, search, order and page are in the address."""
    form = forms.FiltreForm(request.GET)
    choix = form.choix
    trouvees = DemandeDepart.objects.confirmees().chercher(choix["q"])
    if choix["etat"] != forms.TOUTES:
        trouvees = trouvees.filter(etat=choix["etat"])
    trouvees = trouvees.select_related("compte__organisme", "traitee_par")
    page = Paginator(trouvees.order_by(*forms.TRIS[choix["tri"]]), TAILLE_DE_PAGE).get_page(
        request.GET.get("page")
    )
    contexte = {
        "form": form,
        "page": page,
        "choix": choix,
        "colonnes": colonnes(choix["tri"], forms.COLONNES),
        "a_traiter": DemandeDepart.objects.a_traiter().count(),
        "filtre": bool(choix["q"]),
    }
    return render(request, "gestion/departs.html", contexte)


@acces(Acces.GESTIONNAIRE)
@never_cache
def demande(request: Requete, pk: int) -> HttpResponse:
    """Show one request with what is needed to decide it."""
    lue = _trouver(pk)
    departs.consulter(demande=lue, par=request.user, adresse=adresse_client(request))
    membres = Appartenance.objects.filter(compte=lue.compte, droit=Droit.ADMINISTRATEUR)
    contexte = {
        "demande": lue,
        "administrateurs": membres.select_related("utilisateur").order_by("depuis", "id"),
        "autres": DemandeDepart.objects.confirmees()
        .filter(compte=lue.compte)
        .exclude(pk=lue.pk)
        .select_related("traitee_par")[:TAILLE_DE_PAGE],
    }
    return render(request, "gestion/depart.html", contexte)


@acces(Acces.GESTIONNAIRE)
@never_cache
def piece(request: Requete, pk: int) -> FileResponse:
    """Send the proof, as a file to keep apart: never shown by the portal, never run by the browser."""
    lue = _trouver(pk)
    try:
        contenu = departs.lire_piece(demande=lue, par=request.user, adresse=adresse_client(request))
    except FileNotFoundError as absente:
        raise Http404 from absente
    nom = f"{lue.reference_groupee} {lue.piece_nom}"
    return piece_a_part(contenu, nom=nom, type_mime=lue.piece_type, taille=lue.piece_taille)


@acces(Acces.GESTIONNAIRE, ecrit=True)
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator] # allauth is untyped
@never_cache
def accepter(request: Requete, pk: int) -> HttpResponse:
    """Say what accepting does, then do it."""
    lue = _trouver(pk)
    if lue.etat != EtatDemande.RECUE:
        return _deja(request, lue)
    if request.method != "POST":
        return render(request, "gestion/accepter_depart.html", {"demande": lue, "jours": _jours()})
    try:
        departs.accepter(demande=lue, par=request.user, adresse=adresse_client(request))
    except departs.DejaTraitee as refus:
        return _deja(request, refus.demande)
    except departs.TitulaireChange:
        messages.error(
            request,
            "Le titulaire du compte a changé depuis la demande, et il travaille dans le compte. "
            "Refusez la demande en donnant son nom.",
        )
    else:
        messages.success(request, "La demande est acceptée. L’invitation est partie par courriel.")
    return redirect("gestion:depart", pk=lue.pk)


@acces(Acces.GESTIONNAIRE, ecrit=True)
@never_cache
def refuser(request: Requete, pk: int) -> HttpResponse:
    """Ask for the reason, then refuse."""
    lue = _trouver(pk)
    if lue.etat != EtatDemande.RECUE:
        return _deja(request, lue)
    form = forms.RefusForm(request.POST if request.method == "POST" else None, demande=lue)
    if request.method == "POST" and form.is_valid():
        try:
            departs.refuser(
                demande=lue, motif=form.motif(), par=request.user, adresse=adresse_client(request)
            )
        except departs.DejaTraitee as refus:
            return _deja(request, refus.demande)
        messages.success(request, "La demande est refusée. Le motif est parti par courriel.")
        return redirect("gestion:depart", pk=lue.pk)
    return render(request, "gestion/refuser_depart.html", {"demande": lue, "form": form})


@acces(Acces.GESTIONNAIRE, ecrit=True)
@never_cache
def renvoyer(request: Requete, pk: int) -> HttpResponse:
    """Mail the invitation of an accepted request again."""
    lue = _trouver(pk)
    if request.method == "POST" and lue.invitation_id:
        try:
            departs.renvoyer_invitation(demande=lue, par=request.user, adresse=adresse_client(request))
        except LienDejaUtilise:
            messages.warning(request, "Cette invitation a déjà servi, ou un administrateur l’a annulée.")
        else:
            messages.success(request, "Une nouvelle invitation est partie. Le lien précédent ne sert plus.")
    return redirect("gestion:depart", pk=lue.pk)


def _trouver(pk: int) -> DemandeDepart:
    return get_object_or_404(
        DemandeDepart.objects.confirmees().select_related(
            "compte__organisme", "compte__titulaire_du_compte", "partant", "traitee_par", "invitation"
        ),
        pk=pk,
    )


def _deja(request: HttpRequest, lue: DemandeDepart) -> HttpResponse:
    """Tell the second of two gestionnaires who decided, what, and when."""
    qui = _nom(lue.traitee_par)
    quand = date_et_heure(lue.traitee_le) if lue.traitee_le else ""
    fait = DECISIONS[EtatDemande(lue.etat)]
    messages.warning(request, f"{qui} a déjà {fait} cette demande, le {quand}. Rien n’a changé.")
    return redirect("gestion:depart", pk=lue.pk)


def _nom(personne: Utilisateur | None) -> str:
    return personne.nom_complet if personne else "Quelqu’un"


def _jours() -> int:
    return departs.DUREE_INVITATION.days
