"""Django application configuration."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """The demo application."""

    name = "accrochage.portail.demo"
    label = "demo"
