"""Django application configuration."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """The operations application."""

    name = "accrochage.portail.operations"
    label = "operations"
