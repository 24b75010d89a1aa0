"""Click in French: usage, headings, the help of ``--help`` itself, and what goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any, override

import click
from click.exceptions import NoArgsIsHelpError, NoSuchCommand, NoSuchOption

MAUVAIS_USAGE = 2
"""Exit code of a wrong usage or of a path that cannot be read."""

_INTERROMPU = 130
_TUYAU_FERME = 141


class _Aide(click.HelpFormatter):
    """Headings with the space that French puts before a colon."""

    @override
    def write_heading(self, heading: str) -> None:
        self.write(f"{'':>{self.current_indent}}{heading}\u00a0:\n")


class _Contexte(click.Context):
    formatter_class = _Aide


class _EnFrancais(click.Command):
    """What a command and a group have in common."""

    context_class = _Contexte

    @override
    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = " ".join(self.collect_usage_pieces(ctx))
        formatter.write_usage(ctx.command_path, pieces, prefix="Utilisation\u00a0: ")

    @override
    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Afficher cette aide."
        return option

    @override
    def main(  # type: ignore[override] # click's overloads say no more than this
        self, args: Sequence[str] | None = None, *, standalone_mode: bool = True, **options: Any
    ) -> Any:
        """Run like click's; when alone, end the process with a sentence in French and a code."""
        if not standalone_mode:
            return super().main(args, standalone_mode=False, **options)
        try:
            code = super().main(args, standalone_mode=False, **options)
        except NoArgsIsHelpError as erreur:
            erreur.show()
            code = erreur.exit_code
        except click.UsageError as erreur:
            _montrer(erreur)
            code = erreur.exit_code
        except click.ClickException as erreur:
            erreur.show()
            code = erreur.exit_code
        except click.Abort:
            click.echo("Interrompu.", err=True)
            code = _INTERROMPU
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            code = _TUYAU_FERME
        sys.exit(code or 0)


class Commande(_EnFrancais):
    """A command that speaks French."""


class Groupe(_EnFrancais, click.Group):
    """A group of commands that speaks French."""

    command_class = Commande

    @override
    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        lignes = [(nom, self.commands[nom].get_short_help_str(80)) for nom in self.list_commands(ctx)]
        with formatter.section("Commandes"):
            formatter.write_dl(lignes)


class Illisible(click.ClickException):
    """A path that cannot be read, or something that this machine lacks."""

    exit_code = MAUVAIS_USAGE

    @override
    def show(self, file: Any = None) -> None:
        click.echo(f"Erreur\u00a0: {self.format_message()}", file=file, err=True)


def _montrer(erreur: click.UsageError) -> None:
    if erreur.ctx is not None:
        click.echo(erreur.ctx.get_usage(), err=True)
        click.echo(f"Essayez «\u00a0{erreur.ctx.command_path} --help\u00a0» pour l’aide.\n", err=True)
    click.echo(f"Erreur\u00a0: {_phrase(erreur)}", err=True)


def _phrase(erreur: click.UsageError) -> str:
    """Say in French what click found wrong on the command line."""
    match erreur:
        case NoSuchOption() | click.BadOptionUsage():
            phrase = f"l’option {erreur.option_name} n’existe pas ou n’a pas la valeur qu’il lui faut."
        case NoSuchCommand():
            phrase = f"la commande «\u00a0{erreur.command_name}\u00a0» n’existe pas."
        case click.MissingParameter():
            phrase = f"il manque {_nom(erreur)}."
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choix))):
            phrase = f"{_nom(erreur)} attend {' ou '.join(map(str, choix))}."
        case click.BadParameter():
            phrase = f"la valeur de {_nom(erreur)} ne convient pas."
        case _:
            phrase = "la ligne de commande a des arguments en trop ou mal écrits."
    return phrase


def _nom(erreur: click.BadParameter) -> str:
    if isinstance(erreur.param, click.Argument):
        return str(erreur.param.name).upper()
    return erreur.param.opts[0] if erreur.param is not None else "une valeur"
