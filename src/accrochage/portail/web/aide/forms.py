"""What one may look for in the help."""

from __future__ import annotations

from django import forms

from accrochage.portail.web.aide.catalogue import FAMILLES


class RechercheForm(forms.Form):
    """The filter bar of the rules; it stays in the address."""

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
