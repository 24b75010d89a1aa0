"""Addresses of the conditions of use."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.conditions import views

app_name = "conditions"
urlpatterns = [
    path("", views.lire, name="lire"),
    path("accepter/", views.accepter, name="accepter"),
]
