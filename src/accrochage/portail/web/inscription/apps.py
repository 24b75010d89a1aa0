"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class InscriptionConfig(AppConfig):
    """The pages of inscription."""

    name = "accrochage.portail.web.inscription"
    label = "web_inscription"
