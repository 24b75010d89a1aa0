"""What was done in the account, for its administrators."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accrochage.portail.depots.models import Depot
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.querysets import EntreeQuerySet
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes.noms import NomsDuCompte
from accrochage.portail.web.acces import Acces, RequeteDeCompte, acces, adresse_client
from accrochage.portail.web.journal import export, forms, selection
from accrochage.portail.web.journal.lecture import lignes


@acces(Acces.ADMINISTRATEUR)
@never_cache
def liste(request: RequeteDeCompte) -> HttpResponse:
    """List the account's journal, newest first; filters and page are in the address."""
    noms = NomsDuCompte(request.compte)
    form = forms.FiltreDuCompteForm(request.GET, membres=noms.membres())
    page = Paginator(_choisies(request, form, noms), form.choix["taille"]).get_page(request.GET.get("page"))
    contexte = {
        "form": form,
        "page": page,
        "lignes": lignes(page.object_list, noms, Depot.objects.visible_to(request.compte), lies=True),
        "maximum": export.MAXIMUM,
    }
    return render(request, "journal/liste.html", contexte)


@acces(Acces.ADMINISTRATEUR)
@never_cache
def telecharger(request: RequeteDeCompte) -> StreamingHttpResponse:
    """Send what the list shows as CSV; that it was read is in the journal."""
    noms = NomsDuCompte(request.compte)
    form = forms.FiltreDuCompteForm(request.GET, membres=noms.membres())
    noter(
        action="journal.exporte",
        acteur=reference(request.user),
        objet=reference(request.compte),
        compte=reference(request.compte),
        adresse=adresse_client(request),
        details={"filtre": form.filtre},
    )
    return export.reponse(_choisies(request, form, noms), noms, Depot.objects.visible_to(request.compte))


def _choisies(request: RequeteDeCompte, form: forms.FiltreDuCompteForm, noms: NomsDuCompte) -> EntreeQuerySet:
    choix = form.choix
    entrees = selection.choisir(Entree.objects.visible_to(request.compte), choix)
    if choix["q"]:
        entrees = entrees.filter(selection.objets_du_compte(request.compte, choix["q"]))
    if choix["personne"] == forms.OPERATEURS:
        return entrees.filter(noms.operateur())
    return entrees.filter(acteur=choix["personne"]) if choix["personne"] else entrees
