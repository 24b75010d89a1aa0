"""What allauth asks of the site: closed sign-up, our mails, our journal."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal import ratelimit
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils import timezone

from accrochage.portail.comptes import appareils, verrous
from accrochage.portail.comptes.formats import grouper_identifiant
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.comptes.services import lien_du_mot_de_passe
from accrochage.portail.courriels import services as courriels
from accrochage.portail.journal.services import Resultat, noter, reference

SECOND_FACTEUR = "second_facteur_modifie"
GABARITS = {
    "account/email/password_changed": "mot_de_passe_modifie",
    "account/email/password_reset": "mot_de_passe_modifie",
    "mfa/email/totp_activated": SECOND_FACTEUR,
    "mfa/email/totp_deactivated": SECOND_FACTEUR,
    "mfa/email/webauthn_added": SECOND_FACTEUR,
    "mfa/email/webauthn_removed": SECOND_FACTEUR,
    "mfa/email/recovery_codes_generated": SECOND_FACTEUR,
}
"""allauth's mails that we send, and our templates for them."""


VERROUILLE = (
    "Trop d’essais ont échoué avec cet identifiant : il est bloqué. S’il est à vous, ouvrez le courriel "
    "envoyé à votre adresse, ou demandez un nouveau lien."
)
CHANGEMENTS = {
    "mfa/email/totp_activated": "Une application de codes est activée",
    "mfa/email/totp_deactivated": "L’application de codes est retirée",
    "mfa/email/webauthn_added": "Une clé d’accès est ajoutée",
    "mfa/email/webauthn_removed": "Une clé d’accès est retirée",
    "mfa/email/recovery_codes_generated": "De nouveaux codes de secours sont créés",
}
"""What each notice about the second factor says, and what the journal keeps of it."""


class Adaptateur(DefaultAccountAdapter):  # type: ignore[misc] # allauth is untyped
    """Our answers to allauth."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": "L’identifiant ou le mot de passe n’est pas le bon.",
        "incorrect_password": "Ce mot de passe n’est pas le bon.",
        "enter_current_password": "Ce mot de passe n’est pas votre mot de passe actuel.",
        "too_many_login_attempts": (
            "Trop d’essais ont échoué. Patientez cinq minutes, ou choisissez un nouveau mot de passe."
        ),
        "invalid_password_reset": "Ce lien n’est plus valable.",
        "rate_limited": "Trop de demandes en peu de temps. Patientez quelques minutes.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 - allauth's signature
        """Only our own registration creates logins."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Say where a login leads when no page asked for it: each side has its own."""
        if getattr(request.user, "est_agent", False):
            return resolve_url(settings.LOGIN_REDIRECT_URL_GESTIONNAIRE)
        return resolve_url(settings.LOGIN_REDIRECT_URL)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the outbox. A mail of allauth that we did not choose is a bug: it raises ``KeyError``."""
        utilisateur = context.get("user") or getattr(self.request, "user", None)
        courriels.envoyer(
            gabarit=GABARITS[template_prefix],
            destinataire=email,
            contexte={
                "identifiant": grouper_identifiant(_identifiant(utilisateur)),
                "prenom": getattr(utilisateur, "prenom", ""),
                "nom": getattr(utilisateur, "nom", ""),
                "quoi": CHANGEMENTS.get(template_prefix, ""),
                "le": timezone.now(),
            },
            objet=reference(utilisateur) if isinstance(utilisateur, Utilisateur) else "",
        )

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Send it, with neither the network address nor the browser in the mail."""
        destinataire = email or getattr(user, "email", "")
        if template_prefix in CHANGEMENTS:
            noter(
                action="second_facteur.modifie",
                acteur=reference(user),
                objet=reference(user),
                adresse=self.adresse(self.request),
                details={"quoi": template_prefix.rpartition("/")[2]},
            )
        if template_prefix in GABARITS and destinataire:
            self.send_mail(template_prefix, destinataire, {**(context or {}), "user": user})

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Start with the portal's own address, never with the request's Host."""
        return lien_du_mot_de_passe(key)

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Limit the attempts, and keep in the journal when the limit is reached."""
        if verrous.est_verrouille(credentials.get("username", "")):
            self._noter_echec(request, "connexion.bloquee", credentials)
            raise ValidationError(VERROUILLE, code="verrouille")
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._noter_echec(request, "connexion.bloquee", credentials)
            raise

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Keep the failure in the journal, without what was typed."""
        self._noter_echec(request, "connexion.echouee", credentials)
        verrous.compter_echec(saisie=credentials.get("username", ""), adresse=self.adresse(request))

    def login(self, request: HttpRequest, user: AbstractBaseUser) -> None:
        """Log in (Django changes the session key) and keep it in the journal."""
        super().login(request, user)
        noter(action="connexion.reussie", acteur=reference(user), adresse=self.adresse(request))
        verrous.oublier(_identifiant(user))
        if isinstance(user, Utilisateur):
            appareils.reconnaitre(utilisateur=user, request=request, adresse=self.adresse(request))

    def logout(self, request: HttpRequest) -> None:
        """Keep it in the journal and log out."""
        if request.user.is_authenticated:
            noter(action="connexion.fermee", acteur=reference(request.user), adresse=self.adresse(request))
        super().logout(request)

    def set_password(self, user: AbstractBaseUser, password: str) -> None:
        """Change the password; the failed attempts of that login are forgotten."""
        super().set_password(user, password)
        noter(
            action="mot_de_passe.change",
            acteur=reference(user),
            objet=reference(user),
            adresse=self.adresse(self.request),
        )
        verrous.oublier(_identifiant(user))
        cle = self._get_login_attempts_cache_key(self.request, username=_identifiant(user))
        ratelimit.clear(self.request, app="allauth.account", action="login_failed", key=cle)

    def _noter_echec(self, request: HttpRequest, action: str, credentials: dict[str, Any]) -> None:
        vise = Utilisateur.objects.filter(identifiant=credentials.get("username", "")).first()
        noter(action=action, objet=reference(vise), adresse=self.adresse(request), resultat=Resultat.REFUS)

    def adresse(self, request: HttpRequest) -> str | None:
        """Network address of the person, for the journal."""
        try:
            return str(self.get_client_ip(request))
        except PermissionDenied:
            return None


def _identifiant(utilisateur: Any) -> str:
    return str(getattr(utilisateur, "identifiant", ""))
