"""What a gestionnaire writes to publish conditions of use."""

from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError

from accrochage.portail.comptes.cgu import VERSION_PUBLIEE
from accrochage.portail.comptes.models import VersionCgu

ESPACE = "\N{NO-BREAK SPACE}"


class VersionForm(forms.Form):
    """The next version."""

    version = forms.RegexField(
        r"^[0-9A-Za-z][0-9A-Za-z.\-]*$",
        label="Numéro de version",
        max_length=20,
        help_text="Par exemple 2.0. Il ne peut plus être changé ensuite.",
        error_messages={
            "required": "Indiquez le numéro de version.",
            "invalid": "Écrivez le numéro avec des chiffres, des lettres, des points et des tirets.",
        },
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    resume = forms.CharField(
        label="Ce qui change",
        max_length=300,
        help_text=f"Une phrase, lue au-dessus du texte. 300{ESPACE}caractères au plus.",
        error_messages={"required": "Dites en une phrase ce qui change."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    texte = forms.CharField(
        label="Texte",
        max_length=50_000,
        help_text="Une ligne vide entre les paragraphes, un dièse et une espace devant un titre.",
        error_messages={"required": "Écrivez le texte des conditions."},
        widget=forms.Textarea(attrs={"rows": 20}),
    )

    def clean_version(self) -> str:
        """Refuse a number that serves already, before anything is published."""
        version: str = self.cleaned_data["version"]
        if VersionCgu.objects.filter(version=version).exists():
            raise ValidationError(VERSION_PUBLIEE)
        return version
