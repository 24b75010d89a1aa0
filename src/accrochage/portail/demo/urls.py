"""Routes of the demonstration; they exist in no other environment."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("code/", views.code, name="code"),
    path("courriels/", views.courriels, name="courriels"),
    path("courriels/<int:pk>/", views.courriel, name="courriel"),
    path("courriels/<int:pk>/html", views.courriel_html, name="courriel_html"),
    path("echantillons/<slug:essai>/<str:genre>", views.echantillon, name="echantillon"),
]
