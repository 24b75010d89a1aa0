"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class DemandeConfig(AppConfig):
    """The pages of a request to be known."""

    name = "accrochage.portail.web.demande"
    label = "web_demande"
