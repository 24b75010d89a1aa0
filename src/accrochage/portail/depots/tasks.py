"""Wake-ups of the queue."""

from __future__ import annotations

import uuid

from procrastinate.contrib.django import app


@app.task(queue="depots")
def traiter_depot(depot_id: str) -> None:
    """Process one deposit, unless it is done or being done. When it fails, the next task sees to it."""
    from accrochage.portail.depots.traitement import traiter  # noqa: PLC0415 - it imports the tasks

    traiter(uuid.UUID(depot_id))


@app.periodic(cron="* * * * *")
@app.task(queue="depots", queueing_lock="reprendre_depots", priority=100)
def reprendre_depots(timestamp: int) -> None:
    """Each minute, wake a worker for what a dead one left."""
    from accrochage.portail.depots.traitement import reprendre  # noqa: PLC0415 - it imports the tasks

    del timestamp
    reprendre()
