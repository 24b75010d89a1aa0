"""Addresses of the operator's side."""

from __future__ import annotations

from django.urls import path

from accrochage.portail.web.gestion import (
    conditions,
    demandes,
    departs,
    dormance,
    journal,
    mandats,
    modeles,
    second_facteur,
    vie,
    views,
)

app_name = "gestion"
urlpatterns = [
    path("", views.accueil, name="accueil"),
    path("organismes/", views.organismes, name="organismes"),
    path("organismes/nouveau/", views.nouvel_organisme, name="nouvel_organisme"),
    path("organismes/<int:pk>/", views.organisme, name="organisme"),
    path("organismes/<int:pk>/identifiants/", views.renvoyer_identifiants, name="renvoyer_identifiants"),
    path("organismes/<int:pk>/coordonnees/", vie.coordonnees, name="coordonnees"),
    path("organismes/<int:pk>/siret/", vie.siret, name="siret"),
    path("organismes/<int:pk>/contrats/nouveau/", vie.nouveau_contrat, name="nouveau_contrat"),
    path("organismes/<int:pk>/fermer/", vie.fermer, name="fermer"),
    path("organismes/<int:pk>/rouvrir/", vie.rouvrir, name="rouvrir"),
    path("contrats/<int:pk>/fin/", vie.fin_de_contrat, name="fin_de_contrat"),
    path("organismes/<int:pk>/mandats/nouveau/", mandats.donner, name="donner_mandat"),
    path("mandats/<int:pk>/modifier/", mandats.modifier, name="modifier_mandat"),
    path("mandats/<int:pk>/revoquer/", mandats.revoquer, name="revoquer_mandat"),
    path("journal/", journal.liste, name="journal"),
    path("journal/journal.csv", journal.telecharger, name="journal_csv"),
    path("demandes/", demandes.liste, name="demandes"),
    path("demandes/<int:pk>/", demandes.demande, name="demande"),
    path("demandes/<int:pk>/prendre/", demandes.prendre, name="prendre_demande"),
    path("demandes/<int:pk>/information/", demandes.demander_information, name="information_demande"),
    path("demandes/<int:pk>/accepter/", demandes.accepter, name="accepter_demande"),
    path("demandes/<int:pk>/refuser/", demandes.refuser, name="refuser_demande"),
    path("demandes/pieces/<int:pk>/", demandes.piece, name="piece_demande"),
    path("modeles/", modeles.liste, name="modeles"),
    path("modeles/nouveau/", modeles.nouveau, name="nouveau_modele"),
    path("modeles/<int:pk>/", modeles.modele, name="modele"),
    path("modeles/<int:pk>/supprimer/", modeles.supprimer, name="supprimer_modele"),
    path("departs/", departs.liste, name="departs"),
    path("departs/<int:pk>/", departs.demande, name="depart"),
    path("departs/<int:pk>/piece/", departs.piece, name="piece_depart"),
    path("departs/<int:pk>/accepter/", departs.accepter, name="accepter_depart"),
    path("departs/<int:pk>/refuser/", departs.refuser, name="refuser_depart"),
    path("departs/<int:pk>/invitation/", departs.renvoyer, name="renvoyer_invitation_depart"),
    path("appareils-perdus/", second_facteur.liste, name="seconds_facteurs"),
    path("appareils-perdus/<int:pk>/", second_facteur.decider, name="decider_second_facteur"),
    path("sans-connexion/", dormance.liste, name="dormants"),
    path("conditions/", conditions.liste, name="conditions"),
    path("conditions/nouvelle/", conditions.publier, name="publier_conditions"),
    path("conditions/<int:pk>/", conditions.version, name="version_conditions"),
    path("courriels/", views.courriels_en_echec, name="courriels"),
    path("courriels/<int:pk>/relancer/", views.relancer_courriel, name="relancer_courriel"),
]
