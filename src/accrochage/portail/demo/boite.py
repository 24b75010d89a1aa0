"""The mail of the demonstration: every message is kept in a table and shown on a page."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from accrochage.portail.demo.models import CourrielRecu


class BoiteBackend(BaseEmailBackend):
    """Keeps messages instead of sending them. Installed in the demonstration only."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """One row a recipient of each message. Returns the number of messages."""
        CourrielRecu.objects.bulk_create(
            CourrielRecu(
                destinataire=destinataire,
                expediteur=message.from_email,
                sujet=str(message.subject),
                texte=str(message.body),
                html=_html(message),
            )
            for message in email_messages
            for destinataire in message.recipients()
        )
        return len(email_messages)


def _html(message: EmailMessage) -> str:
    variantes = getattr(message, "alternatives", ())
    return next((str(v.content) for v in variantes if v.mimetype == "text/html"), "")
