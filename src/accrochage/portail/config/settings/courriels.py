"""Mails: how they leave, what their links start with."""

from __future__ import annotations

import os

# Mailed links never trust the Host header of a request.
URL_PORTAIL = os.environ.get("URL_PORTAIL", "http://localhost:8000")
DEFAULT_FROM_EMAIL = os.environ.get("COURRIEL_EXPEDITEUR", "Accrochage <ne-pas-repondre@localhost>")
# True sends after commit in the process that asked, without the queue: demonstration and tests only.
COURRIELS_IMMEDIATS = False
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": os.environ.get("SMTP_HOTE", "localhost"),
            "port": int(os.environ.get("SMTP_PORT", "25")),
            "timeout": 30,
        },
    }
}
