"""What filtered lists share: the form in the address, and the headings that sort."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from django import forms


class Filtre(forms.Form):
    """A filter kept in the address: a value that is wrong filters nothing.

    ``DEFAUTS`` gives each field what it is worth when it is missing or wrong.
    """

    DEFAUTS: ClassVar[dict[str, str]] = {}

    @property
    def choix(self) -> dict[str, str]:
        """What is asked, by field, with defaults for what is missing or wrong."""
        self.is_valid()
        return {cle: self.cleaned_data.get(cle) or defaut for cle, defaut in self.DEFAUTS.items()}


def champ_de_recherche(libelle: str, aide: str = "") -> forms.CharField:
    """Words to look for; an empty box filters nothing."""
    return forms.CharField(
        label=libelle,
        required=False,
        max_length=100,
        help_text=aide,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )


def champ_de_tri(tris: Iterable[str]) -> forms.ChoiceField:
    """The order of the list, carried by the headings."""
    return forms.ChoiceField(required=False, choices=[(tri, tri) for tri in tris], widget=forms.HiddenInput)


def colonnes(tri: str, cles: Iterable[str]) -> dict[str, dict[str, str]]:
    """Headings that sort: ``aria-sort`` if it is the current order, and the order that a click asks for."""
    return {
        cle: {
            "sens": {cle: "ascending", f"-{cle}": "descending"}.get(tri, ""),
            "suivant": f"-{cle}" if tri == cle else cle,
        }
        for cle in cles
    }
