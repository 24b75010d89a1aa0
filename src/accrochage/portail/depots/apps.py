"""Django application configuration."""

from django.apps import AppConfig


class DepotsConfig(AppConfig):
    """The depots application."""

    name = "accrochage.portail.depots"
    label = "depots"
