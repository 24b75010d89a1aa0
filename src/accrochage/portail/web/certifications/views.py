"""Searching the référentiel, and one certification's page. Public data: anybody reads it."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.organismes.enums import Role
from accrochage.portail.referentiel.models import Certification
from accrochage.portail.referentiel.querysets import CertificationQuerySet
from accrochage.portail.web.acces import Acces, Requete, acces
from accrochage.portail.web.certifications import forms

TAILLE_DE_PAGE = 25


@acces(Acces.PUBLIC)
def liste(request: Requete) -> HttpResponse:
    """List the certifications: search, filters, order and page are in the address."""
    sirets = _sirets_du_certificateur(request)
    form = forms.FiltreForm(request.GET)
    if not sirets:
        del form.fields["miennes"]
    choix = form.choix
    trouvees = _filtrer(choix, sirets)
    page = Paginator(trouvees.order_by(*forms.TRIS[choix["tri"]]), TAILLE_DE_PAGE).get_page(
        request.GET.get("page")
    )
    contexte = {
        "form": form,
        "page": page,
        "choix": choix,
        "colonnes": forms.colonnes(choix["tri"]),
        "filtre": any(choix[nom] for nom in ("q", "type", "etat", "miennes")),
        "certificateur": bool(sirets),
    }
    return render(request, "certifications/liste.html", contexte)


@acces(Acces.PUBLIC)
def fiche(request: Requete, code: str) -> HttpResponse:
    """Show one certification: its periods, who holds it and who held it."""
    trouvee = get_object_or_404(Certification, code=compacter(code))
    detentions = trouvee.detentions.order_by("retiree_le", "nom", "siret")
    sirets = _sirets_du_certificateur(request)
    contexte = {
        "certification": trouvee,
        "page": Paginator(detentions, TAILLE_DE_PAGE).get_page(request.GET.get("page")),
        "mienne": bool(sirets) and Certification.objects.detenues_par(*sirets).filter(pk=trouvee.pk).exists(),
        "certificateur": bool(sirets),
    }
    return render(request, "certifications/fiche.html", contexte)


def _filtrer(choix: dict[str, str], sirets: list[str]) -> CertificationQuerySet:
    trouvees = Certification.objects.chercher(choix["q"])
    if choix["miennes"]:
        trouvees = trouvees.filter(pk__in=Certification.objects.detenues_par(*sirets).values("pk"))
    if choix["type"]:
        trouvees = trouvees.filter(type=choix["type"])
    return trouvees.filter(active=choix["etat"] == forms.ACTIVES) if choix["etat"] else trouvees


def _sirets_du_certificateur(request: Requete) -> list[str]:
    """SIRET of the current account, when it is a certificateur's."""
    compte = request.compte
    return compte.organisme.sirets() if compte is not None and compte.role == Role.CERTIFICATEUR else []
