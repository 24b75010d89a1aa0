"""Logging out: of the portal, then, if the person wants, of the provider they came through."""

from __future__ import annotations

import secrets
from typing import cast
from urllib.parse import urlencode, urlsplit

from allauth.account import views
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from accrochage.portail.web.acces import Acces, acces

CLE, CLE_ADRESSE = "openid_sortie", "openid_adresse_de_sortie"


def retenir(request: HttpRequest, *, jeton: str, sortie: object, emetteur: str) -> None:
    """Keep in the session what the provider wants to hear at logout: the identity token it gave.

    ``sortie`` is the ``end_session_endpoint`` it publishes, of the issuer's own origin or ignored.
    """
    if isinstance(sortie, str) and _origine(sortie) == _origine(emetteur):
        request.session[CLE] = {"jeton": jeton, "adresse": sortie}


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def deconnecter(request: HttpRequest) -> HttpResponseBase:
    """Log out of the portal; offer the way out of the provider as a link.

    A link, because browsers hold a form to ``form-action`` through every redirection that follows, and
    the provider goes on to where the person was identified.
    """
    sortie = _adresse_de_sortie(request) if request.method == "POST" else ""
    reponse = cast("HttpResponseBase", views.logout(request))
    if not sortie:
        return reponse
    # In the new session, of nobody: this page must know no account any more.
    request.session[CLE_ADRESSE] = sortie
    return redirect("openid_sortie")


@acces(Acces.PUBLIC)
@never_cache
def sortir(request: HttpRequest) -> HttpResponse:
    """Show the link out of the provider, once."""
    sortie = request.session.pop(CLE_ADRESSE, "")
    if not sortie:
        return redirect("public:accueil")
    return render(request, "connexion/openid_sortie.html", {"nom": settings.OPENID_NOM, "sortie": sortie})


def _adresse_de_sortie(request: HttpRequest) -> str:
    """Whole address that ends the session at the provider; empty for who came another way."""
    retenu = request.session.get(CLE)
    if not retenu or not settings.SOCIALACCOUNT_PROVIDERS:
        return ""
    demande = {
        "id_token_hint": retenu["jeton"],
        "state": secrets.token_urlsafe(32),
        "post_logout_redirect_uri": settings.URL_PORTAIL.rstrip("/") + reverse("public:accueil"),
    }
    return f"{retenu['adresse']}?{urlencode(demande)}"


def _origine(adresse: str) -> tuple[str, str]:
    parties = urlsplit(adresse)
    return parties.scheme, parties.netloc
