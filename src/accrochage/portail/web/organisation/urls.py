"""Addresses of the account's pages."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.organisation import (
    comptes,
    coordonnees,
    departs,
    invitations,
    mandats,
    membres,
    second_facteur,
    views,
)

app_name = "organisation"
urlpatterns = [
    path("", views.compte, name="compte"),
    path("coordonnees/", coordonnees.coordonnees, name="coordonnees"),
    path("contact/<str:jeton>/", coordonnees.lien_du_contact, name="confirmer_contact"),
    path("contact/", coordonnees.contact, name="contact"),
    path("personnes/", membres.liste, name="membres"),
    path("personnes/inviter/", invitations.inviter, name="inviter"),
    path("personnes/<int:pk>/", membres.membre, name="membre"),
    path("personnes/<int:pk>/droit/", membres.changer_droit, name="changer_droit"),
    path("personnes/<int:pk>/suspendre/", membres.suspendre, name="suspendre"),
    path("personnes/<int:pk>/rouvrir/", membres.reactiver, name="reactiver"),
    path("personnes/<int:pk>/retirer/", membres.retirer, name="retirer"),
    path("personnes/<int:pk>/titulaire/", membres.transmettre, name="transmettre"),
    path("invitations/", invitations.liste, name="invitations"),
    path("invitations/<int:pk>/renvoyer/", invitations.renvoyer, name="renvoyer_invitation"),
    path("invitations/<int:pk>/annuler/", invitations.annuler, name="annuler_invitation"),
    path("mandats/", mandats.liste, name="mandats"),
    path("mandats/nouveau/", mandats.donner, name="donner_mandat"),
    path("mandats/<int:pk>/", mandats.mandat, name="mandat"),
    path("mandats/<int:pk>/modifier/", mandats.modifier, name="modifier_mandat"),
    path("mandats/<int:pk>/revoquer/", mandats.revoquer, name="revoquer_mandat"),
    path("second-facteur/perdu/<int:pk>/", second_facteur.decider, name="decider_second_facteur"),
    path("second-facteur/", membres.second_facteur, name="second_facteur"),
    path("departs/<int:pk>/toujours-la/", departs.contester, name="contester_depart"),
    path("comptes/", comptes.liste, name="comptes"),
    path("changer-de-compte/", views.changer_de_compte, name="changer_de_compte"),
]
