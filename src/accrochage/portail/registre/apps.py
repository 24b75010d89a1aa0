"""Django application configuration."""

from django.apps import AppConfig


class RegistreConfig(AppConfig):
    """The registre application."""

    name = "accrochage.portail.registre"
    label = "registre"
