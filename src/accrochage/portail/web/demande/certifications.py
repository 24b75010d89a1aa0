"""Page 3 of the request: the certifications held, found in the public référentiel."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.referentiel.models import Certification
from accrochage.portail.web.acces import Acces, acces
from accrochage.portail.web.demande import forms
from accrochage.portail.web.demande.brouillon import Brouillon

TROUVEES = 10


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def certifications(request: HttpRequest) -> HttpResponse:
    """Page 3: the certifications held; those that the référentiel gives to this body come first."""
    brouillon = Brouillon.de(request)
    if not brouillon.organisme:
        return redirect("demande:organisme")
    if request.method == "POST":
        if "suite" in request.POST:
            brouillon.certifications_vues = True
            return brouillon.continuer(request)
        _choisir(brouillon, request.POST.getlist("ajouter"), request.POST.get("retirer", ""))
        brouillon.garder(request)
        return redirect(request.get_full_path())
    form = forms.RechercheForm(request.GET)
    mots = form.cleaned_data["q"].strip() if form.is_valid() else ""
    trouvees = Certification.objects.chercher(mots) if mots else Certification.objects.none()
    siret = brouillon.organisme["siret"]
    libres = Certification.objects.exclude(code__in=brouillon.certifications)
    contexte = {
        "form": form,
        "etape": 3,
        "mots": mots,
        "choisies": choisies(brouillon),
        "detenues": libres.filter(pk__in=Certification.objects.detenues_par(siret).values("pk")).order_by(
            "code"
        )[: forms.CERTIFICATIONS_MAX],
        "trouvees": trouvees.exclude(code__in=brouillon.certifications).order_by("-active", "code")[
            :TROUVEES
        ],
    }
    return render(request, "demande/certifications.html", contexte)


def choisies(brouillon: Brouillon) -> QuerySet[Certification]:
    """The certifications that a request names, by code."""
    return Certification.objects.filter(code__in=brouillon.certifications).order_by("code")


def _choisir(brouillon: Brouillon, ajouts: list[str], retrait: str) -> None:
    connus = Certification.objects.filter(code__in=ajouts[: forms.CERTIFICATIONS_MAX])
    codes = {*brouillon.certifications, *connus.values_list("code", flat=True)} - {retrait}
    brouillon.certifications = sorted(codes)[: forms.CERTIFICATIONS_MAX]
