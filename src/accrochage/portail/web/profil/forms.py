"""What a person changes about themselves."""

from __future__ import annotations

from django import forms


class IdentiteForm(forms.Form):
    """Name, first name, function: what colleagues see."""

    prenom = forms.CharField(
        label="Prénom",
        max_length=60,
        error_messages={"required": "Indiquez votre prénom."},
        widget=forms.TextInput(attrs={"autocomplete": "given-name"}),
    )
    nom = forms.CharField(
        label="Nom",
        max_length=60,
        error_messages={"required": "Indiquez votre nom."},
        widget=forms.TextInput(attrs={"autocomplete": "family-name"}),
    )
    fonction = forms.CharField(
        label="Fonction",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )


class AdresseForm(forms.Form):
    """The new mail address."""

    nouvelle = forms.EmailField(
        label="Nouvelle adresse électronique",
        max_length=254,
        help_text="Un lien part à cette adresse, et un autre à l’adresse actuelle.",
        error_messages={
            "required": "Indiquez la nouvelle adresse.",
            "invalid": "Cette adresse n’est pas complète : elle s’écrit comme prenom.nom@exemple.fr.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
