"""Django application configuration."""

from django.apps import AppConfig


class ComptesConfig(AppConfig):
    """The comptes application."""

    name = "accrochage.portail.comptes"
    label = "comptes"
