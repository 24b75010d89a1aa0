"""Applications, middleware, templates, language."""

from __future__ import annotations

from accrochage.portail.config.settings.environnement import DEMO, ENVIRONNEMENT

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django.contrib.humanize",
    "django_htmx",
    "django_bootstrap5",
    # Before the applications whose templates it replaces.
    "accrochage.portail.design",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "accrochage.portail.reglages",
    "accrochage.portail.courriels",
    "accrochage.portail.journal",
    "accrochage.portail.comptes",
    "accrochage.portail.organismes",
    "accrochage.portail.referentiel",
    "accrochage.portail.registre",
    "accrochage.portail.passages",
    "accrochage.portail.depots",
    "accrochage.portail.operations",
    # Pages have no models: they are listed for their templates.
    "accrochage.portail.web.public",
    "accrochage.portail.web.demande",
    "accrochage.portail.web.depot",
    "accrochage.portail.web.suivi",
    "accrochage.portail.web.aide",
    "accrochage.portail.web.inscription",
    "accrochage.portail.web.gestion",
    "accrochage.portail.web.mandats",
    "accrochage.portail.web.conditions",
    "accrochage.portail.web.certifications",
    "accrochage.portail.web.connexion",
    "accrochage.portail.web.profil",
    "accrochage.portail.web.invitation",
    "accrochage.portail.web.organisation",
    "accrochage.portail.web.journal",
]
if DEMO or ENVIRONNEMENT == "test":
    INSTALLED_APPS.append("accrochage.portail.demo")

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accrochage.portail.comptes.middleware.SessionsMiddleware",
    "accrochage.portail.web.acces.CompteCourantMiddleware",
    "accrochage.portail.web.acces.AccesMiddleware",
    "accrochage.portail.web.onglets.CompteDeLaPageMiddleware",
    "accrochage.portail.web.reprise.RepriseMiddleware",
]
ROOT_URLCONF = "accrochage.portail.config.urls"
WSGI_APPLICATION = "accrochage.portail.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.csp",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "accrochage.portail.config.contexte.environnement",
            ]
        },
    }
]
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
