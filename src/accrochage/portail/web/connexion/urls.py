"""The pages of allauth that the portal has. Their names are allauth's: it reverses them itself."""

from __future__ import annotations

from allauth.account import views
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as secours
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as cles
from allauth.usersessions import views as sessions
from django.urls import path, re_path

from accrochage.portail.web.acces import Acces, acces
from accrochage.portail.web.connexion import openid_sortie
from accrochage.portail.web.connexion import views as perdu

urlpatterns = [
    path("connexion/", acces(Acces.PUBLIC, ecrit=True)(views.login), name="account_login"),
    path("identifiant-oublie/", perdu.identifiant_oublie, name="identifiant_oublie"),
    path("debloquer/", perdu.debloquer, name="debloquer"),
    path("debloquer/<str:jeton>/", perdu.deverrouiller, name="deverrouiller"),
    path("second-facteur/perdu/", perdu.appareil_perdu, name="appareil_perdu"),
    path("deconnexion/", openid_sortie.deconnecter, name="account_logout"),
    path("inactif/", acces(Acces.PUBLIC)(views.account_inactive), name="account_inactive"),
    path(
        "mot-de-passe/",
        acces(Acces.CONNECTE, ecrit=True)(views.password_change),
        name="account_change_password",
    ),
    path(
        "mot-de-passe/oublie/",
        acces(Acces.PUBLIC, ecrit=True)(views.password_reset),
        name="account_reset_password",
    ),
    path(
        "mot-de-passe/oublie/envoye/",
        acces(Acces.PUBLIC)(views.password_reset_done),
        name="account_reset_password_done",
    ),
    re_path(
        r"^mot-de-passe/choisir/(?P<uidb36>[0-9A-Za-z]{1,13})-(?P<key>[0-9A-Za-z-]{1,80})/$",
        acces(Acces.PUBLIC, ecrit=True)(views.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "mot-de-passe/choisi/",
        acces(Acces.PUBLIC)(views.password_reset_from_key_done),
        name="account_reset_password_from_key_done",
    ),
    path(
        "confirmer/",
        acces(Acces.CONNECTE, ecrit=True)(views.reauthenticate),
        name="account_reauthenticate",
    ),
    path(
        "sessions/", acces(Acces.CONNECTE, ecrit=True)(sessions.list_usersessions), name="usersessions_list"
    ),
    path("second-facteur/", acces(Acces.CONNECTE)(mfa.index), name="mfa_index"),
    path("second-facteur/verifier/", perdu.second_facteur_demande, name="mfa_authenticate"),
    path(
        "second-facteur/confirmer/",
        acces(Acces.CONNECTE, ecrit=True)(mfa.reauthenticate),
        name="mfa_reauthenticate",
    ),
    path(
        "second-facteur/application/activer/",
        acces(Acces.CONNECTE, ecrit=True)(totp.activate_totp),
        name="mfa_activate_totp",
    ),
    path(
        "second-facteur/application/retirer/",
        acces(Acces.CONNECTE, ecrit=True)(totp.deactivate_totp),
        name="mfa_deactivate_totp",
    ),
    path(
        "second-facteur/codes/",
        acces(Acces.CONNECTE)(secours.view_recovery_codes),
        name="mfa_view_recovery_codes",
    ),
    path(
        "second-facteur/codes/renouveler/",
        acces(Acces.CONNECTE, ecrit=True)(secours.generate_recovery_codes),
        name="mfa_generate_recovery_codes",
    ),
    path("second-facteur/cles/", acces(Acces.CONNECTE)(cles.list_webauthn), name="mfa_list_webauthn"),
    path(
        "second-facteur/cles/ajouter/",
        acces(Acces.CONNECTE, ecrit=True)(cles.add_webauthn),
        name="mfa_add_webauthn",
    ),
    path(
        "second-facteur/cles/confirmer/",
        acces(Acces.CONNECTE, ecrit=True)(cles.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "second-facteur/cles/connexion/",
        acces(Acces.PUBLIC, ecrit=True)(cles.login_webauthn),
        name="mfa_login_webauthn",
    ),
    path(
        "second-facteur/cles/<int:pk>/retirer/",
        acces(Acces.CONNECTE, ecrit=True)(cles.remove_webauthn),
        name="mfa_remove_webauthn",
    ),
    path(
        "second-facteur/cles/<int:pk>/renommer/",
        acces(Acces.CONNECTE, ecrit=True)(cles.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
]
