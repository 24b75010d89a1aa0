"""Addresses of the deposit."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.depot import views

app_name = "depot"
urlpatterns = [
    path("", views.transmettre, name="transmettre"),
]
