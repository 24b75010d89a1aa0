"""Wake-ups of the queue."""

from __future__ import annotations

from procrastinate.contrib.django import app


@app.periodic(cron="* * * * *")
@app.task(queue="courriels", queueing_lock="sceller_le_journal", priority=50)
def sceller_le_journal(timestamp: int) -> None:
    """Each minute, seal the entries that were not sealed right after their transaction."""
    from accrochage.portail.journal.chaine import sceller  # noqa: PLC0415 - it imports the models

    del timestamp
    sceller(maximum=200_000)
