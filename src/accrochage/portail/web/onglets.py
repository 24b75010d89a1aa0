"""A form acts in the account whose page showed it, or not at all.

The current account belongs to the session: another tab may have changed it since the page was
loaded. Pages of an account say in each form whose it is (``{% compte_de_la_page %}``).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from accrochage.portail.web.acces import METHODES_SURES, NIVEAUX_DE_COMPTE, Requete

CHAMP = "compte_de_la_page"
AVIS = "Vous avez changé de compte dans un autre onglet : rien n’a été envoyé."


class CompteDeLaPageMiddleware:
    """Refuse (409) a form of a page that was loaded in another account than the current one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Go on; the form is read once the route is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, vue: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponseBase | None:
        """Compare the account of the page with that of the session."""
        regle = getattr(vue, "acces", None)
        if request.method in METHODES_SURES or regle is None or regle.niveau not in NIVEAUX_DE_COMPTE:
            return None
        requete = cast("Requete", request)
        annonce = request.POST.get(CHAMP)
        if annonce is None or requete.compte is None or annonce == str(requete.compte.pk):
            return None
        return _refuser(requete, annonce)


def _refuser(requete: Requete, annonce: str) -> HttpResponse:
    if getattr(requete, "htmx", False):
        # htmx shows no answer in 4xx: the dashboard says why it came.
        messages.error(requete, AVIS)
        return HttpResponseClientRedirect(reverse("public:tableau_de_bord"))
    quitte = next((a.compte for a in requete.appartenances if str(a.compte_id) == annonce), None)
    return render(requete, "organisation/autre_compte.html", {"quitte": quitte}, status=409)
