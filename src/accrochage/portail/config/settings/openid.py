"""Login through an OpenID Connect provider (ProConnect's shape). Off without ``OPENID_URL``."""

from __future__ import annotations

from typing import cast
from urllib.parse import urlsplit

from accrochage.portail.config.env import env
from accrochage.portail.config.settings.environnement import PRODUCTION
from accrochage.portail.config.settings.securite import SECURE_CSP

OPENID_ACTIF = env.presente("OPENID_URL")
OPENID_NOM = env.texte("OPENID_NOM", "ProConnect")
OPENID_PORTEES = env.liste("OPENID_PORTEES", ["openid", "given_name", "usual_name", "email", "siret"])
# Level of assurance that is asked for (acr_values), by providers that take it.
OPENID_ACR = env.texte("OPENID_ACR", "")

SOCIALACCOUNT_ADAPTER = "accrochage.portail.web.connexion.openid.Adaptateur"
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}


def fournisseur(url: str, client: str, secret: str) -> dict[str, object]:
    """What allauth wants to know of the provider."""
    return {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "openid",
                    "name": OPENID_NOM,
                    "client_id": client,
                    "secret": secret,
                    "settings": {"server_url": url, "oauth_pkce_enabled": True, "scope": OPENID_PORTEES},
                }
            ]
        }
    }


if OPENID_ACTIF:
    _url = env.url("OPENID_URL", schemas=("https",) if PRODUCTION else ("https", "http"))
    SOCIALACCOUNT_PROVIDERS = fournisseur(_url, env.texte("OPENID_CLIENT"), env.texte("OPENID_SECRET"))
    # Browsers hold a form to this list even when it is answered by a redirection.
    cast("list[str]", SECURE_CSP["form-action"]).append("{0.scheme}://{0.netloc}".format(urlsplit(_url)))
