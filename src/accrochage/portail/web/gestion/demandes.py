"""Requests to be known: the inbox, what is needed to decide each, and the decision."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.design.filtres import colonnes
from accrochage.portail.design.nombres import date_et_heure
from accrochage.portail.organismes import annuaire
from accrochage.portail.organismes.enums import EtatDemandeInscription as Etat
from accrochage.portail.organismes.enums import UsageModele
from accrochage.portail.organismes.models import DemandeInscription, Organisme, PieceJointe
from accrochage.portail.organismes.services import instruction
from accrochage.portail.organismes.services.doublons import demandes_proches, organismes_proches
from accrochage.portail.organismes.services.ouvertures import comptes_a_ouvrir
from accrochage.portail.referentiel.models import Certification
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.gestion import demandes_forms as forms
from accrochage.portail.web.gestion.telechargements import piece_a_part

TAILLE_DE_PAGE = 25
DECISIONS = {Etat.ACCEPTEE: "accepté", Etat.REFUSEE: "refusé"}
CONTACT_MANQUANT = (
    "Un déposant est devenu inconnu entre-temps\N{NO-BREAK SPACE}: indiquez à qui envoyer ses identifiants."
)


@acces(Acces.GESTIONNAIRE)
@never_cache
def liste(request: Requete) -> HttpResponse:
    """List the confirmed requests: state, search, order and page are in the address."""
    form = forms.FiltreForm(request.GET)
    choix = form.choix
    trouvees = DemandeInscription.objects.confirmees().chercher(choix["q"])
    if choix["etat"] == forms.A_TRAITER:
        trouvees = trouvees.a_traiter()
    elif choix["etat"] == forms.MIENNES:
        trouvees = trouvees.en_cours().filter(prise_par=request.user)
    elif choix["etat"] != forms.TOUTES:
        trouvees = trouvees.filter(etat=choix["etat"])
    trouvees = trouvees.select_related("prise_par", "traitee_par").order_by(*forms.TRIS[choix["tri"]])
    contexte = {
        "form": form,
        "page": Paginator(trouvees, TAILLE_DE_PAGE).get_page(request.GET.get("page")),
        "choix": choix,
        "colonnes": colonnes(choix["tri"], forms.COLONNES),
        "a_traiter": DemandeInscription.objects.a_traiter().count(),
        "plus_ancienne": DemandeInscription.objects.a_traiter().order_by("confirmee_le").first(),
        "filtre": bool(choix["q"]),
    }
    return render(request, "gestion/demandes.html", contexte)


@acces(Acces.GESTIONNAIRE)
@never_cache
def demande(request: Requete, pk: int) -> HttpResponse:
    """Show one request with what is needed to decide it."""
    lue = _trouver(pk)
    instruction.consulter(demande=lue, par=request.user, adresse=adresse_client(request))
    contexte = {
        "demande": lue,
        "fil": lue.messages.select_related("auteur").prefetch_related("pieces"),
        "deposants": lue.deposants.all(),
        "certifications": _comparer(lue),
        "proches": organismes_proches(siret=lue.siret, raison_sociale=lue.raison_sociale),
        "autres": demandes_proches(lue),
        "fiche": annuaire.configure().chercher(lue.siret),
        "avec_annuaire": settings.ANNUAIRE != annuaire.AUCUN,
        "ouverte": lue.traitee_le is None,
        "a_ouvrir": comptes_a_ouvrir(lue.organisme) if lue.organisme else [],
    }
    return render(request, "gestion/demande.html", contexte)


@acces(Acces.GESTIONNAIRE, ecrit=True)
@never_cache
def prendre(request: Requete, pk: int) -> HttpResponse:
    """Take a request in hand, so that the others see who treats it."""
    lue = _trouver(pk)
    if request.method == "POST":
        try:
            instruction.prendre(demande=lue, par=request.user, adresse=adresse_client(request))
        except instruction.DejaDecidee as refus:
            return _deja(request, refus.demande)
        messages.success(request, "Vous avez cette demande en main.")
    return redirect("gestion:demande", pk=lue.pk)


@acces(Acces.GESTIONNAIRE, ecrit=True)
@never_cache
def demander_information(request: Requete, pk: int) -> HttpResponse:
    """Ask who made the request for something."""
    return _ecrire(request, _trouver(pk), UsageModele.INFORMATION)


@acces(Acces.GESTIONNAIRE, ecrit=True)
@never_cache
def refuser(request: Requete, pk: int) -> HttpResponse:
    """Ask for the reason, then refuse."""
    return _ecrire(request, _trouver(pk), UsageModele.REFUS)


@acces(Acces.GESTIONNAIRE, ecrit=True)
@never_cache
def accepter(request: Requete, pk: int) -> HttpResponse:
    """Say what accepting creates and who is written to, then do it."""
    lue = _trouver(pk)
    if lue.traitee_le is not None:
        return _deja(request, lue)
    envoi = request.POST if request.method == "POST" else None
    contacts = {
        declare.pk: forms.ContactDeposantForm(envoi, prefix=f"deposant-{declare.pk}")
        for declare in instruction.inconnus(lue)
    }
    fautifs = [form for form in contacts.values() if not form.is_valid()]
    if request.method == "POST" and not fautifs:
        return _accepter(request, lue, {pk: form.cleaned_data for pk, form in contacts.items()})
    return _page_accepter(request, lue, contacts)


@acces(Acces.GESTIONNAIRE)
@never_cache
def piece(request: Requete, pk: int) -> FileResponse:
    """Send a file joined to an answer, as a file to keep apart."""
    jointe = get_object_or_404(
        PieceJointe.objects.select_related("message__demande"), pk=pk, message__demande__isnull=False
    )
    try:
        contenu = instruction.lire_piece(piece=jointe, par=request.user, adresse=adresse_client(request))
    except FileNotFoundError as absente:
        raise Http404 from absente
    return piece_a_part(contenu, nom=jointe.nom, type_mime=jointe.type, taille=jointe.taille)


def _comparer(lue: DemandeInscription) -> list[dict[str, Any]]:
    """Each certification that is declared, or held according to the référentiel, with both marks."""
    detenues = {c.code: c for c in Certification.objects.detenues_par(lue.siret)}
    connues = {c.code: c for c in Certification.objects.filter(code__in=lue.certifications)} | detenues
    return [
        {
            "code": code,
            "certification": connues.get(code),
            "declaree": code in lue.certifications,
            "detenue": code in detenues,
        }
        for code in sorted({*lue.certifications, *detenues})
    ]


def _ecrire(request: Requete, lue: DemandeInscription, usage: UsageModele) -> HttpResponse:
    """The page of a text that leaves: a question, or the reason of a refusal."""
    if lue.traitee_le is not None:
        return _deja(request, lue)
    envoi = request.POST if request.method == "POST" else None
    form = forms.ReponseForm(envoi, usage=usage, modele=request.GET.get("modele", ""))
    if request.method == "POST" and form.is_valid():
        geste = _refuser if usage == UsageModele.REFUS else _interroger
        try:
            geste(request, lue, form.cleaned_data["texte"])
        except instruction.DejaDecidee as refus:
            return _deja(request, refus.demande)
        return redirect("gestion:demande", pk=lue.pk)
    contexte = {"demande": lue, "form": form, "refus": usage == UsageModele.REFUS}
    return render(request, "gestion/repondre_demande.html", contexte, status=422 if form.errors else 200)


def _refuser(request: Requete, lue: DemandeInscription, motif: str) -> None:
    instruction.refuser(demande=lue, motif=motif, par=request.user, adresse=adresse_client(request))
    messages.success(request, "La demande est refusée. Le motif est parti par courriel.")


def _interroger(request: Requete, lue: DemandeInscription, texte: str) -> None:
    instruction.demander_information(
        demande=lue, texte=texte, par=request.user, adresse=adresse_client(request)
    )
    messages.success(request, "La question est posée. Un courriel invite le demandeur à y répondre.")


def _accepter(request: Requete, lue: DemandeInscription, contacts: dict[int, dict[str, Any]]) -> HttpResponse:
    try:
        instruction.accepter(
            demande=lue, par=request.user, contacts=contacts, adresse=adresse_client(request)
        )
    except instruction.DejaDecidee as refus:
        return _deja(request, refus.demande)
    except instruction.ContactManquant:
        messages.error(request, CONTACT_MANQUANT)
        return redirect("gestion:accepter_demande", pk=lue.pk)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
        return redirect("gestion:accepter_demande", pk=lue.pk)
    messages.success(
        request, "La demande est acceptée. Les identifiants d’inscription sont partis par courriel."
    )
    return redirect("gestion:demande", pk=lue.pk)


def _page_accepter(
    request: HttpRequest, lue: DemandeInscription, contacts: dict[int, forms.ContactDeposantForm]
) -> HttpResponse:
    declares = list(lue.deposants.all())
    connus = {o.siret: o for o in Organisme.objects.filter(siret__in=[d.siret for d in declares])}
    contexte = {
        "demande": lue,
        "connu": Organisme.objects.filter(siret=lue.siret).first(),
        "deposants": [(d, connus.get(d.siret), contacts.get(d.pk)) for d in declares],
        "formulaires": list(contacts.values()),
    }
    fautif = any(form.errors for form in contacts.values())
    return render(request, "gestion/accepter_demande.html", contexte, status=422 if fautif else 200)


def _trouver(pk: int) -> DemandeInscription:
    return get_object_or_404(
        DemandeInscription.objects.confirmees().select_related("prise_par", "traitee_par", "organisme"), pk=pk
    )


def _deja(request: HttpRequest, lue: DemandeInscription) -> HttpResponse:
    """Tell the second of two gestionnaires who decided, what, and when."""
    qui = lue.traitee_par.nom_complet if lue.traitee_par else "Quelqu’un"
    quand = date_et_heure(lue.traitee_le) if lue.traitee_le else ""
    fait = DECISIONS.get(Etat(lue.etat), "décidé")
    messages.warning(request, f"{qui} a déjà {fait} cette demande, le {quand}. Rien n’a changé.")
    return redirect("gestion:demande", pk=lue.pk)
