"""What the pages of requests from outside share: opening a mailed link, and finding a request again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accrochage.portail.organismes.services import LienDejaUtilise, LienExpire, LienInconnu, confirmation
from accrochage.portail.web.acces import adresse_client
from accrochage.portail.web.demande.forms import SuivreForm

REFUS = (LienInconnu, LienExpire, LienDejaUtilise)


@dataclass(frozen=True, slots=True)
class Lien:
    """A mailed link: ``lire`` finds what it designates, ``cle`` is where the session keeps its secret.

    ``suite`` is the route of the page that acts, ``refus`` the template of a link that serves no more.
    """

    lire: Callable[..., Any]
    cle: str
    suite: str
    refus: str

    def ouvrir(self, request: HttpRequest, jeton: str) -> HttpResponse:
        """Keep the secret in the session and leave the address that shows it."""
        try:
            self.lire(jeton=jeton)
        except REFUS as refus:
            return self.refuser(request, refus)
        request.session.cycle_key()
        request.session[self.cle] = jeton
        return redirect(self.suite)

    def refuser(self, request: HttpRequest, refus: Exception) -> HttpResponse:
        """Say that the link serves no more, and what to do."""
        contexte = {"utilise": isinstance(refus, LienDejaUtilise), "heures": confirmation.HEURES}
        return render(request, self.refus, contexte, status=410)


@dataclass(frozen=True, slots=True)
class Suivi:
    """Finding a request again by its reference and address; the session then follows it under ``cle``."""

    retrouver: Callable[..., Any]
    prefixe: str
    cle: str
    suite: str
    gabarit: str
    introuvable: str

    def page(self, request: HttpRequest) -> HttpResponse:
        """Ask for both; one same answer whichever is wrong."""
        form = SuivreForm(request.POST if request.method == "POST" else None, prefixe=self.prefixe)
        if request.method == "POST" and form.is_valid():
            try:
                trouvee = self.retrouver(
                    saisie=form.cleaned_data["reference"],
                    email=form.cleaned_data["email"],
                    adresse=adresse_client(request),
                )
            except confirmation.TropDeDemandes:
                return render(request, "demande/trop.html", status=429)
            except confirmation.DemandeIntrouvable:
                form.add_error(None, self.introuvable)
            else:
                request.session.cycle_key()
                request.session[self.cle] = trouvee.pk
                return redirect(self.suite)
        return render(request, self.gabarit, {"form": form}, status=422 if form.errors else 200)
