"""Addresses of the answer to an invitation."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.invitation import views

app_name = "invitation"
urlpatterns = [
    path("<str:jeton>/ouvrir/", views.ouvrir, name="ouvrir"),
    path("repondre/", views.repondre, name="repondre"),
    path("rejoindre/", views.rejoindre, name="rejoindre"),
    path("terminee/", views.terminee, name="terminee"),
]
