"""Addresses of the help."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.aide import views

app_name = "aide"
urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("se-faire-connaitre/", views.page, {"nom": "se_faire_connaitre"}, name="se_faire_connaitre"),
    path("preparer/", views.page, {"nom": "preparer"}, name="preparer"),
    path("s-inscrire/", views.page, {"nom": "s_inscrire"}, name="s_inscrire"),
    path("deposer-et-suivre/", views.page, {"nom": "deposer_et_suivre"}, name="deposer_et_suivre"),
    path("regles/", views.regles, name="regles"),
    path("regles/<str:code>/", views.regle, name="regle"),
    path("dictionnaire/", views.dictionnaire, name="dictionnaire"),
    path("schemas/flux-<str:version>.xsd", views.schema, name="schema"),
]
