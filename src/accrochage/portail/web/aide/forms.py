"""What one may look for in the help."""

from __future__ import annotations

from django import forms

from accrochage.portail.web.aide.catalogue import FAMILLES


class MotsForm(forms.Form):
    """Words to look for; they stay in the address."""

    q = forms.CharField(
        label="Champ ou mots",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


class RechercheForm(MotsForm):
    """The same for the rules, and their family."""

    q = forms.CharField(
        label="Code ou mots",
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    famille = forms.ChoiceField(
        label="Porte sur",
        required=False,
        choices=[("", "Tout"), *((famille.value, titre) for famille, titre in FAMILLES.items())],
    )
