"""Django application configuration."""

from django.apps import AppConfig


class PassagesConfig(AppConfig):
    """The passages application."""

    name = "accrochage.portail.passages"
    label = "passages"
