"""Django application configuration."""

from django.apps import AppConfig


class CourrielsConfig(AppConfig):
    """The courriels application."""

    name = "accrochage.portail.courriels"
    label = "courriels"
