"""What one may look for in the help."""

from __future__ import annotations

from django import forms

from accrochage.portail.design.filtres import champ_de_recherche
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


class FaqForm(forms.Form):
    """Words to find among the frequent questions."""

    q = champ_de_recherche("Chercher", "Par exemple\N{NO-BREAK SPACE}: commune, mandat, identifiant.")
