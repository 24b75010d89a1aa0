"""``accrochage serveur annuaire importer FICHIER``."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accrochage.portail.organismes.annuaire import sirene


class Command(BaseCommand):
    """Charge l’annuaire des établissements."""

    help = "Charge l’annuaire : un fichier stock des établissements SIRENE, en CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One action."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        importation = actions.add_parser("importer", help="importe un fichier stock SIRENE (CSV, UTF-8)")
        importation.add_argument("fichier", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import, and say what changed. Raises ``CommandError`` with nothing written."""
        chemin: Path = options["fichier"]
        try:
            bilan = sirene.importer(
                chemin,
                par="commande:annuaire",
                progres=lambda lues: self.stderr.write(f"{lues} lignes lues"),
            )
        except sirene.StockRefuse as refus:
            raise CommandError(f"{chemin} : {refus}. Rien n’a été enregistré.") from refus
        self.stdout.write(
            f"Établissements lus : {bilan.lues}, dont {bilan.ecrites} nouveaux ou modifiés ; "
            f"lignes laissées de côté : {bilan.ecartees}."
        )
