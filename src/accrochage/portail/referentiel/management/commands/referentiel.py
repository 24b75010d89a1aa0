"""``accrochage serveur referentiel importer FICHIER``."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accrochage.portail.referentiel.importation import FichierReferentielRefuse, importer


class Command(BaseCommand):
    """Charge le référentiel des certifications."""

    help = "Charge les certifications (RNCP et RS) et leurs détenteurs depuis un fichier CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One action."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        importation = actions.add_parser("importer", help="importe un fichier CSV (UTF-8, séparé par « ; »)")
        importation.add_argument("fichier", type=Path)

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import, and say what changed."""
        fichier: Path = options["fichier"]
        if not fichier.is_file():
            raise CommandError(f"{fichier} : ce fichier n’existe pas.")
        try:
            bilan = importer(fichier)
        except FichierReferentielRefuse as refus:
            raise CommandError(f"{fichier} : {refus}. Rien n’a été enregistré.") from refus
        self.stdout.write(
            f"{bilan.certifications} certifications : {bilan.nouvelles} nouvelles, "
            f"{bilan.modifiees} modifiées ; "
            f"{bilan.detentions_nouvelles} détenteurs ajoutés."
        )
