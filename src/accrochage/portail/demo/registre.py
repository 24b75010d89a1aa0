"""The register of the demonstration: 200,000 invented persons, and some made to be alike."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from accrochage.matching.synthese import PersonneSynthetique
from accrochage.portail.registre.chargement import charger as charger_personnes
from accrochage.portail.registre.chargement import charger_dossiers
from accrochage.portail.registre.generation import personnes
from accrochage.portail.registre.models import Personne

NOMBRE = 200_000
DOSSIERS = 400


def _semblable(nir: str, commune: str) -> PersonneSynthetique:
    return PersonneSynthetique(
        nir=nir,
        nom_naissance="DEMONTROND",
        nom_usage="",
        prenom1="Camille",
        prenom2="",
        prenom3="",
        sexe="F",
        annee=1991,
        mois=4,
        jour=12,
        code_insee=commune,
        code_pays="",
    )


# Born the same day under the same name: the commune tells the first one from the others, whom
# nothing tells apart.
SEMBLABLES = (
    _semblable("2910433063901", "33063"),
    _semblable("2910469123902", "69123"),
    _semblable("2910469123903", "69123"),
)


@cache
def population() -> tuple[PersonneSynthetique, ...]:
    """Return everybody, always the same, in the same order."""
    return (*personnes(NOMBRE), *SEMBLABLES)


def numero_de_dossier(rang: int) -> str:
    """CPF file number of the person of this rank, for the ``DOSSIERS`` first ones."""
    return f"DEMO{rang:07d}"


def complet() -> bool:
    """Whether the register is loaded already."""
    return Personne.objects.count() >= NOMBRE


def charger() -> None:
    """Load the persons, then the training files of some of them."""
    charger_personnes(p.ligne() for p in population())
    charger_dossiers(_dossiers())


def _dossiers() -> Iterator[dict[str, str]]:
    for rang, p in enumerate(population()[:DOSSIERS]):
        yield {
            "idDossier": numero_de_dossier(rang),
            "nir": p.nir,
            "nomTitulaire": p.nom_naissance,
            "prenom1Titulaire": p.prenom1,
        }
