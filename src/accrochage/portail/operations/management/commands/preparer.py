"""``preparer``: everything that must be true of the database and files before the portal opens."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from accrochage.portail.comptes import cgu


class Command(BaseCommand):
    """Checks, migrations, the cache's table, static files, and in a demonstration its data. Idempotent."""

    help = "Prépare la base et les fichiers : contrôles, migrations, statiques, données de démonstration."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Run each step; the first that fails stops the start."""
        call_command("check", deploy=settings.PRODUCTION, databases=["default"], fail_level="ERROR")
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        cgu.installer()
        if not settings.DEBUG:
            call_command("collectstatic", interactive=False, verbosity=0)
        if apps.is_installed("accrochage.portail.demo"):
            call_command("demo")
