"""Keys of a demonstration or a development, drawn once and kept under ``DOSSIER_VAR``.

Production has its keys in its environment and never comes here.
"""

from __future__ import annotations

import base64
import json
import os
import secrets
from pathlib import Path

NOM = "cles.json"


def lire(dossier: Path) -> dict[str, str]:
    """Variables kept in ``dossier``; empty before :func:`assurer` has run there."""
    fichier = dossier / NOM
    if not fichier.exists():
        return {}
    lues: dict[str, str] = json.loads(fichier.read_text(encoding="utf-8"))
    return lues


def assurer(dossier: Path) -> None:
    """Draw the keys if they are not there yet; only their owner may read the file."""
    if (dossier / NOM).exists():
        return
    dossier.mkdir(parents=True, exist_ok=True)
    valeurs = {
        "SECRET_KEY": secrets.token_urlsafe(64),
        "CLE_CHIFFREMENT": f"a:{_cle()}",
        "CLE_EMPREINTE": _cle(),
    }
    provisoire = dossier / f".{NOM}.{os.getpid()}"
    descripteur = os.open(provisoire, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descripteur, "w", encoding="utf-8") as sortie:
        json.dump(valeurs, sortie)
    try:
        os.link(provisoire, dossier / NOM)  # the first of two that start at once wins
    except FileExistsError:
        pass
    finally:
        provisoire.unlink()


def _cle() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
