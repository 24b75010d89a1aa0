"""The second factor of the demonstration's gestionnaire: what an application on a phone would show."""

from __future__ import annotations

import time
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from allauth.mfa.utils import decrypt

from accrochage.portail.comptes.models import Utilisateur

PERIODE = 30
"""Seconds a code lasts (RFC 6238)."""


@dataclass(frozen=True, slots=True)
class Code:
    """Six digits, and for how many seconds more an application shows them."""

    chiffres: str
    reste: int


def secret_de(utilisateur: Utilisateur) -> str:
    """The secret that an application asks (base 32), made at the first call."""
    connu = Authenticator.objects.filter(user=utilisateur, type=Authenticator.Type.TOTP).first()
    if connu is None:
        TOTP.activate(utilisateur, generate_totp_secret())
        return secret_de(utilisateur)
    return str(decrypt(connu.data["secret"]))


def code_du_moment(utilisateur: Utilisateur) -> Code:
    """What an application would show now."""
    maintenant = int(time.time())
    chiffres = format_hotp_value(hotp_value(secret_de(utilisateur), maintenant // PERIODE))
    return Code(f"{chiffres[:3]}\N{NO-BREAK SPACE}{chiffres[3:]}", PERIODE - maintenant % PERIODE)
