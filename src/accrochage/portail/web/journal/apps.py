"""Django application configuration: the templates of this journey."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """The pages of the journal."""

    name = "accrochage.portail.web.journal"
    label = "web_journal"
