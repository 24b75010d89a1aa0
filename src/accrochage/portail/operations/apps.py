"""Django application configuration."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """The operations application."""

    name = "accrochage.portail.operations"
    label = "operations"

    def ready(self) -> None:
        """Register the checks."""
        from accrochage.portail.operations import checks  # noqa: F401, PLC0415 - importing registers
