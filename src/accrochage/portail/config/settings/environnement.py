"""Which kind of installation this is, and where it keeps its files."""

from __future__ import annotations

from accrochage.portail.config.env import env

ENVIRONNEMENTS = ("demo", "developpement", "production", "test")
ENVIRONNEMENT = env.texte("ENVIRONNEMENT", choix=ENVIRONNEMENTS)
PRODUCTION = ENVIRONNEMENT == "production"
# The demonstration has known passwords and shows every mail: it exists nowhere else.
DEMO = ENVIRONNEMENT == "demo"
DEBUG = ENVIRONNEMENT == "developpement"
DOSSIER_VAR = env.chemin("DOSSIER_VAR", "var")
