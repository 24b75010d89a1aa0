"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class ConnexionConfig(AppConfig):
    """The pages of connexion."""

    name = "accrochage.portail.web.connexion"
    label = "web_connexion"
