"""Addresses of the person's own pages."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.profil import adresse, views

app_name = "profil"
urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("modifier/", views.modifier, name="modifier"),
    path("connexions/", views.connexions, name="connexions"),
    path("sessions/<int:pk>/fermer/", views.fermer_session, name="fermer_session"),
    path("appareils/<int:pk>/oublier/", views.oublier_appareil, name="oublier_appareil"),
    path("comptes/<int:pk>/quitter/", views.quitter_compte, name="quitter_compte"),
    path("adresse/", adresse.changer, name="changer_adresse"),
    path("adresse/annuler/", adresse.annuler, name="annuler_adresse"),
    path("adresse/<str:jeton>/", adresse.confirmer, name="confirmer_adresse"),
]
