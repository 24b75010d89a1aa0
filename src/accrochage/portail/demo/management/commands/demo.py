"""``demo``: load the demonstration once."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from accrochage.portail.demo.chargement import charger


class Command(BaseCommand):
    """Loads personas, certifications, the register and sample files; a second run changes nothing."""

    help = "Charge les données de démonstration (une seule fois)."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Load what is missing, saying what is going on."""
        charger(dire=self.stdout.write)
