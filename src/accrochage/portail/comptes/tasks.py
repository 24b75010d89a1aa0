"""Wake-ups of the queue."""

from __future__ import annotations

from django.core.management import call_command
from procrastinate.contrib.django import app


@app.periodic(cron="37 3 * * *")
@app.task(queue="courriels", queueing_lock="purger_sessions")
def purger_sessions(timestamp: int) -> None:  # noqa: ARG001 - periodic tasks are given it
    """Forget ended sessions, once a night: they may hold what was typed to register."""
    call_command("clearsessions")
