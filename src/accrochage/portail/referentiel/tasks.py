"""Wake-ups of the queue."""

from __future__ import annotations

from procrastinate.contrib.django import app

from accrochage.portail.referentiel import envois


@app.task(queue="depots", priority=-1000)
def importer_envoi(envoi_id: int) -> None:
    """Import a référentiel sent from the desk, after the deposits that wait."""
    envois.traiter(envoi_id)


@app.periodic(cron="*/5 * * * *")
@app.task(queue="courriels", queueing_lock="reprendre_les_imports")
def reprendre_les_imports(timestamp: int) -> None:  # noqa: ARG001 - periodic tasks are given it
    """Wake the imports whose worker died, every five minutes."""
    envois.reprendre()
