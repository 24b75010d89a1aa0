"""Wake-ups of the queue."""

from __future__ import annotations

from procrastinate.contrib.django import app

from accrochage.portail.organismes import services
from accrochage.portail.organismes.services import demandes, departs, dormance, invitations, questions, vie


@app.periodic(cron="17 3 * * *")
@app.task(queue="courriels", queueing_lock="purger_inscriptions")
def purger_inscriptions(timestamp: int) -> None:  # noqa: ARG001 - periodic tasks are given it
    """Forget abandoned registrations, once a night."""
    services.purger_inscriptions()


@app.periodic(cron="41 * * * *")
@app.task(queue="courriels", queueing_lock="purger_departs")
def purger_departs(timestamp: int) -> None:  # noqa: ARG001 - periodic tasks are given it
    """Forget unconfirmed requests after a departure, and old proofs, once an hour."""
    departs.purger_demandes()


@app.periodic(cron="23 3 * * *")
@app.task(queue="courriels", queueing_lock="purger_invitations")
def purger_invitations(timestamp: int) -> None:  # noqa: ARG001 - same
    """Forget invitations nobody took up, once a night."""
    invitations.purger()


@app.periodic(cron="29 3 * * *")
@app.task(queue="courriels", queueing_lock="surveiller_dormance")
def surveiller_dormance(timestamp: int) -> None:  # noqa: ARG001 - same
    """Tell, then suspend, members who no longer log in, once a night."""
    dormance.surveiller()


@app.periodic(cron="47 * * * *")
@app.task(queue="courriels", queueing_lock="purger_demandes")
def purger_demandes(timestamp: int) -> None:  # noqa: ARG001 - same
    """Forget the requests to be known that were never confirmed, once an hour."""
    demandes.purger()


@app.periodic(cron="53 * * * *")
@app.task(queue="courriels", queueing_lock="purger_contacts")
def purger_contacts(timestamp: int) -> None:  # noqa: ARG001 - same
    """Forget the contacts' new addresses that were never confirmed, once an hour."""
    vie.purger()


@app.periodic(cron="59 * * * *")
@app.task(queue="courriels", queueing_lock="purger_questions")
def purger_questions(timestamp: int) -> None:  # noqa: ARG001 - same
    """Forget the questions that were never confirmed, once an hour."""
    questions.purger()
