"""``accrochage serveur``: start the portal's own commands, in their own process."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec

import click

from accrochage.cli._francais import Commande, Illisible


@click.command(
    "serveur",
    cls=Commande,
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    short_help="Lancer une commande du portail.",
)
@click.argument("arguments", metavar="ARGUMENTS…", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def serveur(ctx: click.Context, arguments: tuple[str, ...]) -> None:
    """Lancer une commande du portail, par exemple «\u00a0accrochage serveur demarrer\u00a0».

    Les ARGUMENTS sont transmis tels quels\u00a0; «\u00a0accrochage serveur help\u00a0» donne leur
    liste. Le code de retour est celui de la commande lancée.
    """
    if not portail_installe():
        raise Illisible(
            "le portail n’est pas installé avec cette commande. "
            "Installez «\u00a0accrochage[portail]\u00a0», ou lancez «\u00a0make setup\u00a0»."
        )
    commande = [sys.executable, "-m", "accrochage.portail", *arguments]
    ctx.exit(_lancer(commande))


def portail_installe() -> bool:
    """Tell if Django is there; it is never imported here."""
    return find_spec("django") is not None


def _lancer(commande: list[str]) -> int:
    """Run to the end, also when Ctrl-C stops the child; return its code."""
    with subprocess.Popen(commande) as processus:  # noqa: S603 - our own Python and module
        while True:
            try:
                return processus.wait()
            except KeyboardInterrupt:
                continue
