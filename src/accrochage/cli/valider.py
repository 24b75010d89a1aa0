"""``accrochage valider``: check a deposit file against every rule that needs nothing but the file."""

from __future__ import annotations

import os
from concurrent.futures import BrokenExecutor
from dataclasses import replace
from pathlib import Path

import click

from accrochage.cli._francais import Commande, Illisible
from accrochage.cli._progression import progression
from accrochage.cli._rendu import Rendu, RenduJson, RenduTexte, visible
from accrochage.flux.controle import Controle, Statut
from accrochage.flux.reading import Limites

_RENDUS: dict[str, type[Rendu]] = {"texte": RenduTexte, "json": RenduJson}
_REGLAGES = {
    "taille_max": "ACCROCHAGE_TAILLE_MAX",
    "passages_max": "ACCROCHAGE_PASSAGES_MAX",
}
_PROCESSUS = "ACCROCHAGE_PROCESSUS"
_PROCESSUS_MAX = 64


@click.command("valider", cls=Commande, short_help="Contrôler un fichier sans le déposer.")
@click.argument("fichier", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "forme",
    type=click.Choice(list(_RENDUS)),
    default="texte",
    help="Forme de la réponse, texte si rien n’est dit.",
)
@click.option(
    "--strict",
    is_flag=True,
    help="Refuser le fichier entier au premier écart au schéma, comme le fait l’opérateur.",
)
@click.pass_context
def valider(ctx: click.Context, fichier: Path, forme: str, *, strict: bool) -> None:
    """Contrôler le FICHIER (XML, ou XML compressé en gzip ou en zip) avant de le déposer.

    Le code de retour est 0 quand rien n’est refusé (des avertissements sont possibles), 1 quand le
    fichier ou des passages sont refusés, 2 quand la commande est mal écrite ou le fichier illisible.

    Les limites sont celles du portail\u00a0: ACCROCHAGE_TAILLE_MAX (octets, une fois décompressé) et
    ACCROCHAGE_PASSAGES_MAX les changent\u00a0; ACCROCHAGE_PROCESSUS fixe le nombre de processus.
    """
    limites, processus = _limites(), _entier(_PROCESSUS, os.process_cpu_count() or 1, _PROCESSUS_MAX)
    with _RENDUS[forme](fichier) as rendu:
        statut = _controler(fichier, rendu, limites=limites, processus=processus, strict=strict)
        for morceau in rendu.morceaux():
            click.echo(morceau, nl=False)
    ctx.exit(0 if statut is Statut.CONFORME else 1)


def _controler(fichier: Path, rendu: Rendu, *, limites: Limites, processus: int, strict: bool) -> Statut:
    try:
        with (
            progression() as avancer,
            Controle(
                fichier, limites=limites, strict=strict, processus=processus, progres=avancer
            ) as controle,
        ):
            bilan = controle.bilan(rendu.ajouter)
    except OSError as erreur:
        raise Illisible(
            f"«\u00a0{visible(str(fichier))}\u00a0» ne peut pas être lu\u00a0: {_raison(erreur)}."
        ) from erreur
    except BrokenExecutor as erreur:
        raise Illisible(
            f"le contrôle s’est interrompu, sans doute faute de mémoire. Relancez-le avec {_PROCESSUS}=1."
        ) from erreur
    rendu.conclure(bilan)
    return bilan.statut


def _raison(erreur: OSError) -> str:
    match erreur:
        case FileNotFoundError():
            return "il n’existe pas"
        case IsADirectoryError():
            return "c’est un dossier"
        case PermissionError():
            return "l’accès est refusé"
        case _:
            return "la lecture a échoué"


def _limites() -> Limites:
    usuelles = Limites()
    choisies = {
        champ: _entier(variable, getattr(usuelles, champ), 10**12) for champ, variable in _REGLAGES.items()
    }
    return replace(usuelles, **choisies)


def _entier(variable: str, defaut: int, maximum: int) -> int:
    """Read a whole number of the environment, 1 at least; a bad one ends the command with code 2."""
    texte = os.environ.get(variable, "")
    if not texte:
        return defaut
    if not (texte.isascii() and texte.isdigit() and 1 <= int(texte[:20]) <= maximum):
        raise Illisible(f"{variable} attend un nombre entier, de 1 à {maximum}.")
    return int(texte)
