"""Uploads, stored files, static files."""

from __future__ import annotations

from typing import Any

from accrochage.portail.config.env import env
from accrochage.portail.config.settings.environnement import DEBUG, DOSSIER_VAR, ENVIRONNEMENT

# Uploads always go to disk as they come: memory must not grow with what people send.
FILE_UPLOAD_HANDLERS = [
    "accrochage.portail.web.depot.televersement.Plafond",
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


def _depots() -> dict[str, Any]:
    """Where deposited files and reports go: a folder, or a bucket shared by several machines."""
    if env.texte("DEPOTS_STOCKAGE", "dossier", choix=("dossier", "s3")) == "dossier":
        dossier = env.chemin("DEPOTS_DOSSIER", str(DOSSIER_VAR / "depots"))
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(dossier), "base_url": None, "file_permissions_mode": 0o600},
        }
    return {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.texte("DEPOTS_S3_SEAU"),
            "endpoint_url": env.url("DEPOTS_S3_ADRESSE"),
            "region_name": env.texte("DEPOTS_S3_REGION", "") or None,
            "access_key": env.texte("DEPOTS_S3_CLE"),
            "secret_key": env.texte("DEPOTS_S3_SECRET"),
            "default_acl": "private",
            "file_overwrite": False,
        },
    }


STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(DOSSIER_VAR / "fichiers"), "base_url": None},
    },
    "depots": _depots(),
    "staticfiles": {"BACKEND": _STATIQUES},
}
