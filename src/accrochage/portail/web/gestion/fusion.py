"""The merger assistant: choose who goes on, see what moves, confirm."""

from __future__ import annotations

from typing import Any

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.depots import fusion
from accrochage.portail.organismes.models import Organisme
from accrochage.portail.organismes.services import vie
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.gestion.vie import MotifForm, saisie

INCONNU = "Aucun organisme enregistré n’a ce matricule ni ce SIRET."


class SurvivantForm(MotifForm):
    """Who goes on, and why."""

    survivant = forms.CharField(
        label="Organisme qui reste",
        max_length=40,
        help_text="Son matricule ou son SIRET.",
        error_messages={"required": "Indiquez l’organisme qui reste."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    field_order = ("survivant", "motif")

    def __init__(self, *args: Any, absorbe: Organisme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._absorbe = absorbe
        self.apercu: fusion.Apercu | None = None

    def clean_survivant(self) -> Organisme:
        """Find it, and whether both can merge."""
        compact = compacter(self.cleaned_data["survivant"])
        champ = "siret" if compact.isdigit() else "matricule"
        trouve = Organisme.objects.filter(**{champ: compact}).first()
        if trouve is None:
            raise ValidationError(INCONNU)
        self.apercu = fusion.apercu(absorbe=self._absorbe, survivant=trouve)
        return trouve


@acces(Acces.GESTIONNAIRE, ecrit=True)
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator] # allauth is untyped
def fusionner(request: Requete, pk: int) -> HttpResponse:
    """Ask who goes on; show what moves and what will not come back; then merge."""
    absorbe = get_object_or_404(Organisme, pk=pk)
    form = SurvivantForm(saisie(request), absorbe=absorbe)
    contexte = {"organisme": absorbe, "form": form}
    if request.method == "POST" and form.is_valid() and "corriger" not in request.POST:
        survivant = form.cleaned_data["survivant"]
        if request.POST.get("confirme") != str(survivant.pk):
            contexte |= {"survivant": survivant, "apercu": form.apercu}
            return render(request, "gestion/fusion_apercu.html", contexte)
        geste = vie.Geste(request.user, adresse_client(request), form.cleaned_data["motif"])
        try:
            fusion.fusionner(absorbe=absorbe, survivant=survivant, geste=geste)
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, f"{absorbe.raison_sociale} est repris par {survivant.raison_sociale}.")
            return redirect("gestion:organisme", pk=survivant.pk)
    return render(request, "gestion/fusion.html", contexte, status=422 if form.errors else 200)
