"""Django application configuration."""

from django.apps import AppConfig


class ReferentielConfig(AppConfig):
    """The referentiel application."""

    name = "accrochage.portail.referentiel"
    label = "referentiel"
