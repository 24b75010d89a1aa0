"""Process one deposit in a process of its own, on the test database: something to kill.

``python ouvrier.py SOCKET BASE DOSSIER DEPOT``
"""

from __future__ import annotations

import sys
import uuid
from pathlib import Path


def main() -> None:
    prise, base, dossier, depot = sys.argv[1:]
    import django
    from django.conf import settings

    django.setup()
    settings.DATABASES["default"].update(HOST=prise, NAME=base)
    settings.DOSSIER_VAR = Path(dossier)
    settings.STORAGES["depots"]["OPTIONS"] = {"location": f"{dossier}/depots", "base_url": None}
    from accrochage.portail.depots import traitement

    traitement.LOT = 5  # many batches, so that a kill falls between two of them
    sys.stdout.write("pret\n")
    sys.stdout.flush()
    traitement.traiter(uuid.UUID(depot))


if __name__ == "__main__":
    main()
