"""Logins, passwords, sessions: Django's settings and allauth's."""

from __future__ import annotations

from accrochage.portail.config.env import env
from accrochage.portail.config.settings.environnement import PRODUCTION

AUTH_USER_MODEL = "comptes.Utilisateur"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
    {"NAME": "accrochage.portail.comptes.validateurs.LoinDeLaPersonne"},
    {"NAME": "accrochage.portail.comptes.validateurs.PasTropSimple"},
]
PASSWORD_RESET_TIMEOUT = 24 * 3600

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "public:tableau_de_bord"
LOGIN_REDIRECT_URL_GESTIONNAIRE = "gestion:accueil"
LOGOUT_REDIRECT_URL = "/"

# A working day; the session also ends with the browser.
SESSION_COOKIE_AGE = 10 * 3600
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

ACCOUNT_ADAPTER = "accrochage.portail.comptes.adaptateur.Adaptateur"
ACCOUNT_FORMS = {
    "login": "accrochage.portail.comptes.formulaires.ConnexionForm",
    "reset_password": "accrochage.portail.comptes.formulaires.MotDePasseOublieForm",
    "reset_password_from_key": "accrochage.portail.comptes.formulaires.NouveauMotDePasseForm",
    "change_password": "accrochage.portail.comptes.formulaires.ChangerMotDePasseForm",
    "reauthenticate": "accrochage.portail.comptes.formulaires.ConfirmerForm",
}
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "identifiant"
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*"]
# Several logins may share an address; each address is confirmed before its login exists.
ACCOUNT_UNIQUE_EMAIL = False
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
# Logins tried from one network address in five minutes, right or wrong: whole offices share one.
CONNEXION_ESSAIS_PAR_RESEAU = env.entier("CONNEXION_ESSAIS_PAR_RESEAU", 60, minimum=10, maximum=10000)
ACCOUNT_RATE_LIMITS = {
    "login": f"{CONNEXION_ESSAIS_PAR_RESEAU}/5m/ip",
    "login_failed": "5/5m/key,30/5m/ip",
    "reset_password": "20/h/ip,5/h/key",
    "reset_password_from_key": "20/5m/ip",
    "change_password": "5/5m/user",
    "reauthenticate": "10/m/user",
    "identifiant_oublie": "10/h/ip",
    "debloquer": "10/h/ip",
}
# Sensitive acts ask the password or the second factor again after that many seconds.
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300

# Failures within 24 hours that lock a login until its owner follows a mailed link.
CONNEXION_ECHECS_MAX = env.entier("CONNEXION_ECHECS_MAX", 10, minimum=5, maximum=100)

MFA_ADAPTER = "accrochage.portail.comptes.second_facteur.AdaptateurSecondFacteur"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_FORMS = {
    "authenticate": "accrochage.portail.comptes.codes.CodeForm",
    "reauthenticate": "accrochage.portail.comptes.codes.ConfirmationForm",
    "activate_totp": "accrochage.portail.comptes.codes.ActiverForm",
    "add_webauthn": "accrochage.portail.comptes.codes.CleForm",
    "edit_webauthn": "accrochage.portail.comptes.codes.NomDeCleForm",
}
# Chromium takes passkeys on http://localhost; anything else needs https.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not PRODUCTION

# Months without a login before a member is told, then suspended 30 days later; 0: never.
DEMANDES_PAR_RESEAU = env.entier("DEMANDES_PAR_RESEAU", 20, minimum=1, maximum=1000)
ANNUAIRE = env.texte("ANNUAIRE", "aucun", choix=("aucun", "sirene"))
UTILISATEURS_DORMANCE_MOIS = env.entier("UTILISATEURS_DORMANCE_MOIS", 12, maximum=120)

USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
