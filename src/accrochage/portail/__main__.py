"""``python -m accrochage.portail …``: the whole portal (``demarrer``), or one management command."""

from __future__ import annotations

import os
import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from accrochage.portail.config.env import ConfigurationRefusee, env

SANS_BASE = frozenset({"help", "--help", "-h", "--version", "version", "makemessages", "compilemessages"})


def main(arguments: list[str]) -> int:
    """Run one command. Returns 2 when the configuration is refused, and says why."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "accrochage.portail.config.settings.base")
    try:
        if arguments[:1] == ["demarrer"]:
            from accrochage.portail.operations.superviseur import demarrer  # noqa: PLC0415 - loads no Django

            return demarrer()
        return _commande(arguments)
    except ConfigurationRefusee as refus:
        sys.stderr.write(f"Configuration refusée. {refus}\n")
        return 2


def _commande(arguments: list[str]) -> int:
    from django.core.management import execute_from_command_line  # noqa: PLC0415 - after the variables are read

    from accrochage.portail.config import cles, embarquee  # noqa: PLC0415 - same

    contexte: AbstractContextManager[None] = nullcontext()
    dossier = env.chemin("DOSSIER_VAR", "var")
    preparer_dossiers(dossier)
    if env.texte("ENVIRONNEMENT") in {"demo", "developpement"}:
        cles.assurer(dossier)
        if arguments and arguments[0] not in SANS_BASE and not env.presente("DATABASE_URL"):
            contexte = embarquee.ouverte(dossier)
    with contexte:
        execute_from_command_line(["accrochage serveur", *arguments])
    return 0


def preparer_dossiers(dossier: Path) -> None:
    """Create the folders of ``DOSSIER_VAR``. Uploads pass through theirs in clear: it is ours alone."""
    for nom, droits in (("televersements", 0o700), ("fichiers", 0o750)):
        (dossier / nom).mkdir(mode=droits, parents=True, exist_ok=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
