"""Django application configuration."""

from django.apps import AppConfig


class ReglagesConfig(AppConfig):
    """Settings kept in the database, and notices."""

    name = "accrochage.portail.reglages"
    label = "reglages"
    default_auto_field = "django.db.models.BigAutoField"
