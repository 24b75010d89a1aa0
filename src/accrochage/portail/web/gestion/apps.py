"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class GestionConfig(AppConfig):
    """The pages of gestion."""

    name = "accrochage.portail.web.gestion"
    label = "web_gestion"
