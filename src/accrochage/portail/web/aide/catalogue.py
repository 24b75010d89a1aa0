"""The rules of control as the help shows them, read from the catalogue of the format."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from accrochage.flux.catalogue import REGLES
from accrochage.flux.findings import Famille, Regle, Severite
from accrochage.portail.web.aide.textes import plier

FAMILLES = {
    Famille.FICHIER: "Le fichier",
    Famille.HABILITATION: "Les droits",
    Famille.CERTIFICATION: "La certification",
    Famille.PASSAGE: "Le passage",
    Famille.TITULAIRE: "Le titulaire",
}
EFFETS = {
    Severite.BLOQUANT: "Le fichier entier est rejeté : rien n’est enregistré.",
    Severite.REJET: "Le passage est refusé ; les autres sont traités.",
    Severite.AVERTISSEMENT: "Rien n’est refusé, mais cela mérite un regard.",
}


@dataclass(frozen=True, slots=True)
class GroupeRegles:
    """Rules of one family, in the catalogue's order."""

    famille: Famille
    titre: str
    regles: list[Regle]


def chercher(texte: str, famille: str) -> list[GroupeRegles]:
    """Rules whose code, title, messages or explanation hold every word, by family."""
    mots = plier(texte).split()
    trouvees = [
        regle
        for regle in REGLES.values()
        if famille in {"", regle.famille.value} and all(mot in _index(regle) for mot in mots)
    ]
    return list(_par_famille(trouvees))


def _index(regle: Regle) -> str:
    textes = (regle.code, regle.titre, regle.message, regle.explication, regle.remede)
    return plier(" ".join((*textes, regle.officiel or "", regle.cvc or "")))


def _par_famille(regles: Iterable[Regle]) -> Iterable[GroupeRegles]:
    listes: dict[Famille, list[Regle]] = {famille: [] for famille in FAMILLES}
    for regle in regles:
        listes[regle.famille].append(regle)
    return (GroupeRegles(f, FAMILLES[f], liste) for f, liste in listes.items() if liste)
