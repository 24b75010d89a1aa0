"""The depositors' page of rules, in Markdown (MyST), made from the catalogue."""

from __future__ import annotations

from collections.abc import Iterator

from accrochage.flux.catalogue._composition import REGLES
from accrochage.flux.findings import Famille, Regle, Severite

_FAMILLES = {
    Famille.FICHIER: ("Le fichier", "Ces règles portent sur le fichier entier."),
    Famille.HABILITATION: (
        "Les droits",
        "Ces règles vérifient que le compte qui dépose en a le droit.",
    ),
    Famille.CERTIFICATION: (
        "La certification",
        "Ces règles portent sur une certification\u00a0: tous ses passages sont concernés.",
    ),
    Famille.PASSAGE: (
        "Le passage",
        "Ces règles portent sur un seul passage\u00a0: les autres sont traités.",
    ),
    Famille.TITULAIRE: (
        "Le titulaire",
        "Ces règles disent pourquoi la personne n’a pas été retrouvée.",
    ),
}
_SEVERITES = {
    Severite.BLOQUANT: "Bloquant\u00a0: le fichier entier est refusé, rien n’est enregistré.",
    Severite.REJET: "Rejet\u00a0: le passage est refusé, les autres sont traités.",
    Severite.AVERTISSEMENT: "Avertissement\u00a0: rien n’est refusé, mais cela mérite un regard.",
}
_INTRODUCTION = """\
# Les règles de contrôle

Chaque remarque d’un accusé porte un code. Cette page explique tous les codes\u00a0: ce qui a été trouvé,
pourquoi c’est un problème, et quoi faire. Un code publié ne change jamais de sens.

Quand l’opérateur national a une phrase connue pour la même situation, l’accusé de traitement la reprend
mot pour mot\u00a0; toutes les autres phrases sont les nôtres. Le code en «\u00a0cvc\u00a0» est celui du
vérificateur de schéma, que les guides de l’opérateur citent. Dans les messages, les mots entre accolades
sont remplacés par ce qui a été envoyé.

<!-- Page produite par python -m accrochage.flux.catalogue\u00a0: ne la modifiez pas à la main. -->
"""


def page() -> str:
    """Return the whole page, one section a code, in the catalogue's order."""
    return "\n".join((_INTRODUCTION, *_familles()))


def _familles() -> Iterator[str]:
    for famille, (titre, phrase) in _FAMILLES.items():
        regles = [regle for regle in REGLES.values() if regle.famille is famille]
        yield f"## {famille} – {titre}\n\n{phrase}\n"
        yield _sommaire(regles)
        yield from map(_section, regles)


def _sommaire(regles: list[Regle]) -> str:
    lignes = [f"| [{regle.code}](#{regle.code}) | {regle.severite} | {regle.titre} |" for regle in regles]
    return "\n".join(("| Code | Gravité | Titre |", "| --- | --- | --- |", *lignes)) + "\n"


def _section(regle: Regle) -> str:
    morceaux = [
        f"({regle.code})=\n### {regle.code} – {regle.titre}",
        _SEVERITES[regle.severite],
        f"Message\u00a0: {_cite(regle.message)}",
        regle.explication,
        f"**Que faire\u00a0?** {_echapper(regle.remede)}",
        f"Refusé ou signalé\u00a0:\n\n```text\n{regle.exemple_refuse}\n```",
        f"Accepté\u00a0:\n\n```text\n{regle.exemple_accepte}\n```",
    ]
    if regle.officiel:
        morceaux.append(f"Phrase de l’opérateur\u00a0: `{regle.officiel}`")
    if regle.cvc:
        morceaux.append(f"Vérificateur de schéma\u00a0: `{regle.cvc}`")
    morceaux.append(f"Depuis la version {regle.depuis}.")
    return "\n\n".join(morceaux) + "\n"


def _cite(message: str) -> str:
    return f"«\u00a0{_echapper(message)}\u00a0»"


def _echapper(texte: str) -> str:
    """Keep Markdown from reading tags, and MyST from reading roles."""
    return texte.replace("<", "\\<").replace("{", "\\{")
