"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class CertificationsConfig(AppConfig):
    """The pages of certifications."""

    name = "accrochage.portail.web.certifications"
    label = "web_certifications"
