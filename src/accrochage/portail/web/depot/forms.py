"""The file to deposit: what can be refused before reading it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.design.nombres import taille
from accrochage.portail.organismes.models import Organisme

EXTENSIONS = (".xml", ".xml.gz", ".gz", ".zip")
LISTE_COURTE = 12
PAS_DANS_LA_LISTE = "Aucun certificateur qui vous donne mandat n’a ce nom : choisissez-le dans la liste."
AUCUN = "Choisissez le fichier à déposer."
VIDE = "Ce fichier est vide : refaites l’export, puis choisissez-le de nouveau."
AUTRE_TYPE = "Ce fichier n’est ni un XML ni un XML compressé. Choisissez un fichier en .xml, .gz ou .zip."


def trop_gros() -> str:
    """What is said of a file over the limit."""
    return (
        f"Ce fichier dépasse {taille(settings.DEPOT_TAILLE_MAX)}. "
        "Compressez-le (.gz ou .zip), ou répartissez ses passages en plusieurs fichiers."
    )


class ChampCertificateur(forms.CharField):
    """The certificateur a file is for: a list of a few, or a box that completes what is typed of many."""

    def __init__(self, certificateurs: Sequence[Organisme]) -> None:
        self.proposes = {f"{c.raison_sociale} ({c.matricule_groupe})": c for c in certificateurs}
        beaucoup = len(certificateurs) > LISTE_COURTE
        super().__init__(
            label="Certificateur",
            max_length=250,
            help_text="Tapez une partie de son nom ou de son matricule." if beaucoup else "",
            error_messages={"required": "Choisissez le certificateur pour lequel vous déposez."},
            widget=forms.TextInput(attrs={"list": "certificateurs", "autocomplete": "off"})
            if beaucoup
            else forms.Select(choices=[("", "Choisissez"), *((nom, nom) for nom in self.proposes)]),
        )

    def clean(self, value: Any) -> Organisme:
        """The one whose whole line, matricule or name was given; a name that several bear is none's."""
        saisie = super().clean(value)
        if saisie in self.proposes:
            return self.proposes[saisie]
        compact, nom = compacter(saisie), saisie.casefold()
        trouves = [
            c for c in self.proposes.values() if compact == c.matricule or nom == c.raison_sociale.casefold()
        ]
        if len(trouves) != 1:
            raise ValidationError(PAS_DANS_LA_LISTE)
        return trouves[0]


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

    def __init__(
        self, *args: Any, depasse: bool = False, certificateurs: Sequence[Organisme] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        if len(certificateurs) > 1:
            self.fields["certificateur"] = ChampCertificateur(certificateurs)
            self.order_fields(["certificateur", "fichier"])
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
