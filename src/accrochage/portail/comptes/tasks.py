"""Wake-ups of the queue."""

from __future__ import annotations

from django.core.management import call_command
from procrastinate.contrib.django import app

from accrochage.portail.comptes import adresses, verrous


@app.periodic(cron="37 3 * * *")
@app.task(queue="courriels", queueing_lock="purger_sessions")
def purger_sessions(timestamp: int) -> None:  # noqa: ARG001 - periodic tasks are given it
    """Forget ended sessions, once a night: they may hold what was typed to register."""
    call_command("clearsessions")


@app.task(queue="courriels")
def envoyer_lien_de_deverrouillage(cle: str) -> None:
    """Mail the owner of a locked login the link that opens it again, if it has an owner."""
    verrous.envoyer_le_lien(cle=cle)


@app.periodic(cron="51 * * * *")
@app.task(queue="courriels", queueing_lock="purger_acces")
def purger_acces(timestamp: int) -> None:  # noqa: ARG001 - periodic tasks are given it
    """Forget old failures, old locks and expired changes of address, once an hour."""
    verrous.purger()
    adresses.purger()
