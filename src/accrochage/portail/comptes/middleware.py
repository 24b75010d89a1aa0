"""What each request of a logged-in person keeps up to date."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

from accrochage.portail.comptes import appareils, sessions


class SessionsMiddleware:
    """Keep when a session was last used, and give a browser its secret after a login."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Update, go on, then set the cookie that a login asked for."""
        if request.user.is_authenticated:
            sessions.rafraichir(request)
        reponse = self.get_response(request)
        appareils.deposer_cookie(request, reponse)
        return reponse
