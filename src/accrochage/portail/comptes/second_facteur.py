"""The second factor: whether a person has one, and its secrets at rest."""

from __future__ import annotations

import base64
from urllib.parse import urlsplit

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser

from accrochage.portail.chiffrement import Trousseau
from accrochage.portail.comptes.formats import grouper_identifiant
from accrochage.portail.comptes.models import Utilisateur

FORTS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts as a second factor; recovery codes only stand in for one."""
CONTEXTE = "second facteur"


def a_un_second_facteur(utilisateur: Utilisateur) -> bool:
    """Whether the person has an authenticator application or a passkey."""
    return bool(Authenticator.objects.filter(user=utilisateur, type__in=FORTS).exists())


class AdaptateurSecondFacteur(DefaultMFAAdapter):  # type: ignore[misc] # allauth is untyped
    """allauth's second factor with our names, and its secrets encrypted at rest."""

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """Say the login: the mail address has no business in an authenticator application."""
        return grouper_identifiant(str(user.get_username()))

    def get_totp_issuer(self) -> str:
        """Say the portal's name."""
        return "Accrochage"

    def encrypt(self, text: str) -> str:
        """Encrypt a secret for the database."""
        return base64.b64encode(_trousseau().chiffrer(text.encode(), contexte=CONTEXTE)).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Undo :meth:`encrypt`."""
        return _trousseau().dechiffrer(base64.b64decode(encrypted_text), contexte=CONTEXTE).decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Tie passkeys to the portal's own host, never to the request's Host header."""
        return {"id": urlsplit(settings.URL_PORTAIL).hostname or "localhost", "name": "Accrochage"}


def _trousseau() -> Trousseau:
    return Trousseau(settings.CLES_CHIFFREMENT)
