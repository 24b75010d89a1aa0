"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class InvitationConfig(AppConfig):
    """The pages of invitation."""

    name = "accrochage.portail.web.invitation"
    label = "web_invitation"
