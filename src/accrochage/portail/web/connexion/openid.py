"""Login through an OpenID Connect provider: who is let in, and the pages around it.

The exchange itself, and what of it is verified, is in ``openid_echange``.
"""

from __future__ import annotations

import secrets
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from requests import RequestException, Session

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.organismes.services import openid
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.connexion import openid_reseau, openid_sortie
from accrochage.portail.web.connexion.openid_echange import Echange, Fournisseur

PANNE = "{nom} ne répond pas comme il faut. Réessayez dans un instant, ou utilisez votre identifiant."
ANNULEE = "La connexion avec {nom} est abandonnée."
DEJA_LIEE = "Ce profil {nom} est déjà lié à un identifiant du portail, ou le vôtre à un autre profil {nom}."
FORME = (OAuth2Error, RequestException, ValueError, KeyError, TypeError, AttributeError)
"""What an answer of another shape than expected raises, from allauth and from us."""


class Adaptateur(DefaultSocialAccountAdapter):  # type: ignore[misc] # allauth is untyped
    """Who is let in: persons tied already, and those whom a first login finds."""

    def get_provider(self, request: HttpRequest, provider: str, client_id: str | None = None) -> Fournisseur:
        """Ours in place of allauth's."""
        return Fournisseur(request, app=super().get_provider(request, provider, client_id).app)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Nobody: a login comes from a registration or an invitation."""
        del request, sociallogin
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Check that the answer is that of this browser's question, then find whose it is."""
        etat = sociallogin.state
        attendu = etat.get("nonce") or ""
        if not attendu or not constant_time_compare(sociallogin.nonce, attendu):
            raise ImmediateHttpResponse(_panne(request))
        if etat.get("process") == AuthProcess.CONNECT:
            raise ImmediateHttpResponse(_lier(request, etat, sociallogin.account.uid))
        if etat.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(_panne(request))
        if not sociallogin.is_existing:
            self._rattacher(request, sociallogin)
        configuration = sociallogin.configuration
        openid_sortie.retenir(
            request,
            jeton=sociallogin.jeton,
            sortie=configuration.get("end_session_endpoint"),
            emetteur=configuration["issuer"],
        )

    def get_requests_session(self) -> Session:
        """Short and small calls, without redirection."""
        return openid_reseau.session()

    def _rattacher(self, request: HttpRequest, sociallogin: Any) -> None:
        try:
            openid.rattacher(
                sujet=sociallogin.account.uid,
                revendications=sociallogin.revendications,
                adresse=adresse_client(request),
            )
        except openid.IdentiteInconnue:
            page = render(request, "connexion/openid_inconnue.html", {"nom": settings.OPENID_NOM}, status=403)
            raise ImmediateHttpResponse(page) from None
        sociallogin.lookup()

    def on_authentication_error(self, request: HttpRequest, *_args: Any, **details: Any) -> None:
        """Come back to the login with a sentence."""
        annulee = str(details.get("error")) == "cancelled"
        raise ImmediateHttpResponse(_panne(request, ANNULEE if annulee else PANNE))

    def send_notification_mail(self, *_args: Any, **_details: Any) -> None:
        """Our own mail says it."""


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def entrer(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Leave for the provider, with a state and a nonce of this browser's own."""
    fournisseur = _fournisseur(request, provider_id)
    if request.method != "POST":
        return redirect("account_login")
    suite = request.POST.get(REDIRECT_FIELD_NAME, "")
    sure = url_has_allowed_host_and_scheme(suite, {request.get_host()}, require_https=request.is_secure())
    return _partir(request, fournisseur, AuthProcess.LOGIN, next_url=suite if sure else None)


@acces(Acces.PUBLIC)
@never_cache
def retour(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Come back from the provider."""
    _fournisseur(request, provider_id)
    vue = OAuth2CallbackView.adapter_view(Echange(request, provider_id))
    try:
        return cast("HttpResponseBase", vue(request))
    except FORME:
        return _panne(request)


@acces(Acces.CONNECTE, ecrit=True)
@reauthentication_required  # type: ignore[untyped-decorator] # allauth is untyped
def lier(request: Requete) -> HttpResponseBase:
    """Leave for the provider, to tie its identity to the person who is logged in."""
    fournisseur = _fournisseur(request, openid.FOURNISSEUR)
    if request.method != "POST":
        return redirect("profil:accueil")
    return _partir(request, fournisseur, AuthProcess.CONNECT, personne=request.user.pk)


@acces(Acces.CONNECTE, ecrit=True)
@reauthentication_required  # type: ignore[untyped-decorator] # allauth is untyped
def delier(request: Requete) -> HttpResponse:
    """Untie the person from the provider."""
    if request.method == "POST":
        openid.delier(utilisateur=request.user, adresse=adresse_client(request))
        messages.success(request, f"{settings.OPENID_NOM} n’ouvre plus votre compte.")
    return redirect("profil:accueil")


def _partir(
    request: HttpRequest, fournisseur: Fournisseur, quoi: str, *, next_url: str | None = None, **etat: Any
) -> HttpResponseBase:
    nonce = secrets.token_urlsafe(32)
    demandes = {"nonce": nonce} | ({"acr_values": settings.OPENID_ACR} if settings.OPENID_ACR else {})
    try:
        reponse = fournisseur.redirect(
            request,
            quoi,
            next_url=next_url,
            auth_params=demandes,
            nonce=nonce,
            state_id=secrets.token_urlsafe(32),
            **etat,
        )
    except FORME:
        return _panne(request)
    except ImmediateHttpResponse as autre:
        reponse = autre.response
    return cast("HttpResponseBase", reponse)


def _lier(request: HttpRequest, etat: dict[str, Any], sujet: str) -> HttpResponse:
    """Tie the identity to the person who asked, if it is still that person who is logged in."""
    personne = request.user
    if not isinstance(personne, Utilisateur) or personne.pk != etat.get("personne"):
        return _panne(request)
    try:
        openid.lier(utilisateur=personne, sujet=sujet, adresse=adresse_client(request))
    except openid.IdentiteInconnue:
        messages.error(request, DEJA_LIEE.format(nom=settings.OPENID_NOM))
    else:
        messages.success(request, f"{settings.OPENID_NOM} ouvre maintenant votre compte.")
    return redirect("profil:accueil")


def _fournisseur(request: HttpRequest, provider_id: str) -> Fournisseur:
    """The provider of the settings. Raises ``Http404`` when there is none."""
    try:
        return cast("Fournisseur", get_adapter(request).get_provider(request, provider_id))
    except SocialApp.DoesNotExist:
        raise Http404 from None


def _panne(request: HttpRequest, phrase: str = PANNE) -> HttpResponse:
    messages.error(request, phrase.format(nom=settings.OPENID_NOM))
    return redirect("account_login")
