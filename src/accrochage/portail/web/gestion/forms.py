"""What a gestionnaire types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.services import lire_siret
from accrochage.portail.organismes.services.organisme import SANS_ROLE

TRIS = {
    "nom": ("raison_sociale", "id"),
    "-nom": ("-raison_sociale", "-id"),
    "matricule": ("matricule",),
    "-matricule": ("-matricule",),
    "date": ("cree_le", "id"),
    "-date": ("-cree_le", "-id"),
}
"""The orders of the list of organismes, by the value in the address."""


COLONNES = (("nom", "Raison sociale"), ("matricule", "Matricule"), ("date", "Enregistré le"))


@dataclass(frozen=True, slots=True)
class Colonne:
    """A heading that orders the list: what it says now, and the order a click asks for."""

    libelle: str
    sens: str
    suivant: str


def colonnes(tri: str) -> dict[str, Colonne]:
    """Return the ordering headings by key, for the order under way."""
    sens = {
        nom: ("ascending" if tri == nom else "descending" if tri == f"-{nom}" else "") for nom, _ in COLONNES
    }
    return {
        nom: Colonne(libelle, sens[nom], f"-{nom}" if sens[nom] == "ascending" else nom)
        for nom, libelle in COLONNES
    }


class RechercheForm(forms.Form):
    """The filter bar; it stays in the address."""

    q = forms.CharField(
        label="Chercher",
        required=False,
        max_length=200,
        help_text="Nom, SIRET, matricule ou numéro de contrat.",
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "class": "form-control"}),
    )


class OrganismeForm(forms.Form):
    """An organisme to record; its contact receives the registration identifiers."""

    siret = forms.CharField(
        label="SIRET",
        max_length=40,
        help_text="14 chiffres, avec ou sans espaces.",
        error_messages={"required": "Indiquez le SIRET."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    raison_sociale = forms.CharField(
        label="Raison sociale",
        max_length=200,
        error_messages={"required": "Indiquez la raison sociale."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact_prenom = forms.CharField(
        label="Prénom du contact",
        max_length=60,
        error_messages={"required": "Indiquez le prénom du contact."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact_nom = forms.CharField(
        label="Nom du contact",
        max_length=60,
        error_messages={"required": "Indiquez le nom du contact."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    contact_email = forms.EmailField(
        label="Adresse électronique du contact",
        max_length=254,
        help_text="Les identifiants d’inscription y sont envoyés.",
        error_messages={
            "required": "Indiquez l’adresse électronique du contact.",
            "invalid": "Cette adresse n’est pas complète : elle s’écrit comme prenom.nom@exemple.fr.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )

    certificateur = forms.BooleanField(
        label="Certificateur : il transmet ses propres certifications",
        required=False,
        initial=True,
    )
    deposant = forms.BooleanField(
        label="Déposant : il transmet au nom d’autres organismes, qui lui donnent mandat",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for one role at least."""
        donnees = super().clean() or {}
        if not (donnees.get("certificateur") or donnees.get("deposant")):
            self.add_error("certificateur", SANS_ROLE)
        return donnees

    def valeurs(self) -> dict[str, Any]:
        """Return what the service asks for."""
        donnees = dict(self.cleaned_data)
        cases = {Role.CERTIFICATEUR: donnees.pop("certificateur"), Role.DEPOSANT: donnees.pop("deposant")}
        return {**donnees, "roles": [role for role, coche in cases.items() if coche]}

    def clean_siret(self) -> str:
        """Refuse at once what is no SIRET, next to the other errors."""
        try:
            return lire_siret(self.cleaned_data["siret"])
        except ValidationError as erreur:
            raise ValidationError(erreur.messages) from erreur

    def refuser(self, erreur: ValidationError) -> None:
        """Show what the service refused, by field."""
        details: Any = erreur if not hasattr(erreur, "error_dict") else erreur.error_dict
        self.add_error(None, details)
