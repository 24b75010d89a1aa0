"""The entries of the journal as people read them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accrochage.portail.depots.models import Depot
from accrochage.portail.journal import libelles
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.noms import Noms

TUS = frozenset({"etapes", "numero", "sha256", "reseau", "taille"})
"""Details that a page leaves out: said elsewhere on the line, or of use to nobody there."""
LONGUEUR = 160
REFERENCE = re.compile(r"[a-z]+:[0-9]+")
DEPOT = re.compile(r"depot:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


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
    def longue(self) -> bool:
        """The network address is long and may be cut anywhere: IPv6."""
        return ":" in (self.entree.adresse or "")

    @property
    def refusee(self) -> bool:
        """The act was refused."""
        return self.entree.resultat == Entree.Resultat.REFUS


def lignes(
    entrees: Iterable[Entree], noms: Noms, depots: QuerySet[Depot], *, lies: bool = False
) -> list[Ligne]:
    """Read some entries with a few queries in all.

    ``depots`` are those that the reader may know by their number; ``lies`` links them to their page.
    """
    lues = list(entrees)
    references = {r for e in lues for r in _citees(e)}
    connus, numeros = noms.pour(references), _numeros(references, depots)
    return [_ligne(entree, connus, numeros, lies=lies) for entree in lues]


def _ligne(entree: Entree, noms: dict[str, str], numeros: dict[str, int], *, lies: bool) -> Ligne:
    numero = numeros.get(entree.objet)
    return Ligne(
        entree=entree,
        acteur=noms.get(entree.acteur, entree.acteur),
        acte=libelles.acte(entree.action),
        objet=_objet(entree, noms, numero),
        objet_url=reverse("suivi:depot", args=[numero]) if lies and numero else "",
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
    if isinstance(valeur, dict):
        valeur = [f"{cle} {_valeur(v, noms)}" for cle, v in valeur.items()]
    if isinstance(valeur, list):
        return " et ".join(_valeur(v, noms) for v in valeur)
    if not valeur:
        return "0" if valeur == 0 else "–"
    return libelles.VALEURS.get(str(valeur)) or noms.get(str(valeur)) or str(valeur)


def _citees(entree: Entree) -> set[str]:
    """References that an entry holds, in its details too."""
    dites = {v for v in entree.details.values() if isinstance(v, str) and REFERENCE.fullmatch(v)}
    return {entree.acteur, entree.objet, entree.compte} | dites


def _numeros(references: set[str], depots: QuerySet[Depot]) -> dict[str, int]:
    """Numbers of the deposits among the references."""
    cles = [r.removeprefix("depot:") for r in references if DEPOT.fullmatch(r)]
    trouves = depots.filter(pk__in=cles).values_list("pk", "numero") if cles else ()
    return {f"depot:{pk}": numero for pk, numero in trouves}
