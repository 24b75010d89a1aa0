"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class ConditionsConfig(AppConfig):
    """The pages of conditions."""

    name = "accrochage.portail.web.conditions"
    label = "web_conditions"
