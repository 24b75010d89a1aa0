"""``accrochage serveur gestionnaire creer``: the operator's first agent."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from accrochage.portail.comptes.enums import RoleOperateur
from accrochage.portail.comptes.formats import grouper_identifiant
from accrochage.portail.comptes.services import creer_gestionnaire


class Command(BaseCommand):
    """Create a gestionnaire; the link that lets choose the password leaves by mail."""

    help = "Crée un gestionnaire. Un lien pour choisir son mot de passe lui est envoyé par courriel."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare ``creer`` and its options."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="creer")
        creer = actions.add_parser("creer", help="Crée un gestionnaire.")
        creer.add_argument("--email", required=True, help="adresse électronique, où part le lien")
        creer.add_argument("--nom", required=True)
        creer.add_argument("--prenom", required=True)
        creer.add_argument(
            "--role",
            choices=RoleOperateur.values,
            default=RoleOperateur.SUPERVISEUR.value,
            help="ce que l’agent fait sur le portail (SUPERVISEUR par défaut)",
        )

    def handle(self, *_args: Any, email: str, nom: str, prenom: str, role: str, **_options: Any) -> None:
        """Create the person. Raises ``CommandError`` when the address is not one."""
        try:
            validate_email(email)
            gestionnaire = creer_gestionnaire(
                nom=nom,
                prenom=prenom,
                email=email,
                role=RoleOperateur(role),
                acteur="commande:gestionnaire",
            )
        except ValidationError as erreur:
            raise CommandError(" ".join(erreur.messages)) from erreur
        identifiant = grouper_identifiant(gestionnaire.identifiant)
        self.stdout.write(f"Gestionnaire créé. Identifiant de connexion : {identifiant}")
        self.stdout.write("Le lien pour choisir le mot de passe part par courriel.")
