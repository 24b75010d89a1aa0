"""Logs: structured, on standard error, without personal data."""

from __future__ import annotations

from accrochage.portail.config.env import env
from accrochage.portail.config.settings.environnement import PRODUCTION

JOURNAUX_NIVEAU = env.texte("JOURNAUX_NIVEAU", "INFO", choix=("DEBUG", "INFO", "WARNING", "ERROR"))
JOURNAUX_FORMAT = env.texte("JOURNAUX_FORMAT", "json" if PRODUCTION else "texte", choix=("json", "texte"))
# Called by Django with LOGGING; configures structlog and the standard library together.
LOGGING_CONFIG = "accrochage.portail.config.journaux.configurer"
LOGGING = {
    "niveau": JOURNAUX_NIVEAU,
    "format": JOURNAUX_FORMAT,
    "production": "oui" if PRODUCTION else "non",
}
