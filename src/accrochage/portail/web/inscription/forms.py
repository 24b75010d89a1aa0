"""What a person types to register."""

from __future__ import annotations

from typing import Any

from django import forms

from accrochage.portail.comptes.formulaires import champ_mot_de_passe

IDENTIFIANT = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
MATRICULE_MAL_FORME = (
    "Le matricule compte 8 caractères : deux chiffres, trois lettres, trois chiffres, comme 12 ABC 345."
)
SECOND_MAL_FORME = (
    "Indiquez soit un numéro de contrat (MCFCER ou MCFDEP suivi de six chiffres), soit le matricule "
    "d’un autre organisme (deux chiffres, trois lettres, trois chiffres)."
)
IDENTIFIANTS_REFUSES = (
    "Ces identifiants n’ouvrent pas de compte. Vérifiez-les dans le courriel qui vous les a donnés. "
    "Si vous transmettez pour un autre organisme, vérifiez avec lui que votre mandat est en cours."
)


class IdentifiantsForm(forms.Form):
    """The two identifiers of the mail; their shape is judged by the service, once, for the journal too."""

    matricule = forms.CharField(
        label="Votre matricule",
        max_length=40,
        help_text="8 caractères, comme 12 ABC 345. Espaces et minuscules sont acceptés.",
        error_messages={"required": "Indiquez le matricule de votre organisme."},
        widget=forms.TextInput(attrs=IDENTIFIANT),
    )
    second = forms.CharField(
        label="Numéro de contrat, ou matricule de l’organisme qui vous a donné mandat",
        max_length=40,
        help_text="MCFCER suivi de six chiffres, ou 8 caractères comme 12 ABC 345. Le courriel dit lequel.",
        error_messages={"required": "Indiquez le second identifiant que donne le courriel."},
        widget=forms.TextInput(attrs=IDENTIFIANT),
    )


class PersonneForm(forms.Form):
    """Who registers."""

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
    email = forms.EmailField(
        label="Adresse électronique professionnelle",
        max_length=254,
        help_text="Nous y envoyons un lien pour confirmer qu’elle est à vous.",
        error_messages={
            "required": "Indiquez votre adresse électronique.",
            "invalid": "Cette adresse n’est pas complète : elle s’écrit comme prenom.nom@exemple.fr.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )
    fonction = forms.CharField(
        label="Fonction",
        max_length=100,
        help_text="Par exemple : responsable de la certification.",
        error_messages={"required": "Indiquez votre fonction."},
        widget=forms.TextInput(attrs={"autocomplete": "organization-title"}),
    )
    cgu = forms.BooleanField(
        label="J’accepte les conditions d’utilisation",
        error_messages={"required": "Acceptez les conditions d’utilisation pour ouvrir le compte."},
    )

    def brouillon(self) -> dict[str, str]:
        """Return what was typed, right or wrong, so that nothing is lost."""
        return {nom: str(self.data.get(nom, ""))[:254] for nom in self.fields}


class SecondCompteForm(forms.Form):
    """The conditions, for a person who has not accepted those in force."""

    cgu = forms.BooleanField(
        label="J’accepte les conditions d’utilisation",
        error_messages={"required": "Acceptez les conditions d’utilisation pour ouvrir le compte."},
    )

    def __init__(self, *args: Any, demander_cgu: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not demander_cgu:
            del self.fields["cgu"]


class MotDePasseForm(forms.Form):
    """The password, once; the page can show it."""

    mot_de_passe = champ_mot_de_passe(label="Mot de passe", nouveau=True)
    mot_de_passe.error_messages["required"] = "Choisissez un mot de passe."
