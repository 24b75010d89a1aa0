"""Django application configuration."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The journal application."""

    name = "accrochage.portail.journal"
    label = "journal"
