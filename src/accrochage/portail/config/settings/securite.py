"""Keys, hosts, cookies, headers."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils.csp import CSP

from accrochage.portail.config import cles
from accrochage.portail.config.env import env
from accrochage.portail.config.settings.environnement import DOSSIER_VAR, ENVIRONNEMENT, PRODUCTION

_locales = cles.lire(DOSSIER_VAR) if ENVIRONNEMENT in {"demo", "developpement"} else {}
_lecteur = env.avec_defauts(_locales)

SECRET_KEY = _lecteur.texte("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.liste("SECRET_KEY_ANCIENNES")
# Identifier → key. The first one encrypts; the others only decrypt what was written before.
CLES_CHIFFREMENT = _lecteur.cles("CLE_CHIFFREMENT")
CLE_EMPREINTE = _lecteur.cle("CLE_EMPREINTE")

PORT = env.entier("PORT", 8000, minimum=1, maximum=65535)
# Mailed links start with it; they never trust the Host header of a request.
URL_PORTAIL = env.url("URL_PORTAIL", None if PRODUCTION else f"http://localhost:{PORT}")
ALLOWED_HOSTS = env.liste("HOTES", [urlsplit(URL_PORTAIL).hostname or "", "localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS = [URL_PORTAIL]

# How many proxies of ours stand in front: their headers tell the client's address and TLS.
MANDATAIRES = env.entier("MANDATAIRES", 1 if PRODUCTION else 0, maximum=5)
ALLAUTH_TRUSTED_PROXY_COUNT = MANDATAIRES
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if MANDATAIRES else None
SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^sante$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if PRODUCTION else 0
# Other sites of the same domain are not ours to decide for.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_SECURE = PRODUCTION
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "__Host-session" if PRODUCTION else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if PRODUCTION else "csrf"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF, CSP.NONCE],
    "style-src": [CSP.SELF, CSP.NONCE],
    # Bootstrap draws its arrows and ticks as data: images in its style sheet.
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "manifest-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
    "object-src": [CSP.NONE],
}
