"""Loading of the demonstration, step by step, each one once."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings

from accrochage.portail.demo import personnages, referentiel, registre
from accrochage.portail.demo.echantillons import production

type Dire = Callable[[str], object]


class DemonstrationRefusee(Exception):  # noqa: N818 - it names what happened
    """The demonstration has known passwords: only ``ENVIRONNEMENT=demo`` may load it."""


def charger(*, dire: Dire) -> None:
    """Load what is missing; a second call changes nothing. Raises :class:`DemonstrationRefusee`."""
    if not settings.DEMO:
        raise DemonstrationRefusee("les données de démonstration ne se chargent qu’avec ENVIRONNEMENT=demo")
    dossier = settings.DOSSIER_VAR / "demo"
    dossier.mkdir(mode=0o755, parents=True, exist_ok=True)
    distribution = personnages.charger()
    referentiel.charger(dossier / "referentiel.csv")
    if not registre.complet():
        dire("Données de démonstration : registre de 200 000 personnes fictives…")
        registre.charger()
    production.ecrire(dossier / "echantillons", distribution)
    (dossier / "identifiants.txt").write_text(personnages.aide_memoire(distribution), encoding="utf-8")
    dire("Données de démonstration en place.")
