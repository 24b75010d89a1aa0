"""``accrochage serveur journal …``: prove the journal whole, or seal what is not."""

from __future__ import annotations

import json
import re
import sys
from argparse import ArgumentParser, ArgumentTypeError
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from accrochage.portail.journal.chaine import sceller
from accrochage.portail.journal.services import Resultat, noter
from accrochage.portail.journal.verification import Bilan, Faute, Nature, Tete, verifier

FAUTIF = 1
_TETE = re.compile(r"(\d{1,18}):([0-9a-fA-F]{64})")
PHRASES = {
    Nature.ALTEREE: "rang {rang}\u00a0: l’entrée {entree} n’est plus celle qui a été scellée",
    Nature.SANS_ENTREE: "rang {rang}\u00a0: l’entrée {entree} a disparu",
    Nature.RUPTURE: "rang {rang}\u00a0: la chaîne est rompue, il manque au moins un sceau",
    Nature.TETE: "rang {rang}\u00a0: ce sceau n’est pas dans la chaîne, dont la fin a été coupée ou refaite",
    Nature.EN_RETARD: "l’entrée {entree} n’a pas de sceau après plus de dix minutes",
}


def lire_tete(saisie: str) -> Tete:
    """Read ``RANG:EMPREINTE``."""
    lue = _TETE.fullmatch(saisie.strip())
    if lue is None:
        raise ArgumentTypeError(
            "la tête s’écrit RANG:EMPREINTE, par exemple 1200:9f…, avec ses 64 chiffres hexadécimaux"
        )
    return Tete(int(lue[1]), lue[2].lower())


class Command(BaseCommand):
    """Vérifie que le journal est entier, ou scelle ce qui ne l’est pas."""

    help = (
        "Vérifie que le journal est entier\u00a0: ni entrée modifiée, ni entrée retirée, ni sceau manquant."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Two actions."""
        actions = parser.add_subparsers(dest="action", required=True, metavar="ACTION")
        controle = actions.add_parser(
            "verifier", help="recalcule tous les sceaux\u00a0; code 1 s’il y a une faute"
        )
        controle.add_argument("--format", choices=["texte", "json"], default="texte", dest="sortie")
        controle.add_argument(
            "--depuis",
            type=lire_tete,
            metavar="RANG:EMPREINTE",
            help="part d’une tête notée ailleurs\u00a0: la coupure de la fin du journal se voit alors",
        )
        actions.add_parser("sceller", help="scelle toutes les entrées qui ne le sont pas encore")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Run the action; exit with 1 when the journal is not whole."""
        if options["action"] == "sceller":
            self.stdout.write(f"Entrées scellées\u00a0: {sceller(tout=True)}")
            return
        bilan = verifier(depuis=options["depuis"], progres=self._avancer)
        noter(
            action="journal.verifie",
            acteur="commande:journal",
            resultat=Resultat.SUCCES if bilan.entier else Resultat.REFUS,
            details={"sceaux": bilan.sceaux, "fautes": bilan.nombre_de_fautes, "rang": bilan.tete.rang},
        )
        self.stdout.write(en_json(bilan) if options["sortie"] == "json" else en_texte(bilan))
        if not bilan.entier:
            sys.exit(FAUTIF)

    def _avancer(self, faits: int) -> None:
        self.stderr.write(f"{faits} sceaux vérifiés…")


def en_json(bilan: Bilan) -> str:
    """The report for programs."""
    return json.dumps({"entier": bilan.entier, **asdict(bilan)}, ensure_ascii=False, indent=2)


def en_texte(bilan: Bilan) -> str:
    """The report for people: the answer, the figures, the faults, the head to note."""
    lignes = [
        "Le journal est entier." if bilan.entier else "Le journal n’est pas entier.",
        f"Entrées\u00a0: {bilan.entrees}, dont {bilan.en_attente} qui attendent leur sceau",
        f"Sceaux vérifiés\u00a0: {bilan.sceaux}",
        f"Fautes\u00a0: {bilan.nombre_de_fautes}",
        *(f"  {_phrase(faute)}" for faute in bilan.fautes),
    ]
    if bilan.nombre_de_fautes > len(bilan.fautes):
        lignes.append(f"  et {bilan.nombre_de_fautes - len(bilan.fautes)} autres")
    lignes.append(f"Tête à noter\u00a0: {bilan.tete.rang}:{bilan.tete.empreinte}")
    return "\n".join(lignes)


def _phrase(faute: Faute) -> str:
    return PHRASES[faute.nature].format(rang=faute.rang, entree=faute.entree)
