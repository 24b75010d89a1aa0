"""The engine of ``accrochage.flux`` with the portal's settings."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from accrochage.flux.controle import Controle, Tete, lire_tete
from accrochage.flux.findings import Constat, Severite
from accrochage.flux.reading import Limites


def limites() -> Limites:
    """Limits of a file, from the settings."""
    return Limites(taille_max=settings.DEPOT_TAILLE_MAX, passages_max=settings.DEPOT_PASSAGES_MAX)


def aujourdhui() -> date:
    """The day of the check, in France."""
    return timezone.localdate()


def tete(chemin: Path) -> Tete:
    """A fast look at a file: its envelope and what is wrong above the passages."""
    return lire_tete(chemin, limites=limites(), aujourdhui=aujourdhui())


def controle(chemin: Path, jour: date) -> Controle:
    """The whole check of a file, as of ``jour``."""
    return Controle(chemin, limites=limites(), aujourdhui=jour, strict=settings.SCHEMA_STRICT)


def bloque(constats: Iterable[Constat]) -> bool:
    """Whether one of the findings refuses the file."""
    return any(constat.severite is Severite.BLOQUANT for constat in constats)
