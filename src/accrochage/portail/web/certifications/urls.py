"""Addresses of the référentiel."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.certifications import views

app_name = "certifications"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("<str:code>/", views.fiche, name="fiche"),
]
