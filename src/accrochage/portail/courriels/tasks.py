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
