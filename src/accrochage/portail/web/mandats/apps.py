"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class MandatsConfig(AppConfig):
    """The pages of mandates."""

    name = "accrochage.portail.web.mandats"
    label = "web_mandats"
