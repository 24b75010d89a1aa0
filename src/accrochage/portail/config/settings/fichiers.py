"""Uploads, stored files, static files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from accrochage.portail.config.env import env
from accrochage.portail.config.settings.environnement import DEBUG, DOSSIER_VAR, ENVIRONNEMENT

# Uploads always go to disk as they come: memory must not grow with what people send.
FILE_UPLOAD_HANDLERS = [
    "accrochage.portail.web.televersement.Plafond",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]
FILE_UPLOAD_TEMP_DIR = None if ENVIRONNEMENT == "test" else str(DOSSIER_VAR / "televersements")
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300
DATA_UPLOAD_MAX_NUMBER_FILES = 2

STATIC_URL = "/static/"
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "accrochage.portail.design.finders.BootstrapFinder",
]
STATIC_ROOT = None if ENVIRONNEMENT == "test" else DOSSIER_VAR / "statiques"
WHITENOISE_USE_FINDERS = DEBUG or ENVIRONNEMENT == "test"
WHITENOISE_AUTOREFRESH = DEBUG
# Names carry a hash of the content, so browsers may keep them; plain in tests, which collect nothing.
_STATIQUES = (
    "django.contrib.staticfiles.storage.StaticFilesStorage"
    if DEBUG or ENVIRONNEMENT == "test"
    else "whitenoise.storage.CompressedManifestStaticFilesStorage"
)


def _a_part(dossier: Path, prefixe: str) -> dict[str, Any]:
    """Where files that only services read go: a folder, or ``prefixe`` in a bucket all machines share."""
    if env.texte("DEPOTS_STOCKAGE", "dossier", choix=("dossier", "s3")) == "dossier":
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(dossier), "base_url": None, "file_permissions_mode": 0o600},
        }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.texte("DEPOTS_S3_SEAU"),
            "location": prefixe,
            "endpoint_url": env.url("DEPOTS_S3_ADRESSE"),
            "region_name": env.texte("DEPOTS_S3_REGION", "") or None,
            "access_key": env.texte("DEPOTS_S3_CLE"),
            "secret_key": env.texte("DEPOTS_S3_SECRET"),
            "default_acl": "private",
            "file_overwrite": False,
        },
    }


# The proofs that people attach to a request: bytes, and days kept once it is decided.
PIECE_TAILLE_MAX = 5_000_000
PIECES_JOURS = env.entier("PIECES_JOURS", 365, minimum=1, maximum=3650)

STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DOSSIER_VAR / "fichiers"), "base_url": None},
    },
    "depots": _a_part(env.chemin("DEPOTS_DOSSIER", str(DOSSIER_VAR / "depots")), ""),
    "pieces": _a_part(env.chemin("PIECES_DOSSIER", str(DOSSIER_VAR / "pieces")), "pieces"),
    "staticfiles": {"BACKEND": _STATIQUES},
}
