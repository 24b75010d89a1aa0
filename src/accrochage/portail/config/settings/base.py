"""First, plain settings; split by theme as they grow."""

from __future__ import annotations

import os
from pathlib import Path

from accrochage.portail.config.settings.comptes import *  # noqa: F403 - settings are a namespace
from accrochage.portail.config.settings.courriels import *  # noqa: F403 - same

RACINE = Path(os.environ.get("ACCROCHAGE_VAR", "var")).resolve()

SECRET_KEY = os.environ.get("SECRET_KEY", "developpement-seulement-" + "x" * 40)
DEBUG = False
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", "testserver"]
ROOT_URLCONF = "accrochage.portail.config.urls"
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_htmx",
    "django_bootstrap5",
    "allauth",
    "allauth.account",
    "procrastinate.contrib.django",
    "accrochage.portail.courriels",
    "accrochage.portail.journal",
    "accrochage.portail.comptes",
    "accrochage.portail.organismes",
    "accrochage.portail.referentiel",
    "accrochage.portail.registre",
    "accrochage.portail.passages",
    "accrochage.portail.depots",
    "accrochage.portail.operations",
    "accrochage.portail.demo",
    "accrochage.portail.design",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accrochage.portail.web.acces.CompteCourantMiddleware",
    "accrochage.portail.web.acces.AccesMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
STATIC_URL = "/static/"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": os.environ.get("PGDATABASE", "postgres"),
        "HOST": os.environ.get("PGHOST", ""),
        "USER": os.environ.get("PGUSER", "postgres"),
        "PASSWORD": os.environ.get("PGPASSWORD", ""),
        "PORT": os.environ.get("PGPORT", ""),
    }
}
