"""Wake-ups of the queue."""

from __future__ import annotations

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from accrochage.portail.courriels import services


@app.task(
    queue="courriels",
    # 8, 64, 512 seconds… then hours: a mail server that is down for a night loses nothing.
    retry=RetryStrategy(
        max_attempts=services.ESSAIS_MAXIMUM, exponential_wait=8, retry_exceptions=[services.EnvoiRate]
    ),
)
def envoyer_courriel(courriel_id: int) -> None:
    """Send one mail of the outbox."""
    services.expedier(courriel_id=courriel_id)


@app.periodic(cron="*/10 * * * *")
@app.task(queue="courriels", queueing_lock="reprendre_les_courriels")
def reprendre_les_courriels(timestamp: int) -> None:  # noqa: ARG001 - periodic tasks are given it
    """Wake the queue for the mails it forgot."""
    services.reprendre_les_oublies()


@app.periodic(cron="53 3 * * *")
@app.task(queue="courriels", queueing_lock="purger_les_courriels")
def purger_les_courriels(timestamp: int) -> None:  # noqa: ARG001 - periodic tasks are given it
    """Forget old mails, once a night."""
    services.purger()
