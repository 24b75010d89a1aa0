"""Fill the register with invented persons: demonstrations, tests, benchmarks."""

from __future__ import annotations

from collections.abc import Iterator

from accrochage.flux.reference import TypeCommune, communes
from accrochage.matching.synthese import Generateur, PersonneSynthetique
from accrochage.portail.registre.chargement import Bilan, Progres, charger

GRAINE = 20_260_301


def personnes(nombre: int, *, graine: int = GRAINE) -> Iterator[PersonneSynthetique]:
    """The first ``nombre`` persons of a seed, always the same."""
    # Births of Paris, Lyon and Marseille are recorded by borough.
    divisees = {c.rattachement for c in communes() if c.type is TypeCommune.ARRONDISSEMENT}
    poids = [(c.code, c.population) for c in communes() if c.population and c.code not in divisees]
    return Generateur(graine, poids).personnes(nombre)


def generer(nombre: int, *, graine: int = GRAINE, progres: Progres | None = None) -> Bilan:
    """Load ``nombre`` invented persons. Running it again changes nothing."""
    return charger((p.ligne() for p in personnes(nombre, graine=graine)), progres=progres)
