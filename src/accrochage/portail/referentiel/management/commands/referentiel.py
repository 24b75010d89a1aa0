"""``accrochage serveur referentiel importer FICHIER|DOSSIER``."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accrochage.portail.referentiel import publication
from accrochage.portail.referentiel.importation import FichierReferentielRefuse, importer


class Command(BaseCommand):
    """Charge le référentiel des certifications."""

    help = "Charge les certifications (RNCP et RS) et leurs détenteurs : fichiers publiés, ou notre CSV."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One action."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        importation = actions.add_parser(
            "importer",
            help="importe les fichiers publiés (CSV Standard et Certificateurs, ou XML ; seuls, dans un "
            "dossier ou dans un zip), ou un CSV à notre forme",
        )
        importation.add_argument("chemin", type=Path, help="fichier, dossier ou archive zip")
        importation.add_argument("--simuler", action="store_true", help="dit ce qui changerait, n’écrit rien")
        importation.add_argument(
            "--forcer", action="store_true", help="accepte une publication qui retire beaucoup"
        )
        importation.add_argument("--rapport", type=Path, help="écrit chaque changement dans ce CSV")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Import, and say what changed. Raises ``CommandError`` with nothing written."""
        chemin: Path = options["chemin"]
        if not chemin.exists():
            raise CommandError(f"{chemin} : ce fichier n’existe pas.")
        try:
            if publication.est_une_publication(chemin):
                self._importer_publication(chemin, options)
            else:
                self._importer_simple(chemin, options)
        except (publication.PublicationRefusee, FichierReferentielRefuse) as refus:
            raise CommandError(f"{chemin} : {refus}. Rien n’a été enregistré.") from refus

    def _importer_publication(self, chemin: Path, options: dict[str, Any]) -> None:
        bilan = publication.importer(
            chemin,
            force=options["forcer"],
            simuler=options["simuler"],
            rapport=options["rapport"],
            progres=lambda lues: self.stderr.write(f"{lues} lignes lues"),
        )
        if options["simuler"]:
            self.stdout.write("Simulation : rien n’est enregistré.")
        self.stdout.write(
            f"Fiches lues : {bilan.fiches_lues}, dont {bilan.fiches_nouvelles} nouvelles et "
            f"{bilan.fiches_modifiees} modifiées ({bilan.fiches_desactivees} devenues inactives)."
        )
        self.stdout.write(
            f"Détenteurs lus : {bilan.detenteurs_lus}, dont {bilan.detenteurs_ajoutes} ajoutés ; "
            f"{bilan.detenteurs_retires} retirés."
        )
        if bilan.ecarts.nombre:
            self.stdout.write(f"Lignes laissées de côté : {bilan.ecarts.nombre}")
            for exemple in bilan.ecarts.exemples:
                self.stdout.write(f"  {exemple}")

    def _importer_simple(self, chemin: Path, options: dict[str, Any]) -> None:
        if options["simuler"] or options["rapport"]:
            raise CommandError("--simuler et --rapport vont avec les fichiers publiés.")
        bilan = importer(chemin)
        self.stdout.write(
            f"{bilan.certifications} certifications : {bilan.nouvelles} nouvelles, "
            f"{bilan.modifiees} modifiées ; "
            f"{bilan.detentions_nouvelles} détenteurs ajoutés."
        )
