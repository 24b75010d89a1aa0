"""Addresses of the account's journal."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.journal import views

app_name = "journal"
urlpatterns = [
    path("", views.liste, name="liste"),
    path("journal.csv", views.telecharger, name="csv"),
]
