"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class DepotConfig(AppConfig):
    """The pages of depot."""

    name = "accrochage.portail.web.depot"
    label = "web_depot"
