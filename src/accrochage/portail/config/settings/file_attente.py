"""The queue: procrastinate, in the same database."""

from __future__ import annotations

from accrochage.portail.config.env import env

# Every queue that a task names; the worker listens to these and no other (a test compares).
FILES_ATTENTE = ("courriels", "depots")
OUVRIER_TACHES = env.entier("OUVRIER_TACHES", 2, minimum=1, maximum=32)
ARRET_SECONDES = env.entier("ARRET_SECONDES", 20, minimum=1, maximum=600)
PROCRASTINATE_WORKER_DEFAULTS = {
    "queues": list(FILES_ATTENTE),
    "concurrency": OUVRIER_TACHES,
    "shutdown_graceful_timeout": ARRET_SECONDES,
    "delete_jobs": "successful",
}
