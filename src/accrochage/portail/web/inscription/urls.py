"""Addresses of the registration. Only the mailed link holds a secret, and it leaves the bar at once."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.inscription import depart, views

app_name = "inscription"
urlpatterns = [
    path("", views.identifiants, name="identifiants"),
    path("vous/", views.personne, name="personne"),
    path("avec-mon-identifiant/", views.ouvrir, name="ouvrir"),
    path("courriel-envoye/", views.envoye, name="envoye"),
    path("confirmer/<str:jeton>/", views.confirmer, name="confirmer"),
    path("mot-de-passe/", views.mot_de_passe, name="mot_de_passe"),
    path("terminee/", views.terminee, name="terminee"),
    path("depart/", depart.demander, name="depart"),
    path("depart/courriel-envoye/", depart.envoye, name="depart_envoye"),
    path("depart/lien/<str:jeton>/", depart.lien, name="depart_lien"),
    path("depart/confirmer/", depart.confirmer, name="depart_confirmer"),
    path("depart/recu/", depart.recu, name="depart_recu"),
]
