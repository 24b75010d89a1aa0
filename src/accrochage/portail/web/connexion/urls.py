"""The pages of allauth that the portal has. Their names are allauth's: it reverses them itself."""

from __future__ import annotations

from allauth.account import views
from django.urls import path, re_path

from accrochage.portail.web.acces import Acces, acces

urlpatterns = [
    path("connexion/", acces(Acces.PUBLIC, ecrit=True)(views.login), name="account_login"),
    path("deconnexion/", acces(Acces.PUBLIC, ecrit=True)(views.logout), name="account_logout"),
    path("inactif/", acces(Acces.PUBLIC)(views.account_inactive), name="account_inactive"),
    path(
        "mot-de-passe/",
        acces(Acces.CONNECTE, ecrit=True)(views.password_change),
        name="account_change_password",
    ),
    path(
        "mot-de-passe/oublie/",
        acces(Acces.PUBLIC, ecrit=True)(views.password_reset),
        name="account_reset_password",
    ),
    path(
        "mot-de-passe/oublie/envoye/",
        acces(Acces.PUBLIC)(views.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^mot-de-passe/choisir/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,80})/$",
        acces(Acces.PUBLIC, ecrit=True)(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/choisi/",
        acces(Acces.PUBLIC)(views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
]
