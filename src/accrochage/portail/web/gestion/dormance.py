"""Members of all accounts who no longer log in, those that the clock does not suspend included."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.db.models import BooleanField, ExpressionWrapper, F, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accrochage.portail.organismes.models import Appartenance
from accrochage.portail.reglages.registre import entier
from accrochage.portail.web.acces import Acces, acces
from accrochage.portail.web.gestion import forms

TAILLE_DE_PAGE = 25


@acces(Acces.GESTIONNAIRE)
def liste(request: HttpRequest) -> HttpResponse:
    """List them, longest asleep first; the search and the page are in the address."""
    recherche = forms.RechercheForm(request.GET)
    texte = recherche.cleaned_data["q"] if recherche.is_valid() else ""
    titulaire = ExpressionWrapper(
        Q(utilisateur_id=F("compte__titulaire_du_compte_id")), output_field=BooleanField()
    )
    trouvees = (
        Appartenance.objects.dormantes()
        .select_related("utilisateur", "compte__organisme")
        .annotate(titulaire=titulaire)
        .order_by(F("utilisateur__last_login").asc(nulls_first=True), "pk")
    )
    if texte:
        organisme = Q(compte__organisme__raison_sociale__icontains=" ".join(texte.split()))
        trouvees = trouvees.filter(organisme | Q(pk__in=Appartenance.objects.chercher(texte).values("pk")))
    page = Paginator(trouvees, TAILLE_DE_PAGE).get_page(request.GET.get("page"))
    contexte = {
        "form": recherche,
        "texte": texte,
        "page": page,
        "mois": entier("UTILISATEURS_DORMANCE_MOIS"),
    }
    return render(request, "gestion/dormants.html", contexte)
