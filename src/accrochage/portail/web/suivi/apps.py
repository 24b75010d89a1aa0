"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class SuiviConfig(AppConfig):
    """The pages of suivi."""

    name = "accrochage.portail.web.suivi"
    label = "web_suivi"
