"""Login through an OpenID Connect provider, with everything it says verified.

allauth carries the exchange (state, PKCE, code); here are what it leaves out: the nonce, the
signature of the identity token, userinfo signed as ProConnect does it, and who is let in.
"""

from __future__ import annotations

import secrets
from typing import Any, cast

from allauth.account.decorators import reauthentication_required
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter, get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base.constants import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from jwt import PyJWTError, get_unverified_header
from requests import RequestException

from accrochage.portail.organismes.services import openid
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client

ALGORITHMES = frozenset({"RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"})
"""Signatures with a public key: whoever can verify one can't make one."""
PANNE = "{nom} ne répond pas comme il faut. Réessayez dans un instant, ou utilisez votre identifiant."
ANNULEE = "La connexion avec {nom} est abandonnée."


class Echange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc] # allauth is untyped
    """The exchange with the provider; what it answers is believed once it is verified."""

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Read who it is. Raises ``OAuth2Error`` for an answer that does not hold."""
        signe = kwargs["response"].get("id_token")
        if not signe:
            raise OAuth2Error("no id_token")
        jeton = self._verifier(app, signe)
        infos = self._lire_infos(app, token.token)
        sujet = jeton.get("sub")
        if not isinstance(sujet, str) or not 0 < len(sujet) <= openid.LONGUEUR_MAXIMUM:
            raise OAuth2Error("no identity")
        if infos.get("sub") != sujet:
            raise OAuth2Error("two identities in one answer")
        reconnue = self.get_provider().sociallogin_from_response(request, {"userinfo": infos})
        reconnue.revendications, reconnue.nonce = infos, jeton.get("nonce", "")
        return reconnue

    def _lire_infos(self, app: Any, acces_accorde: str) -> dict[str, Any]:
        entetes = {"Authorization": f"Bearer {acces_accorde}"}
        with get_adapter().get_requests_session() as session:
            reponse = session.get(self.profile_url, headers=entetes)
            reponse.raise_for_status()
        if "jwt" in reponse.headers.get("Content-Type", ""):
            return self._verifier(app, reponse.text)
        lues = reponse.json()
        if not isinstance(lues, dict):
            raise OAuth2Error("userinfo is no object")
        return lues

    def _verifier(self, app: Any, signe: str) -> dict[str, Any]:
        """Claims of a signed token: signature, issuer, audience, dates."""
        try:
            algorithme = get_unverified_header(signe).get("alg")
        except PyJWTError as refus:
            raise OAuth2Error("unreadable token") from refus
        if algorithme not in ALGORITHMES:
            raise OAuth2Error("unsigned token")
        lues: dict[str, Any] = jwtkit.verify_and_decode(
            credential=signe,
            keys_url=self.openid_config["jwks_uri"],
            issuer=self.openid_config["issuer"],
            audience=app.client_id,
            lookup_kid=jwtkit.lookup_kid_jwk,
        )
        return lues


class Fournisseur(OpenIDConnectProvider):  # type: ignore[misc] # allauth is untyped
    """The provider; nothing it says of a person is stored but its own identifier."""

    oauth2_adapter_class = Echange

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep nothing."""
        del data
        return {}


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
        if etat.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(_panne(request))
        if not sociallogin.is_existing:
            self._rattacher(request, sociallogin)

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
    nonce = secrets.token_urlsafe(32)
    demandes = {"nonce": nonce} | ({"acr_values": settings.OPENID_ACR} if settings.OPENID_ACR else {})
    suite = request.POST.get(REDIRECT_FIELD_NAME, "")
    sure = url_has_allowed_host_and_scheme(suite, {request.get_host()}, require_https=request.is_secure())
    try:
        return cast(
            "HttpResponseBase",
            fournisseur.redirect(
                request,
                AuthProcess.LOGIN,
                next_url=suite if sure else None,
                auth_params=demandes,
                nonce=nonce,
                state_id=secrets.token_urlsafe(32),
            ),
        )
    except (RequestException, ValueError, KeyError):
        return _panne(request)
    except ImmediateHttpResponse as reponse:
        return cast("HttpResponseBase", reponse.response)


@acces(Acces.PUBLIC)
@never_cache
def retour(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    """Come back from the provider."""
    _fournisseur(request, provider_id)
    vue = OAuth2CallbackView.adapter_view(Echange(request, provider_id))
    try:
        return cast("HttpResponseBase", vue(request))
    except (ValueError, KeyError, TypeError, AttributeError):  # an answer of another shape
        return _panne(request)


@acces(Acces.CONNECTE, ecrit=True)
@reauthentication_required  # type: ignore[untyped-decorator] # allauth is untyped
def delier(request: Requete) -> HttpResponse:
    """Untie the person from the provider."""
    if request.method == "POST":
        openid.delier(utilisateur=request.user, adresse=adresse_client(request))
        messages.success(request, f"{settings.OPENID_NOM} n’ouvre plus votre compte.")
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
