"""A worker that kills itself (SIGKILL) just before, or just after, one precise call of its processing.

``python ouvrier_mortel.py SOCKET BASE DOSSIER DEPOT avant|apres MODULE FONCTION RANG``
"""

from __future__ import annotations

import importlib
import os
import signal
import sys
import uuid
from pathlib import Path


def pieger(quand: str, module: str, fonction: str, rang: int) -> None:
    """The ``rang``-th call of this function is the last thing that this process does."""
    *objet, nom = fonction.split(".")
    cible = importlib.import_module(f"accrochage.portail.{module}")
    for partie in objet:
        cible = getattr(cible, partie)
    vraie, appels = getattr(cible, nom), []

    def mortelle(*args, **champs):
        appels.append(1)
        if len(appels) < rang:
            return vraie(*args, **champs)
        if quand == "apres":
            vraie(*args, **champs)
        return os.kill(os.getpid(), signal.SIGKILL)

    setattr(cible, nom, mortelle)


def main() -> None:
    prise, base, dossier, depot, quand, module, fonction, rang = sys.argv[1:]
    import django
    from django.conf import settings

    django.setup()
    settings.DATABASES["default"].update(HOST=prise, NAME=base)
    settings.DOSSIER_VAR = Path(dossier)
    settings.STORAGES["depots"]["OPTIONS"] = {"location": f"{dossier}/depots", "base_url": None}
    from accrochage.portail.depots import traitement

    traitement.LOT = 5
    pieger(quand, module, fonction, int(rang))
    traitement.traiter(uuid.UUID(depot))


if __name__ == "__main__":
    main()
