"""allauth's forms in our words: forgiving login, one password field, limits on what is typed."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from django import forms
from django.core.validators import MaxLengthValidator
from django.http import HttpRequest

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.comptes.services import demander_nouveau_mot_de_passe

LONGUEUR_MAXIMUM = 128
AIDE_MOT_DE_PASSE = (
    "12 caractères au moins. Plusieurs mots qui se suivent font un bon mot de passe. "
    "Évitez votre nom, votre adresse et les mots de passe courants."
)


def champ_mot_de_passe(*, label: str, nouveau: bool) -> forms.CharField:
    """Make a password field; spaces at its ends are part of the password."""
    return forms.CharField(
        label=label,
        strip=False,
        max_length=LONGUEUR_MAXIMUM,
        help_text=AIDE_MOT_DE_PASSE if nouveau else "",
        widget=forms.PasswordInput(
            attrs={"autocomplete": "new-password" if nouveau else "current-password", "spellcheck": "false"}
        ),
    )


class ConnexionForm(LoginForm):  # type: ignore[misc] # allauth is untyped
    """Login and password; the login is understood in any case and with any spaces."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = forms.CharField(
            label="Identifiant de connexion",
            max_length=40,
            help_text="9 lettres et chiffres, reçus par courriel. Espaces et minuscules sont acceptés.",
            widget=forms.TextInput(
                attrs={"autocomplete": "username", "autocapitalize": "characters", "spellcheck": "false"}
            ),
        )
        self.fields["password"] = champ_mot_de_passe(label="Mot de passe", nouveau=False)
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """Compact form of what was typed."""
        return compacter(self.cleaned_data["login"])


class MotDePasseOublieForm(ResetPasswordForm):  # type: ignore[misc] # allauth is untyped
    """The address; the answer is the same whoever has it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"] = forms.EmailField(
            label="Adresse électronique",
            max_length=254,
            help_text="Celle à laquelle vous avez reçu votre identifiant de connexion.",
            widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        )

    def save(self, request: HttpRequest, **_kwargs: Any) -> str:
        """Mail the links."""
        from accrochage.portail.comptes.adaptateur import Adaptateur  # noqa: PLC0415 - the adapter loads forms

        email: str = self.cleaned_data["email"]
        demander_nouveau_mot_de_passe(
            email=email, utilisateurs=self.users, adresse=Adaptateur(request).adresse(request)
        )
        return email


class NouveauMotDePasseForm(ResetPasswordKeyForm):  # type: ignore[misc] # allauth is untyped
    """The new password, once: it can be shown on the page and chosen again by mail."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _un_seul_champ(self, "Nouveau mot de passe")


class ChangerMotDePasseForm(ChangePasswordForm):  # type: ignore[misc] # allauth is untyped
    """The current password and the new one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["oldpassword"] = champ_mot_de_passe(label="Mot de passe actuel", nouveau=False)
        _un_seul_champ(self, "Nouveau mot de passe")


class ConfirmerForm(ReauthenticateForm):  # type: ignore[misc] # allauth is untyped
    """The password again, before a sensitive act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = champ_mot_de_passe(label="Mot de passe", nouveau=False)


class IdentifiantOublieForm(forms.Form):
    """The address; the answer is the same whoever has it."""

    email = forms.EmailField(
        label="Adresse électronique",
        max_length=254,
        help_text="Celle que vous avez donnée en vous inscrivant.",
        error_messages={
            "required": "Indiquez votre adresse électronique.",
            "invalid": "Cette adresse n’est pas complète : elle s’écrit comme prenom.nom@exemple.fr.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
    )


class DebloquerForm(forms.Form):
    """The locked login; the answer is the same whether it exists."""

    identifiant = forms.CharField(
        label="Identifiant de connexion",
        max_length=40,
        error_messages={"required": "Indiquez votre identifiant de connexion."},
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "characters"}),
    )


def _un_seul_champ(formulaire: forms.Form, label: str) -> None:
    # allauth's field validates itself against its user: keep it, change its words.
    champ = formulaire.fields["password1"]
    champ.label, champ.help_text = label, AIDE_MOT_DE_PASSE
    champ.widget.attrs.pop("placeholder", None)
    champ.widget.attrs["maxlength"] = LONGUEUR_MAXIMUM
    champ.validators.append(MaxLengthValidator(LONGUEUR_MAXIMUM))
    del formulaire.fields["password2"]
