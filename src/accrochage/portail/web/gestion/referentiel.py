"""The référentiel from the operator's desk: send a publication, follow its import, read what changed."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.design.nombres import taille
from accrochage.portail.organismes.noms import NomsPourGestion
from accrochage.portail.referentiel import envois
from accrochage.portail.referentiel.models import ImportReferentiel
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.televersement import depasse, plafond

TAILLE_DE_PAGE = 25
EXTENSIONS = (".csv", ".xml", ".zip")


class EnvoiForm(forms.Form):
    """A published file. ``superviseur`` may force one that takes much away."""

    fichier = forms.FileField(
        label="Fichier publié",
        max_length=255,
        error_messages={"required": "Choisissez le fichier.", "empty": "Ce fichier est vide."},
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
    )
    force = forms.BooleanField(
        label="Accepter même si beaucoup de fiches ou de détenteurs disparaissent", required=False
    )

    def __init__(self, *args: Any, superviseur: bool, depasse: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        limite = taille(settings.DEPOT_TAILLE_MAX)
        self.fields[
            "fichier"
        ].help_text = (
            f"CSV Standard et Certificateurs dans un zip, ou XML\N{NO-BREAK SPACE}; {limite} au plus."
        )
        if depasse:
            self.fields["fichier"].error_messages["required"] = f"Ce fichier dépasse {limite}."
        if not superviseur:
            del self.fields["force"]

    def clean_fichier(self) -> UploadedFile[bytes]:
        """Refuse another kind of file at once; what is inside is judged by the import."""
        fichier: UploadedFile[bytes] = self.cleaned_data["fichier"]
        if not (fichier.name or "").lower().endswith(EXTENSIONS):
            raise ValidationError("Choisissez un fichier en .csv, .xml ou .zip.")
        return fichier


def _plafond(request: HttpRequest) -> int:
    """The size of a publication, for agents who treat organismes."""
    permis = Acces.GESTIONNAIRE in getattr(request, "droits", frozenset())
    return settings.DEPOT_TAILLE_MAX if permis else 0


@acces(Acces.GESTIONNAIRE, ecrit=True)
@plafond(_plafond)
@never_cache
def imports(request: Requete) -> HttpResponse:
    """Send a publication, and list the imports with what each changed."""
    superviseur = Acces.SUPERVISEUR in request.droits
    form = EnvoiForm(superviseur=superviseur)
    if request.method == "POST":
        form = EnvoiForm(request.POST, request.FILES, superviseur=superviseur, depasse=depasse(request))
        if form.is_valid():
            fichier = form.cleaned_data["fichier"]
            envois.recevoir(
                contenu=cast("BinaryIO", fichier.file),
                nom=fichier.name,
                force=form.cleaned_data.get("force", False),
                par=request.user,
                adresse=adresse_client(request),
            )
            messages.success(request, "Le fichier est reçu. L’import se suit ci-dessous.")
            return redirect("gestion:referentiel")
    page = Paginator(ImportReferentiel.objects.all(), TAILLE_DE_PAGE).get_page(request.GET.get("page"))
    noms = NomsPourGestion().pour({envoi.demande_par for envoi in page.object_list})
    contexte = {
        "form": form,
        "page": page,
        "lignes": [(envoi, noms.get(envoi.demande_par, "")) for envoi in page.object_list],
        "en_cours": any(envoi.fini_le is None for envoi in page.object_list),
    }
    return render(request, "gestion/referentiel.html", contexte, status=422 if form.errors else 200)
