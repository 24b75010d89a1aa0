"""Settings and notices of the portal."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accrochage.portail.comptes import reglages
from accrochage.portail.reglages.models import Annonce
from accrochage.portail.reglages.registre import ENTREES, entier
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.gestion.vie import saisie

TAILLE_DE_PAGE = 25


class ReglagesForm(forms.Form):
    """Every setting of the registry, with its bounds."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for entree in ENTREES.values():
            self.fields[entree.cle] = forms.IntegerField(
                label=entree.libelle,
                help_text=f"{entree.aide} De {entree.minimum} à {entree.maximum}\N{NO-BREAK SPACE}; "
                f"{entree.defaut} d’origine.",
                min_value=entree.minimum,
                max_value=entree.maximum,
                initial=entier(entree.cle),
                error_messages={
                    "required": "Indiquez un nombre.",
                    "invalid": "Indiquez un nombre.",
                    "min_value": f"Indiquez un nombre de {entree.minimum} à {entree.maximum}.",
                    "max_value": f"Indiquez un nombre de {entree.minimum} à {entree.maximum}.",
                },
            )


class AnnonceForm(forms.ModelForm):  # type: ignore[type-arg] # generic for the type checker alone
    """A notice."""

    class Meta:
        model = Annonce
        fields = ("texte", "niveau", "lecteurs", "debut", "fin")
        labels: ClassVar[dict[str, str]] = {
            "texte": "Texte",
            "niveau": "Niveau",
            "lecteurs": "Qui la voit",
            "debut": "Début",
            "fin": "Fin",
        }
        help_texts: ClassVar[dict[str, str]] = {
            "debut": "JJ/MM/AAAA HH:MM.",
            "fin": "JJ/MM/AAAA HH:MM. Laissez vide jusqu’à ce que vous la retiriez.",
        }
        error_messages: ClassVar[dict[str, dict[str, str]]] = {
            "texte": {"required": "Écrivez le texte."},
            "debut": {"required": "Indiquez le début.", "invalid": "Écrivez une date et une heure."},
            "fin": {"invalid": "Écrivez une date et une heure."},
        }

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning, at its field."""
        lus = super().clean() or {}
        if lus.get("fin") and lus.get("debut") and lus["fin"] <= lus["debut"]:
            self.add_error("fin", "La fin vient après le début.")
        return lus


@acces(Acces.SUPERVISEUR, ecrit=True)
def reglages_du_portail(request: Requete) -> HttpResponse:
    """Show and change the settings."""
    form = ReglagesForm(saisie(request))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            for cle, valeur in form.cleaned_data.items():
                reglages.changer_reglage(
                    cle=cle, valeur=valeur, par=request.user, adresse=adresse_client(request)
                )
        messages.success(request, "Les réglages sont enregistrés. Ils valent dès maintenant.")
        return redirect("gestion:reglages")
    return render(request, "gestion/reglages.html", {"form": form}, status=422 if form.errors else 200)


@acces(Acces.SUPERVISEUR)
def annonces(request: HttpRequest) -> HttpResponse:
    """List the notices, latest first."""
    page = Paginator(Annonce.objects.all(), TAILLE_DE_PAGE).get_page(request.GET.get("page"))
    publiees = set(Annonce.objects.publiees().values_list("pk", flat=True))
    lignes = [(annonce, annonce.pk in publiees) for annonce in page.object_list]
    return render(request, "gestion/annonces.html", {"page": page, "lignes": lignes})


@acces(Acces.SUPERVISEUR, ecrit=True)
def nouvelle_annonce(request: Requete) -> HttpResponse:
    """Publish a notice."""
    return _annonce(request, None)


@acces(Acces.SUPERVISEUR, ecrit=True)
def annonce(request: Requete, pk: int) -> HttpResponse:
    """Change a notice."""
    return _annonce(request, get_object_or_404(Annonce, pk=pk))


@acces(Acces.SUPERVISEUR, ecrit=True)
def retirer_annonce(request: Requete, pk: int) -> HttpResponse:
    """Withdraw a notice at once."""
    if request.method == "POST":
        a_retirer = get_object_or_404(Annonce, pk=pk)
        reglages.retirer_annonce(annonce=a_retirer, par=request.user, adresse=adresse_client(request))
        messages.success(request, "L’annonce est retirée.")
    return redirect("gestion:annonces")


def _annonce(request: Requete, lue: Annonce | None) -> HttpResponse:
    form = AnnonceForm(saisie(request), instance=lue)
    if request.method == "POST" and form.is_valid():
        try:
            reglages.publier_annonce(
                annonce=form.save(commit=False), par=request.user, adresse=adresse_client(request)
            )
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, "L’annonce est publiée.")
            return redirect("gestion:annonces")
    contexte = {"form": form, "annonce": lue}
    return render(request, "gestion/annonce.html", contexte, status=422 if form.errors else 200)
