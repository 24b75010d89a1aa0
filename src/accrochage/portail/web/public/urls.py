"""Addresses of the pages for everybody, and of the dashboard."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.public import concerne, views

app_name = "public"
urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("tableau-de-bord/", views.tableau_de_bord, name="tableau_de_bord"),
    path("suis-je-concerne/", concerne.concerne, name="concerne"),
    path("accessibilite/", views.accessibilite, name="accessibilite"),
    path("mentions-legales/", views.mentions_legales, name="mentions_legales"),
    path("donnees-personnelles/", views.donnees_personnelles, name="donnees_personnelles"),
]
