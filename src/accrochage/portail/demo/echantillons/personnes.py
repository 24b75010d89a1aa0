"""Choosing in the register persons whose search must end in a known way.

The groups are made from the generator's own persons, without the code that searches: what the
samples expect is not what the search happens to answer.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from accrochage.matching.synthese import PersonneSynthetique
from accrochage.portail.demo.registre import DOSSIERS, SEMBLABLES, population

type Identite = tuple[str, str, str, int]
PREMIERE = DOSSIERS
"""The first persons have training files; samples by civil status start after them."""
PAR_SERIE = 2_000
"""How many persons found at the first pass each certificateur has for its samples."""


def _identite(p: PersonneSynthetique) -> Identite:
    return (_plat(p.nom_naissance), _plat(p.prenom1), p.sexe, p.annee)


def _plat(texte: str) -> str:
    return texte.replace("-", " ").replace("’", " ").replace("'", " ").upper()


@cache
def _groupes() -> dict[Identite, list[PersonneSynthetique]]:
    groupes: dict[Identite, list[PersonneSynthetique]] = defaultdict(list)
    for p in population():
        groupes[_identite(p)].append(p)
    return groupes


@cache
def seules() -> tuple[PersonneSynthetique, ...]:
    """Return persons whom birth name, first name, sex and year designate alone: pass 1 finds them."""
    groupes = _groupes()
    trouvees = []
    for p in population()[PREMIERE:]:
        if len(groupes[_identite(p)]) == 1:
            trouvees.append(p)
        if len(trouvees) == 2 * PAR_SERIE:
            break
    return tuple(trouvees)


@cache
def distinguees_par_le_jour() -> tuple[PersonneSynthetique, ...]:
    """Return persons with namesakes of the same year, born on another day: pass 2 finds them."""
    trouvees = []
    for groupe in _groupes().values():
        jours = [(p.mois, p.jour) for p in groupe]
        if len(groupe) > 1 and jours.count(jours[0]) == 1 and groupe[0] not in SEMBLABLES:
            trouvees.append(groupe[0])
        if len(trouvees) == 100:  # noqa: PLR2004 - far more than the samples take
            break
    return tuple(trouvees)


def jour_sans_personne(p: PersonneSynthetique) -> int:
    """Return a day of the same month on which no namesake of the year was born."""
    pris = {autre.jour for autre in _groupes()[_identite(p)] if autre.mois == p.mois}
    return next(jour for jour in range(1, 29) if jour not in pris)


def existe(nom: str, prenom: str, sexe: str, annee: int) -> bool:
    """Whether somebody of the register answers to the criteria of pass 1."""
    return (_plat(nom), _plat(prenom), sexe, annee) in _groupes()
