"""The file to deposit: what can be refused before reading it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from accrochage.portail.design.nombres import taille

EXTENSIONS = (".xml", ".xml.gz", ".gz", ".zip")
AUCUN = "Choisissez le fichier à déposer."
VIDE = "Ce fichier est vide : refaites l’export, puis choisissez-le de nouveau."
AUTRE_TYPE = "Ce fichier n’est ni un XML ni un XML compressé. Choisissez un fichier en .xml, .gz ou .zip."


def trop_gros() -> str:
    """What is said of a file over the limit."""
    return (
        f"Ce fichier dépasse {taille(settings.DEPOT_TAILLE_MAX)}. "
        "Compressez-le (.gz ou .zip), ou répartissez ses passages en plusieurs fichiers."
    )


class FichierForm(forms.Form):
    """One file. ``depasse`` is what the upload handler saw: the file was cut, it is not among the files."""

    fichier = forms.FileField(
        label="Fichier à déposer",
        allow_empty_file=True,
        max_length=255,
        error_messages={
            "required": AUCUN,
            "invalid": AUCUN,
            "missing": AUCUN,
            "max_length": "Le nom de ce fichier est trop long : 255 caractères au plus.",
        },
        widget=forms.FileInput(attrs={"accept": ".xml,.gz,.zip"}),
    )

    def __init__(self, *args: Any, depasse: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        champ = self.fields["fichier"]
        champ.help_text = f"XML, ou XML compressé (.gz, .zip), {taille(settings.DEPOT_TAILLE_MAX)} au plus."
        if depasse:
            champ.error_messages["required"] = trop_gros()

    def clean_fichier(self) -> UploadedFile[bytes]:
        """Refuse what is empty or has another extension; what is inside is judged by the deposit."""
        fichier: UploadedFile[bytes] = self.cleaned_data["fichier"]
        if not fichier.size:
            raise ValidationError(VIDE)
        if not (fichier.name or "").lower().endswith(EXTENSIONS):
            raise ValidationError(AUTRE_TYPE)
        return fichier
