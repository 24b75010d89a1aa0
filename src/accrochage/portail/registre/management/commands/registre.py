"""``accrochage serveur registre …``: load the register of persons."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from accrochage.portail.registre.chargement import Bilan, importer
from accrochage.portail.registre.generation import generer
from accrochage.portail.registre.sources import FichierRegistreRefuse

GENERATION_MAX = 50_000_000


class Command(BaseCommand):
    """Charge le registre des personnes."""

    help = "Charge le registre des personnes : importe un fichier, ou génère des personnes fictives."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Two actions."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        importation = actions.add_parser("importer", help="importe un fichier CSV (UTF-8) ou Parquet")
        importation.add_argument("fichier", type=Path)
        generation = actions.add_parser(
            "generer", help="ajoute des personnes fictives (jamais en production)"
        )
        generation.add_argument("nombre", type=int)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the action, and say what it did without naming anybody."""
        if options["action"] == "importer":
            bilan = self._importer(options["fichier"])
        else:
            bilan = self._generer(options["nombre"])
        self.stdout.write(
            f"{bilan.lues} lignes lues, {bilan.ecrites} personnes ou dossiers enregistrés, "
            f"{bilan.refusees} lignes refusées."
        )

    def _importer(self, fichier: Path) -> Bilan:
        if not fichier.is_file():
            raise CommandError(f"{fichier} : ce fichier n’existe pas.")
        try:
            return importer(fichier, progres=self._dire)
        except FichierRegistreRefuse as refus:
            raise CommandError(f"{fichier} : {refus}. Rien n’a été enregistré.") from refus

    def _generer(self, nombre: int) -> Bilan:
        if settings.ENVIRONNEMENT == "production":
            raise CommandError("Le registre de production ne reçoit pas de personnes fictives.")
        if not 0 < nombre <= GENERATION_MAX:
            raise CommandError(f"Le nombre de personnes va de 1 à {GENERATION_MAX}.")
        return generer(nombre, progres=self._dire)

    def _dire(self, lues: int) -> None:
        self.stderr.write(f"{lues} lignes lues…")
