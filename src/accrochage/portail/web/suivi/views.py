"""The list of deposits, and the page of each."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django_htmx.http import reselect, reswap, retarget

from accrochage.flux.catalogue import REGLES
from accrochage.portail.depots.constats import relu
from accrochage.portail.depots.models import Depot
from accrochage.portail.depots.services import TransitionImpossible
from accrochage.portail.depots.services import annuler as annuler_depot
from accrochage.portail.depots.synthese import EXEMPLES_MAX, definitifs
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.web.acces import Acces, RequeteDeCompte, acces, adresse_client
from accrochage.portail.web.suivi import forms, selection
from accrochage.portail.web.suivi.lecture import Exemples, Lecture

TAILLE_CONSTATS = 50


@acces(Acces.LECTEUR)
@never_cache
def liste(request: RequeteDeCompte) -> HttpResponse:
    """List the account's deposits; filter, order and page are in the address."""
    if propre := _sans_vides(request):
        return redirect(propre)
    form = forms.FiltreForm(request.GET)
    choix = form.choix
    visibles = Depot.objects.visible_to(request.compte)
    page = Paginator(selection.choisir(visibles, choix), choix["taille"]).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "page": page,
        "colonnes": selection.colonnes(choix["tri"]),
        "filtre": any(choix[nom] for nom in ("q", "etat", "du", "au")),
        "deplie": any(request.GET.get(nom) for nom in ("du", "au", "taille")),
        "vide": not page.paginator.count and not visibles.exists(),
    }
    return render(request, "suivi/liste.html", contexte)


@acces(Acces.LECTEUR)
@never_cache
def depot(request: RequeteDeCompte, numero: int) -> HttpResponse:
    """Show one deposit: the answer, the findings by rule, the accusés."""
    trouve = depot_visible(request, numero)
    noter_lecture(request, trouve, "depot.consulte")
    return render(request, "suivi/depot.html", {"depot": trouve, "lecture": Lecture(trouve)})


@acces(Acces.LECTEUR)
@never_cache
def progression(request: RequeteDeCompte, numero: int) -> HttpResponse:
    """Give the progress alone while it lasts, then the whole page of the deposit in place of the old one."""
    trouve = depot_visible(request, numero)
    if not request.htmx:  # type: ignore[attr-defined] # set by django-htmx
        return redirect("suivi:depot", numero=numero)
    lecture = Lecture(trouve)
    if not lecture.fini:
        contexte = {"depot": trouve, "lecture": lecture, "dit": request.GET.get("dit", "")[:40]}
        return render(request, "suivi/_progression.html", contexte)
    noter_lecture(request, trouve, "depot.consulte")
    reponse = render(request, "suivi/depot.html", {"depot": trouve, "lecture": lecture})
    return reswap(reselect(retarget(reponse, "#contenu"), "#contenu"), "outerHTML")


@acces(Acces.DEPOSANT, ecrit=True)
@never_cache
def annuler(request: RequeteDeCompte, numero: int) -> HttpResponse:
    """Withdraw a deposit that is not begun, after saying what it means."""
    trouve = depot_visible(request, numero)
    if request.method != "POST" and Lecture(trouve).annulable:
        return render(request, "suivi/annuler.html", {"depot": trouve})
    try:
        annuler_depot(depot=trouve, utilisateur=request.user, adresse=adresse_client(request))
    except TransitionImpossible:
        messages.warning(request, "Le traitement de ce dépôt a commencé : il ne peut plus être annulé.")
    else:
        messages.success(request, "Le dépôt est annulé.")
    return redirect("suivi:depot", numero=numero)


@acces(Acces.LECTEUR)
@never_cache
def constats(request: RequeteDeCompte, numero: int, code: str) -> HttpResponse:
    """List the findings of one rule in a deposit: the first thousand, by pages."""
    trouve = depot_visible(request, numero)
    de_la_regle = definitifs(trouve).filter(code=code)
    total = de_la_regle.count()
    if code not in REGLES or not total:
        raise Http404
    page = Paginator(de_la_regle.order_by("id")[:EXEMPLES_MAX], TAILLE_CONSTATS).get_page(
        request.GET.get("page")
    )
    noter_lecture(request, trouve, "depot.constats_consultes", code=code)
    contexte = {
        "depot": trouve,
        "regle": REGLES[code],
        "page": page,
        "exemples": Exemples([relu(ligne) for ligne in page.object_list]),
        "total": total,
        "maximum": EXEMPLES_MAX,
    }
    return render(request, "suivi/constats.html", contexte)


def depot_visible(request: RequeteDeCompte, numero: int) -> Depot:
    """Find a deposit of the current account. Raises ``Http404`` for those of others, as for none."""
    visibles = Depot.objects.visible_to(request.compte)
    return get_object_or_404(
        visibles.select_related("depose_par", "emetteur", "certificateur", "compte"), numero=numero
    )


def noter_lecture(request: RequeteDeCompte, lu: Depot, action: str, **details: object) -> None:
    """Keep in the journal that this person read the data of this deposit."""
    noter(
        action=action,
        acteur=reference(request.user),
        objet=reference(lu),
        compte=reference(request.compte),
        adresse=adresse_client(request),
        details={"numero": lu.numero, **details},
    )


def _sans_vides(request: RequeteDeCompte) -> str:
    """Address without the empty fields that a form sends; empty when it has none."""
    if all(valeurs and all(valeurs) for _, valeurs in request.GET.lists()):
        return ""
    gardes = {nom: valeurs[-1] for nom, valeurs in request.GET.lists() if valeurs and valeurs[-1]}
    return f"{request.path}?{urlencode(gardes)}" if gardes else request.path
