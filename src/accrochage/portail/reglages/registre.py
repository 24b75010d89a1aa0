"""The settings that may be changed on the pages: their words, their bounds, and their value now."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings

from accrochage.portail.reglages.models import Reglage


@dataclass(frozen=True, slots=True)
class Entree:
    """One setting: ``cle`` is the name of the environment's setting that gives its default."""

    cle: str
    libelle: str
    aide: str
    minimum: int
    maximum: int

    @property
    def defaut(self) -> int:
        """The environment's value."""
        return int(getattr(settings, self.cle))


ENTREES = {
    entree.cle: entree
    for entree in (
        Entree(
            "COURRIELS_CONSERVATION_JOURS",
            "Conservation des courriels envoyés, en jours",
            "Au-delà, le portail oublie à qui il a écrit, et sur quoi.",
            1,
            3650,
        ),
        Entree(
            "PIECES_JOURS",
            "Conservation des pièces jointes, en jours",
            "Au-delà, les pièces des départs traités sont effacées.",
            1,
            3650,
        ),
        Entree(
            "UTILISATEURS_DORMANCE_MOIS",
            "Mois sans connexion avant suspension",
            "La personne est prévenue, puis suspendue trente jours plus tard. 0 : jamais.",
            0,
            120,
        ),
        Entree(
            "DEMANDES_PAR_RESEAU",
            "Demandes et questions par jour et par réseau",
            "Au-delà, le formulaire public répond de réessayer le lendemain.",
            1,
            1000,
        ),
    )
}


def entier(cle: str) -> int:
    """Value of a setting now: the one given on the pages, else the environment's. One query."""
    change = Reglage.objects.filter(cle=cle).values_list("valeur", flat=True).first()
    return ENTREES[cle].defaut if change is None else change
