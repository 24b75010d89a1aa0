"""Addresses of the request to be known."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.demande import certifications, suivi, views

app_name = "demande"
urlpatterns = [
    path("", views.commencer, name="commencer"),
    path("organisme/", views.organisme, name="organisme"),
    path("contact/", views.contact, name="contact"),
    path("certifications/", certifications.certifications, name="certifications"),
    path("deposants/", views.deposants, name="deposants"),
    path("resume/", views.resume, name="resume"),
    path("envoye/", views.envoye, name="envoye"),
    path("lien/<str:jeton>/", views.lien, name="lien"),
    path("confirmer/", views.confirmer, name="confirmer"),
    path("suivre/", suivi.suivre, name="suivre"),
    path("ma-demande/", suivi.ma_demande, name="ma_demande"),
]
