"""Wake-ups of the queue."""

from __future__ import annotations

from procrastinate.contrib.django import app

from accrochage.portail.referentiel import envois


@app.task(queue="depots", priority=-1000)
def importer_envoi(envoi_id: int) -> None:
    """Import a référentiel sent from the desk, after the deposits that wait."""
    envois.traiter(envoi_id)
