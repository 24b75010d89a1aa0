"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class PublicConfig(AppConfig):
    """The pages of public."""

    name = "accrochage.portail.web.public"
    label = "web_public"
