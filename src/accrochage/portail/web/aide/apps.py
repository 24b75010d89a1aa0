"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class AideConfig(AppConfig):
    """The pages of aide."""

    name = "accrochage.portail.web.aide"
    label = "web_aide"
