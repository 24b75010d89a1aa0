"""An act that waited for the password is done again only for who may still do it, where they began it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, cast

from allauth.account.internal.flows.reauthentication import STATE_SESSION_KEY
from django.http import HttpRequest, HttpResponseBase
from django.urls import Resolver404, resolve

from accrochage.portail.web.acces import METHODES_SURES, Requete

COMPTE = "compte"


class RepriseMiddleware:
    """Watch over the request that allauth keeps in the session while it asks the password again.

    allauth then calls its view itself, past ``AccesMiddleware``, whenever the person comes back: a
    right taken away meanwhile would still serve, and so would the choice of another account. What
    no longer holds is forgotten, and the person comes back to the page, which says what it is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Forget what no longer holds, go on, then say in which account a new one was kept."""
        requete = cast("Requete", request)
        garde = request.session.get(STATE_SESSION_KEY)
        if garde and request.method not in METHODES_SURES and not _tient(requete, garde):
            del request.session[STATE_SESSION_KEY]
        reponse = self.get_response(request)
        nouvelle = request.session.get(STATE_SESSION_KEY)
        if nouvelle and COMPTE not in nouvelle:
            request.session[STATE_SESSION_KEY] = {**nouvelle, COMPTE: _compte(requete)}
        return reponse


def _tient(requete: Requete, garde: dict[str, Any]) -> bool:
    """Tell if the kept request could be sent now, in the account where it was."""
    if "request" not in garde:
        return True
    if garde.get(COMPTE) != _compte(requete) or requete.obstacle:
        return False
    try:
        vue = resolve(json.loads(garde["request"])["path"]).func
    except Resolver404:
        return False
    regle = getattr(vue, "acces", None)
    return regle is not None and regle.ecrit and regle.niveau in requete.droits


def _compte(requete: Requete) -> int | None:
    return requete.compte.pk if requete.compte else None
