"""The entries of the journal as people read them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from accrochage.portail.depots.models import Depot
from accrochage.portail.journal import libelles
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.models import Compte
from accrochage.portail.organismes.noms import Noms

TUS = frozenset({"numero", "sha256", "reseau"})
"""Details that a page leaves out: said elsewhere on the line, or of use to nobody there."""
LONGUEUR = 160
REFERENCE = re.compile(r"[a-z]+:[0-9]+")


@dataclass(frozen=True, slots=True)
class Ligne:
    """One entry: all is text for people, but the date."""

    entree: Entree
    acteur: str
    acte: str
    objet: str
    objet_url: str
    compte: str
    details: str
    tous_details: str

    @property
    def refusee(self) -> bool:
        """The act was refused."""
        return self.entree.resultat == Entree.Resultat.REFUS


def lignes(entrees: Iterable[Entree], noms: Noms, compte: Compte | None = None) -> list[Ligne]:
    """Read some entries with a few queries in all; deposits of ``compte`` are linked."""
    lues = list(entrees)
    references = {r for e in lues for r in _citees(e)}
    connus = noms.pour(references)
    depots = _depots(references, compte)
    return [_ligne(entree, connus, depots) for entree in lues]


def _ligne(entree: Entree, noms: dict[str, str], depots: dict[str, int]) -> Ligne:
    numero = depots.get(entree.objet)
    return Ligne(
        entree=entree,
        acteur=noms.get(entree.acteur, entree.acteur),
        acte=libelles.acte(entree.action),
        objet=_objet(entree, noms, numero),
        objet_url=reverse("suivi:depot", args=[numero]) if numero else "",
        compte=noms.get(entree.compte, "") if entree.compte else "",
        details=en_mots({c: v for c, v in entree.details.items() if c not in TUS}, noms)[:LONGUEUR],
        tous_details=en_mots(entree.details, noms),
    )


def _objet(entree: Entree, noms: dict[str, str], numero: int | None) -> str:
    if not entree.objet:
        return ""
    if entree.objet in noms:
        return noms[entree.objet]
    genre, _, cle = entree.objet.partition(":")
    if genre == "depot":
        cle = str(numero or entree.details.get("numero") or cle[:8])
    nom = libelles.OBJETS.get(genre)
    return f"{nom} nº\u00a0{cle}" if nom else entree.objet


def en_mots(details: dict[str, Any], noms: dict[str, str]) -> str:
    """``clé : valeur``, separated by commas; codes and references in words."""
    # The database forgets in which order they were given.
    ordonnes = sorted(details.items(), key=lambda detail: detail[0] != "avant")
    return ", ".join(
        f"{libelles.DETAILS.get(cle, cle)}\u00a0: {_valeur(valeur, noms)}" for cle, valeur in ordonnes
    )


def _valeur(valeur: Any, noms: dict[str, str]) -> str:
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, list):
        return " et ".join(_valeur(v, noms) for v in valeur)
    if not valeur:
        return "0" if valeur == 0 else "–"
    return libelles.VALEURS.get(str(valeur)) or noms.get(str(valeur)) or str(valeur)


def _citees(entree: Entree) -> set[str]:
    """References that an entry holds, in its details too."""
    dites = {v for v in entree.details.values() if isinstance(v, str) and REFERENCE.fullmatch(v)}
    return {entree.acteur, entree.objet, entree.compte} | dites


def _depots(references: set[str], compte: Compte | None) -> dict[str, int]:
    """Numbers of the deposits that this account may open."""
    cles = [r.removeprefix("depot:") for r in references if r.startswith("depot:")]
    if compte is None or not cles:
        return {}
    trouves = Depot.objects.visible_to(compte).filter(pk__in=cles).values_list("pk", "numero")
    return {f"depot:{pk}": numero for pk, numero in trouves}
