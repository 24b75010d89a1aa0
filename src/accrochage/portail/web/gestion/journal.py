"""The whole journal, and the state of its chain of seals."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.depots.models import Depot
from accrochage.portail.journal.chaine import etat
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.querysets import EntreeQuerySet
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes.models import Compte, Organisme
from accrochage.portail.organismes.noms import NomsPourGestion
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.journal import export, selection
from accrochage.portail.web.journal.forms import FiltreDeGestionForm
from accrochage.portail.web.journal.lecture import lignes


@acces(Acces.GESTIONNAIRE)
@never_cache
def liste(request: Requete) -> HttpResponse:
    """List the whole journal, newest first; filters and page are in the address."""
    form = FiltreDeGestionForm(request.GET)
    page = Paginator(_choisies(form.choix), form.choix["taille"]).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "page": page,
        "lignes": lignes(page.object_list, NomsPourGestion(), Depot.objects.all()),
        "maximum": export.MAXIMUM,
        "chaine": etat(),
        "verification": Entree.objects.filter(action="journal.verifie").order_by("-id").first(),
    }
    return render(request, "gestion/journal.html", contexte)


@acces(Acces.GESTIONNAIRE)
@never_cache
def telecharger(request: Requete) -> StreamingHttpResponse:
    """Send what the list shows as CSV; that it was read is in the journal."""
    form = FiltreDeGestionForm(request.GET)
    noter(
        action="journal.exporte",
        acteur=reference(request.user),
        adresse=adresse_client(request),
        details={"filtre": form.filtre},
    )
    return export.reponse(_choisies(form.choix), NomsPourGestion(), Depot.objects.all())


def _choisies(choix: dict[str, Any]) -> EntreeQuerySet:
    entrees = selection.choisir(Entree.objects.order_by("-id"), choix)
    if choix["personne"]:
        personnes = Utilisateur.objects.filter(identifiant=compacter(choix["personne"]))
        siennes = [reference(p) for p in personnes]
        entrees = entrees.filter(Q(acteur__in=siennes) | Q(objet__in=siennes))
    if choix["compte"]:
        entrees = entrees.filter(_de_l_organisme(choix["compte"]))
    return entrees.filter(_objets(choix["q"])) if choix["q"] else entrees


def _de_l_organisme(saisie: str) -> Q:
    """Entries of an organisme and of its accounts."""
    compact = compacter(saisie)
    organismes = Organisme.objects.filter(Q(matricule=compact) | Q(siret=compact))
    comptes = [reference(c) for c in Compte.objects.filter(organisme__in=organismes)]
    references = [*comptes, *(reference(o) for o in organismes)]
    return Q(compte__in=comptes) | Q(objet__in=references)


def _objets(saisie: str) -> Q:
    condition = selection.sorte(saisie)
    if (numero := selection.numero_de(saisie)) is not None:
        condition |= Q(objet__in=[reference(d) for d in Depot.objects.filter(numero=numero)])
    return condition
