"""Django application configuration."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The design application."""

    name = "accrochage.portail.design"
    label = "design"
