"""The ``accrochage`` command: check a file, read a report, run the portal."""

from __future__ import annotations

from importlib.metadata import version

import click

from accrochage.cli._francais import Groupe
from accrochage.cli.rapport import rapport
from accrochage.cli.serveur import serveur
from accrochage.cli.valider import valider

__all__ = ["main"]


@click.group(
    "accrochage",
    cls=Groupe,
    subcommand_metavar="COMMANDE [ARGUMENTS]…",
    help="Préparer, contrôler et suivre les dépôts de certifications professionnelles.",
)
@click.version_option(version("accrochage"), message="%(prog)s %(version)s", help="Afficher la version.")
def main() -> None:
    """Gather the commands."""


for commande in (valider, rapport, serveur):
    main.add_command(commande)
