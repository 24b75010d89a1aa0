"""Addresses of the login through a provider. Two names are allauth's: it reverses them itself."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.organismes.services.openid import FOURNISSEUR
from accrochage.portail.web.connexion import openid, openid_sortie

_LUI = {"provider_id": FOURNISSEUR}
urlpatterns = [
    path("", openid.entrer, _LUI, name="openid_connect_login"),
    path("retour/", openid.retour, _LUI, name="openid_connect_callback"),
    path("lier/", openid.lier, name="openid_lier"),
    path("sortie/", openid_sortie.sortir, name="openid_sortie"),
    path("delier/", openid.delier, name="openid_delier"),
]
