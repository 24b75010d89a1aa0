"""The *annuaire*: what is publicly known of a SIRET. A port; none by default (setting ``ANNUAIRE``)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings

AUCUN = "aucun"
SIRENE = "sirene"
CHOIX = (AUCUN, SIRENE)


@dataclass(frozen=True, slots=True)
class Fiche:
    """One establishment: name (may be empty), whether it is open, where it is (may be empty)."""

    siret: str
    denomination: str
    actif: bool
    adresse: str = ""
    code_postal: str = ""
    commune: str = ""


class Annuaire(Protocol):
    """Finds an establishment by its SIRET (14 digits)."""

    def chercher(self, siret: str) -> Fiche | None:
        """What is known of it; None when it is not in the annuaire."""
        ...


class SansAnnuaire:
    """No annuaire: nothing is known, nothing is refused."""

    def chercher(self, siret: str) -> Fiche | None:  # noqa: ARG002 - the port's signature
        """None, always."""
        return None


def configure() -> Annuaire:
    """Return the annuaire that the settings name."""
    if settings.ANNUAIRE == SIRENE:
        from accrochage.portail.organismes.annuaire.sirene import AnnuaireSirene  # noqa: PLC0415 - models

        return AnnuaireSirene()
    return SansAnnuaire()
