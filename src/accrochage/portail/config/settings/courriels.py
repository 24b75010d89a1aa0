"""Mails: how they leave."""

from __future__ import annotations

from typing import Any

from accrochage.portail.config.env import env
from accrochage.portail.config.settings.environnement import DEBUG, DEMO, PRODUCTION

DEFAULT_FROM_EMAIL = env.texte(
    "COURRIEL_EXPEDITEUR", None if PRODUCTION else "Accrochage <ne-pas-repondre@localhost>"
)
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Days that the outbox keeps who was written to about what, once the mail has left or failed for good.
COURRIELS_CONSERVATION_JOURS = env.entier("COURRIELS_CONSERVATION_JOURS", 365, minimum=1, maximum=3650)
# True sends after commit in the process that asked, without the queue: tests only.
COURRIELS_IMMEDIATS = False

_CHIFFREMENTS = ("starttls", "tls", "aucun")


def _smtp() -> dict[str, Any]:
    chiffrement = env.texte("SMTP_CHIFFREMENT", "starttls", choix=_CHIFFREMENTS)
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": env.texte("SMTP_HOTE", None if PRODUCTION else "localhost"),
            "port": env.entier("SMTP_PORT", 465 if chiffrement == "tls" else 587, minimum=1, maximum=65535),
            "username": env.texte("SMTP_UTILISATEUR", ""),
            "password": env.texte("SMTP_MOT_DE_PASSE", ""),
            "use_tls": chiffrement == "starttls",
            "use_ssl": chiffrement == "tls",
            "timeout": 30,
        },
    }


def _envoi() -> dict[str, Any]:
    smtp = _smtp()  # read everywhere, so that a bad value is seen everywhere
    if DEMO:
        return {"BACKEND": "accrochage.portail.demo.boite.BoiteBackend", "OPTIONS": {}}
    if DEBUG and not env.presente("SMTP_HOTE"):
        return {"BACKEND": "django.core.mail.backends.console.EmailBackend", "OPTIONS": {}}
    return smtp


MAILERS = {"default": _envoi()}
