"""Checks of the installation, run before each start and by ``check``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as Avertissement
from django.db import connections

from accrochage.portail.config.surete import EXAMINES, dangers

CONNEXIONS_DE_LA_FILE = 12
"""What a worker opens beside its pool: procrastinate's own pool and its listening connection."""
POSTGRESQL_MINIMUM = 15


@register(Tags.security, deploy=True)
def reglages_surs(app_configs: Sequence[AppConfig] | None, **_: Any) -> list[CheckMessage]:  # noqa: ARG001
    """Repeat, in ``check --deploy``, what production refuses to start with."""
    reglages = {nom: getattr(settings, nom) for nom in EXAMINES}
    return [Error(danger, id="accrochage.E001") for danger in dangers(reglages)]


@register(Tags.database)
def base_suffisante(
    app_configs: Sequence[AppConfig] | None,  # noqa: ARG001
    databases: Sequence[str] | None = None,
    **_: Any,
) -> list[CheckMessage]:
    """Compare the server's version and its connections with what the portal needs."""
    if "default" not in (databases or ()):
        return []
    with connections["default"].cursor() as curseur:
        curseur.execute(
            "SELECT current_setting('server_version_num')::int / 10000, "
            "current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int"
        )
        version, offertes = curseur.fetchone()
    messages: list[CheckMessage] = []
    if version < POSTGRESQL_MINIMUM:
        messages.append(
            Error(
                f"PostgreSQL {version} : la version {POSTGRESQL_MINIMUM} est le minimum", id="accrochage.E002"
            )
        )
    voulues = connexions_voulues()
    if voulues > offertes:
        messages.append(
            Avertissement(
                f"une machine demande jusqu’à {voulues} connexions, le serveur en offre {offertes}",
                hint="Baissez WEB_PROCESSUS, WEB_FILS ou BASE_CONNEXIONS, ou montez max_connections.",
                id="accrochage.W001",
            )
        )
    return messages


def connexions_voulues() -> int:
    """Count the connections that one machine, with one worker, may hold at the same time."""
    processus: int = settings.WEB_PROCESSUS + 1
    return processus * int(settings.BASE_CONNEXIONS) + CONNEXIONS_DE_LA_FILE
