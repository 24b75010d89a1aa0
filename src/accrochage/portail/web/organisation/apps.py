"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    """The pages of organisation."""

    name = "accrochage.portail.web.organisation"
    label = "web_organisation"
