"""The forms of the second factor in our words, and codes that serve once."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.core.cache import cache
from django.core.validators import MaxLengthValidator

DUREE = 120
"""Seconds during which a used code is remembered: longer than any clock lets it pass (RFC 6238 §5.2)."""
LONGUEUR = 20
LONGUEUR_NOM = 60


class CodeForm(AuthenticateForm):  # type: ignore[misc] # allauth is untyped
    """The code at login: the application's six digits, or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _habiller(self, "Six chiffres de votre application, ou un code de secours.")

    def clean_code(self) -> str:
        """Refuse a code of the application that served already."""
        return _une_seule_fois(self, super().clean_code())


class ConfirmationForm(ReauthenticateForm):  # type: ignore[misc] # allauth is untyped
    """The same, before a sensitive act."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _habiller(self, "Six chiffres de votre application, ou un code de secours.")

    def clean_code(self) -> str:
        """Refuse a code of the application that served already."""
        return _une_seule_fois(self, super().clean_code())


class ActiverForm(ActivateTOTPForm):  # type: ignore[misc] # allauth is untyped
    """The first code of a new application."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _habiller(self, "Six chiffres, que l’application change toutes les trente secondes.")


class CleForm(AddWebAuthnForm):  # type: ignore[misc] # allauth is untyped
    """A new passkey: its name, and whether it opens without the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _nommer(self)
        sans = self.fields["passwordless"]
        sans.label = "Elle ouvre le portail à elle seule, sans mot de passe"
        sans.help_text = "Votre appareil vérifie alors que c’est vous : empreinte, visage ou code."


class NomDeCleForm(EditWebAuthnForm):  # type: ignore[misc] # allauth is untyped
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _nommer(self)
        self.fields["name"].error_messages["required"] = "Donnez un nom à la clé."


def _habiller(formulaire: forms.Form, aide: str) -> None:
    champ = formulaire.fields["code"]
    champ.label, champ.help_text = "Code", aide
    champ.error_messages["required"] = "Donnez le code."
    champ.widget.attrs.pop("placeholder", None)
    champ.widget.attrs |= {"inputmode": "numeric", "maxlength": LONGUEUR, "spellcheck": "false"}
    champ.validators.append(MaxLengthValidator(LONGUEUR))


def _nommer(formulaire: forms.Form) -> None:
    champ = formulaire.fields["name"]
    champ.label, champ.help_text = "Nom de la clé", "Par exemple : mon téléphone, la clé du bureau."
    champ.widget.attrs |= {"maxlength": LONGUEUR_NOM, "autocomplete": "off"}
    champ.validators.append(MaxLengthValidator(LONGUEUR_NOM))


def _une_seule_fois(formulaire: Any, code: str) -> str:
    # allauth remembers a used code for one period; with a tolerance of one it would pass for three.
    if formulaire.authenticator.type == Authenticator.Type.TOTP:
        chiffres = "".join(c for c in code if c.isdigit())
        if not cache.add(f"second-facteur:{formulaire.user.pk}:{chiffres}", "1", timeout=DUREE):
            raise get_adapter().validation_error("incorrect_code")
    return code
