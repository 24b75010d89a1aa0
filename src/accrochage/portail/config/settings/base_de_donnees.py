"""The database, its connections, and the cache that lives in it."""

from __future__ import annotations

from typing import Any

from psycopg import Error
from psycopg.conninfo import conninfo_to_dict

from accrochage.portail.config import embarquee
from accrochage.portail.config.env import ConfigurationRefusee, env
from accrochage.portail.config.settings.environnement import DOSSIER_VAR, ENVIRONNEMENT

WEB_PROCESSUS = env.entier("WEB_PROCESSUS", 1, minimum=1, maximum=64)
WEB_FILS = env.entier("WEB_FILS", 8, minimum=1, maximum=128)
# One connection a thread at most, and one to spare; each process has its own pool.
BASE_CONNEXIONS = env.entier("BASE_CONNEXIONS", WEB_FILS + 1, minimum=2, maximum=500)


def _connexion(url: str) -> dict[str, Any]:
    """Django's settings for a ``postgresql://`` URL (or a libpq connection string).

    Raises :class:`ConfigurationRefusee` without quoting the value, which holds a password.
    """
    try:
        parties = {cle: str(valeur) for cle, valeur in conninfo_to_dict(url).items()}
    except Error:
        raise ConfigurationRefusee(
            "DATABASE_URL : postgresql://utilisateur:secret@hote:5432/base est attendu"
        ) from None
    if not parties.get("dbname"):
        raise ConfigurationRefusee("DATABASE_URL : le nom de la base manque")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parties.pop("dbname"),
        "USER": parties.pop("user", ""),
        "PASSWORD": parties.pop("password", ""),
        "HOST": parties.pop("host", ""),
        "PORT": parties.pop("port", ""),
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"application_name": "accrochage", **parties, **_reserve()},
    }


def _reserve() -> dict[str, Any]:
    if ENVIRONNEMENT == "test":  # test databases are dropped, which open pools would hinder
        return {}
    return {"pool": {"min_size": 1, "max_size": BASE_CONNEXIONS, "timeout": 15}}


# Production has a server of its own: the embedded one trusts its socket and nobody saves it.
EMBARQUEE = ENVIRONNEMENT in {"demo", "developpement"} and not env.presente("DATABASE_URL")
URL_BASE = embarquee.url(DOSSIER_VAR) if EMBARQUEE else env.texte("DATABASE_URL")
DATABASES = {"default": _connexion(URL_BASE)}

# In the database, so that limits on attempts hold for all processes and machines together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_portail",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
