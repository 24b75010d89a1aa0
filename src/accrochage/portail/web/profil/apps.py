"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class ProfilConfig(AppConfig):
    """The pages of profil."""

    name = "accrochage.portail.web.profil"
    label = "web_profil"
