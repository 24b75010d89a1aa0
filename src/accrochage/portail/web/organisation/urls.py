"""Addresses of the account's pages."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.organisation import departs, views

app_name = "organisation"
urlpatterns = [
    path("", views.compte, name="compte"),
    path("profil/", views.profil, name="profil"),
    path("departs/<int:pk>/toujours-la/", departs.contester, name="contester_depart"),
    path("changer-de-compte/", views.changer_de_compte, name="changer_de_compte"),
]
