"""Django application configuration."""

from django.apps import AppConfig


class OrganismesConfig(AppConfig):
    """The organismes application."""

    name = "accrochage.portail.organismes"
    label = "organismes"
