"""Addresses of the deposits. A deposit is named by its number, which people can quote."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.suivi import telechargements, views

app_name = "suivi"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<int:numero>/", views.depot, name="depot"),
    path("<int:numero>/progression/", views.progression, name="progression"),
    path("<int:numero>/annuler/", views.annuler, name="annuler"),
    path("<int:numero>/constats/<str:code>/", views.constats, name="constats"),
    path("<int:numero>/fichier", telechargements.fichier, name="fichier"),
    path("<int:numero>/accuse-de-reception", telechargements.accuse_reception, name="accuse_reception"),
    path("<int:numero>/accuse-de-traitement", telechargements.accuse_traitement, name="accuse_traitement"),
    path("<int:numero>/constats.csv", telechargements.constats_csv, name="constats_csv"),
]
