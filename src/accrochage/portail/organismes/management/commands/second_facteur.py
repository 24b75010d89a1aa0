"""``accrochage serveur second_facteur retirer IDENTIFIANT``: when nobody is left to decide on the pages."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.organismes.services.second_facteur import retirer_tout


class Command(BaseCommand):
    """Remove the second factor of a person who lost their device; they are told by mail."""

    help = "Retire le second facteur d’une personne qui a perdu son appareil, et ferme ses sessions."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare ``retirer`` and the login."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        retirer = actions.add_parser("retirer", help="retire le second facteur")
        retirer.add_argument("identifiant", help="identifiant de connexion (9 caractères)")

    def handle(self, *_args: Any, identifiant: str, **_options: Any) -> None:
        """Remove it. Raises ``CommandError`` when nobody has this login."""
        personne = Utilisateur.objects.filter(identifiant=compacter(identifiant)).first()
        if personne is None:
            raise CommandError("Personne n’a cet identifiant de connexion.")
        retirer_tout(utilisateur=personne, acteur="commande:second_facteur")
        self.stdout.write("Le second facteur est retiré. La personne est prévenue par courriel.")
