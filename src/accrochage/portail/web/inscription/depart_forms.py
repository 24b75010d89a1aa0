"""What a person writes to say that the administrator has left."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from accrochage.portail.design.nombres import taille
from accrochage.portail.organismes.pieces import PieceRefusee, examiner
from accrochage.portail.organismes.pieces.examen import EXTENSIONS, TROP_GROSSE

AUCUNE = "Joignez une pièce qui montre ce départ."


class DepartForm(forms.Form):
    """Who asks, why, and the proof. ``depasse``: the file was cut at the limit, it is not among the files."""

    prenom = forms.CharField(
        label="Votre prénom",
        max_length=60,
        error_messages={"required": "Indiquez votre prénom."},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    nom = forms.CharField(
        label="Votre nom",
        max_length=60,
        error_messages={"required": "Indiquez votre nom."},
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    email = forms.EmailField(
        label="Votre adresse électronique professionnelle",
        max_length=254,
        help_text="Nous y envoyons un lien pour la confirmer, puis la réponse.",
        error_messages={
            "required": "Indiquez votre adresse électronique.",
            "invalid": "Cette adresse n’est pas complète\N{NO-BREAK SPACE}: "
            "elle s’écrit comme prenom.nom@exemple.fr.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    fonction = forms.CharField(
        label="Votre fonction dans l’organisme",
        max_length=100,
        help_text="Par exemple\N{NO-BREAK SPACE}: responsable de la certification.",
        error_messages={"required": "Indiquez votre fonction."},
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    explication = forms.CharField(
        label="Ce qui s’est passé",
        max_length=2000,
        help_text="Depuis quand cette personne est partie, et pourquoi personne d’autre n’a accès au compte.",
        error_messages={
            "required": "Expliquez en quelques mots ce qui s’est passé.",
            "max_length": "L’explication compte 2\N{NO-BREAK SPACE}000 caractères au plus.",
        },
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    piece = forms.FileField(
        label="Pièce jointe",
        allow_empty_file=True,
        max_length=255,
        error_messages={
            "required": AUCUNE,
            "invalid": AUCUNE,
            "missing": AUCUNE,
            "max_length": "Le nom de ce fichier est trop long\N{NO-BREAK SPACE}: 255 caractères au plus.",
        },
        widget=forms.FileInput(attrs={"accept": ",".join(EXTENSIONS)}),
    )

    def __init__(self, *args: Any, depasse: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        piece = self.fields["piece"]
        piece.help_text = (
            "Une lettre de votre direction sur papier à en-tête, un arrêté de nomination. "
            f"PDF, PNG ou JPEG, {taille(settings.PIECE_TAILLE_MAX)} au plus. "
            "Si une erreur est à corriger, vous devrez la choisir de nouveau."
        )
        if depasse:
            piece.error_messages["required"] = TROP_GROSSE

    def clean_piece(self) -> UploadedFile[bytes]:
        """Refuse what is no proof next to the other errors; the service looks at it again."""
        piece: UploadedFile[bytes] = self.cleaned_data["piece"]
        try:
            examiner(cast("BinaryIO", piece.file), piece.name or "")
        except PieceRefusee as refus:
            raise ValidationError(str(refus)) from refus
        return piece

    def brouillon(self) -> dict[str, str]:
        """Return what was typed, right or wrong, so that nothing is lost; a file can't be given back."""
        return {nom: str(self.data.get(nom, ""))[:4000] for nom in self.fields if nom != "piece"}
