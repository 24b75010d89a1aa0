"""Browsers a person has logged in with, and the notice when a new one comes."""

from __future__ import annotations

import hashlib
import re
import secrets

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from accrochage.portail.comptes.models import AppareilConnu, Utilisateur
from accrochage.portail.courriels import services as courriels
from accrochage.portail.journal.services import noter, reference

COOKIE = "appareil"
DUREE = 400 * 24 * 3600
"""Seconds the cookie lasts: the most that browsers keep one."""
MAXIMUM = 20
"""Browsers remembered a person; the one unseen for longest goes first."""
SECRET = re.compile(r"[A-Za-z0-9_-]{43}")
NAVIGATEURS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
SYSTEMES = (
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def nommer(agent: str) -> str:
    """Say in plain words which browser and system an agent string claims: « Firefox sur Windows »."""
    navigateur = next((nom for marque, nom in NAVIGATEURS if marque in agent), "")
    systeme = next((nom for marque, nom in SYSTEMES if marque in agent), "")
    if navigateur and systeme:
        return f"{navigateur} sur {systeme}"
    return navigateur or systeme or "un navigateur inconnu"


@transaction.atomic
def reconnaitre(*, utilisateur: Utilisateur, request: HttpRequest, adresse: str | None) -> None:
    """After a complete login: know the browser again, or keep it and tell the person by mail.

    The first browser ever is no news. The cookie is set on the response by :func:`deposer_cookie`.
    """
    secret = request.COOKIES.get(COOKIE, "")
    if not SECRET.fullmatch(secret):
        secret = secrets.token_urlsafe(32)
    request.appareil_a_retenir = secret  # type: ignore[attr-defined]
    # The person's row is held: two logins at once count one after the other.
    Utilisateur.objects.select_for_update().get(pk=utilisateur.pk)
    connus = AppareilConnu.objects.filter(utilisateur=utilisateur)
    premier = not connus.exists()
    libelle = nommer(request.headers.get("User-Agent", ""))
    _, nouveau = AppareilConnu.objects.update_or_create(
        utilisateur=utilisateur,
        empreinte=_empreinte(secret),
        defaults={"vu_le": timezone.now(), "libelle": libelle},
    )
    if not nouveau:
        return
    connus.exclude(pk__in=connus.order_by("-vu_le").values("pk")[:MAXIMUM]).delete()
    noter(
        action="appareil.nouveau",
        acteur=reference(utilisateur),
        objet=reference(utilisateur),
        adresse=adresse,
        details={"appareil": libelle},
    )
    if not premier:
        courriels.envoyer(
            gabarit="appareil_nouveau",
            destinataire=utilisateur.email,
            contexte={
                "prenom": utilisateur.prenom,
                "nom": utilisateur.nom,
                "appareil": libelle,
                "le": timezone.now(),
                "lien": settings.URL_PORTAIL,
            },
            objet=reference(utilisateur),
        )


def deposer_cookie(request: HttpRequest, reponse: HttpResponseBase) -> None:
    """Give the browser its secret, when a login just asked for it."""
    secret = getattr(request, "appareil_a_retenir", "")
    if secret:
        reponse.set_cookie(
            COOKIE,
            secret,
            max_age=DUREE,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


def appareils_de(utilisateur: Utilisateur) -> QuerySet[AppareilConnu]:
    """Browsers this person has logged in with, latest first."""
    return AppareilConnu.objects.filter(utilisateur=utilisateur).order_by("-vu_le", "id")


@transaction.atomic
def oublier(*, appareil: AppareilConnu, utilisateur: Utilisateur, adresse: str | None = None) -> None:
    """Forget a browser: its next login is announced as new."""
    appareil.delete()
    noter(
        action="appareil.oublie", acteur=reference(utilisateur), objet=reference(utilisateur), adresse=adresse
    )


def _empreinte(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
