"""What administrators type about who works in their account."""

from __future__ import annotations

from typing import Any

from django import forms

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.organismes.enums import Droit

ACTIFS, SUSPENDUS, DORMANTS = "actifs", "suspendus", "dormants"
TRIS = {
    "nom": ("utilisateur__nom", "utilisateur__prenom", "id"),
    "-nom": ("-utilisateur__nom", "-utilisateur__prenom", "id"),
    "droit": ("droit", "utilisateur__nom", "id"),
    "-droit": ("-droit", "utilisateur__nom", "id"),
    "depuis": ("depuis", "id"),
    "-depuis": ("-depuis", "id"),
    "connexion": ("utilisateur__last_login", "id"),
    "-connexion": ("-utilisateur__last_login", "id"),
}
EXPLICATIONS = {
    Droit.ADMINISTRATEUR: "Administrateur : dépose, lit, et dit qui travaille dans le compte",
    Droit.DEPOSANT: "Déposant : dépose et lit",
    Droit.LECTEUR: "Lecteur : lit les dépôts et leurs accusés",
}


class FiltreForm(forms.Form):
    """Words, right, state and order; a value that is wrong filters nothing."""

    q = forms.CharField(
        label="Nom, prénom ou fonction",
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    droit = forms.ChoiceField(label="Droit", required=False, choices=[("", "Tous"), *Droit.choices])
    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[
            ("", "Tous"),
            (ACTIFS, "Actifs"),
            (SUSPENDUS, "Suspendus"),
            (DORMANTS, "Sans connexion depuis longtemps"),
        ],
    )
    tri = forms.ChoiceField(required=False, choices=[(tri, tri) for tri in TRIS], widget=forms.HiddenInput)

    @property
    def choix(self) -> dict[str, str]:
        """What is asked, with defaults for what is missing or wrong."""
        self.is_valid()
        lus = self.cleaned_data
        return {**{nom: lus.get(nom) or "" for nom in ("q", "droit", "etat")}, "tri": lus.get("tri") or "nom"}


class DroitForm(forms.Form):
    """A right, each with what it allows."""

    droit = forms.ChoiceField(
        label="Droit",
        choices=[(droit.value, texte) for droit, texte in EXPLICATIONS.items()],
        error_messages={"required": "Choisissez le droit de cette personne."},
    )


class InvitationForm(forms.Form):
    """Whom to invite. No right is chosen beforehand: the first of the list gives the most."""

    prenom = forms.CharField(
        label="Prénom",
        max_length=60,
        error_messages={"required": "Indiquez le prénom de la personne."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    nom = forms.CharField(
        label="Nom",
        max_length=60,
        error_messages={"required": "Indiquez le nom de la personne."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        help_text="L’invitation y est envoyée. Choisissez une adresse que cette personne est seule à lire.",
        error_messages={
            "required": "Indiquez l’adresse électronique de la personne.",
            "invalid": "Cette adresse n’est pas complète : elle s’écrit comme prenom.nom@exemple.fr.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    fonction = forms.CharField(
        label="Fonction",
        max_length=100,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    droit = forms.ChoiceField(
        label="Droit",
        choices=[
            ("", "Choisissez un droit"),
            *((droit.value, texte) for droit, texte in EXPLICATIONS.items()),
        ],
        error_messages={"required": "Choisissez le droit de cette personne."},
    )


class SurSoiMemeForm(forms.Form):
    """The person's own login, typed: nobody takes their own right away by accident."""

    confirmation = forms.CharField(
        label="Votre identifiant de connexion",
        max_length=40,
        help_text="Recopiez-le pour confirmer que vous agissez sur votre propre accès.",
        error_messages={"required": "Recopiez votre identifiant de connexion."},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )

    def __init__(self, *args: Any, identifiant: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.identifiant = identifiant

    def clean_confirmation(self) -> str:
        """Compare with the login, in any case and with any spaces."""
        saisie: str = self.cleaned_data["confirmation"]
        if compacter(saisie) != self.identifiant:
            raise forms.ValidationError("Ce n’est pas votre identifiant de connexion.")
        return saisie


def colonnes(tri: str) -> dict[str, dict[str, str]]:
    """Headings that sort: ``aria-sort`` if it is the current order, and the order that a click asks for."""
    return {
        cle: {
            "sens": {cle: "ascending", f"-{cle}": "descending"}.get(tri, ""),
            "suivant": f"-{cle}" if tri == cle else cle,
        }
        for cle in ("nom", "droit", "depuis", "connexion")
    }
