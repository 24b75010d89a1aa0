"""The exchange with an OpenID Connect provider, and what allauth leaves out of it.

allauth carries the state, the code and PKCE; here are the signature of the identity token, userinfo
signed as ProConnect does it, and whose configuration is read.
"""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest
from jwt import PyJWTError, get_unverified_header

from accrochage.portail.organismes.services.openid import LONGUEUR_MAXIMUM

ALGORITHMES = frozenset({"RS256", "RS384", "RS512", "PS256", "ES256", "ES384", "EdDSA"})
"""Signatures with a public key: whoever can verify one can't make one."""
ADRESSES = ("authorization_endpoint", "token_endpoint", "userinfo_endpoint", "jwks_uri")


class Echange(OpenIDConnectOAuth2Adapter):  # type: ignore[misc] # allauth is untyped
    """The exchange with the provider; what it answers is believed once it is verified."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What the provider publishes. Raises ``OAuth2Error`` when it is another's, or leaves TLS."""
        publiee: dict[str, Any] = super().openid_config
        attendu = str(self.get_provider().app.settings["server_url"]).rstrip("/")
        if str(publiee["issuer"]).rstrip("/") != attendu:
            raise OAuth2Error("the configuration of another issuer")
        if attendu.startswith("https://"):
            for adresse in ADRESSES:
                if not str(publiee[adresse]).startswith("https://"):
                    raise OAuth2Error("an address without TLS")
        return publiee

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        """Read who it is. Raises ``OAuth2Error`` for an answer that does not hold."""
        signe = kwargs["response"].get("id_token")
        if not signe:
            raise OAuth2Error("no id_token")
        jeton = self._verifier(app, signe)
        _exiger_duree_et_destinataire(jeton, app.client_id)
        infos = self._lire_infos(app, token.token)
        sujet = jeton.get("sub")
        if not isinstance(sujet, str) or not 0 < len(sujet) <= LONGUEUR_MAXIMUM:
            raise OAuth2Error("no identity")
        if infos.get("sub") != sujet:
            raise OAuth2Error("two identities in one answer")
        reconnue = self.get_provider().sociallogin_from_response(request, {"userinfo": infos})
        reconnue.revendications, reconnue.nonce = infos, jeton.get("nonce", "")
        reconnue.jeton, reconnue.configuration = signe, self.openid_config
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

    def get_oauth2_adapter(self, request: HttpRequest) -> Echange:
        """One exchange a request: the configuration is read once."""
        if not hasattr(self, "_echange"):
            self._echange = Echange(request, self.app.provider_id)
        return self._echange

    def get_pkce_params(self) -> dict[str, str]:
        """PKCE for a provider that publishes it: ProConnect refuses any parameter it does not know."""
        publiees = self.get_oauth2_adapter(self.request).openid_config
        if "S256" not in (publiees.get("code_challenge_methods_supported") or ()):
            return {}
        parametres: dict[str, str] = super().get_pkce_params()
        return parametres

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """Keep nothing."""
        del data
        return {}


def _exiger_duree_et_destinataire(jeton: dict[str, Any], client: str) -> None:
    """Refuse an identity token that never ends, or that was made for another of its audiences."""
    if "exp" not in jeton:
        raise OAuth2Error("a token without end")
    plusieurs = isinstance(jeton["aud"], list) and len(jeton["aud"]) > 1
    if (plusieurs or "azp" in jeton) and jeton.get("azp") != client:
        raise OAuth2Error("a token for another party")
