"""« This person has left »: the request to the operator, its proof, its confirmation by mail.

What the session keeps is under ``CLE``: what was typed, the secret of the opened link, and what
the last pages say.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.organismes.models import Compte
from accrochage.portail.organismes.pieces import PieceRefusee
from accrochage.portail.organismes.services import LienDejaUtilise, LienExpire, LienInconnu, departs
from accrochage.portail.web.acces import Acces, acces, adresse_client
from accrochage.portail.web.inscription.depart_forms import DepartForm
from accrochage.portail.web.inscription.parcours import Parcours
from accrochage.portail.web.televersement import depasse, plafond

CLE = "depart"
HEURES = int(departs.DUREE.total_seconds() // 3600)
SESSION_PERDUE = (
    "Votre session a pris fin. Redonnez les deux identifiants\N{NO-BREAK SPACE}: "
    "ce que vous aviez écrit ensuite est conservé."
)


def _plafond(request: HttpRequest) -> int:
    """The size of a proof, for who gave right identifiers."""
    return settings.PIECE_TAILLE_MAX if Parcours.de(request).compte_ouvert else 0


@acces(Acces.PUBLIC, ecrit=True)
@plafond(_plafond)
@never_cache
def demander(request: HttpRequest) -> HttpResponse:
    """Say who asks, why, and join the proof."""
    compte = Parcours.de(request).compte_trouve_ouvert()
    if compte is None:
        if request.method == "POST":
            _garder(request, saisie=DepartForm(request.POST).brouillon())
            messages.warning(request, SESSION_PERDUE)
        return redirect("inscription:identifiants")
    if request.method != "POST":
        return _page(request, compte, DepartForm(initial=_lire(request).get("saisie", {})))
    form = DepartForm(request.POST, request.FILES, depasse=depasse(request))
    _garder(request, saisie=form.brouillon())
    if not form.is_valid():
        return _page(request, compte, form, status=422)
    return _deposer(request, compte, form)


@acces(Acces.PUBLIC)
@never_cache
def envoye(request: HttpRequest) -> HttpResponse:
    """The mail has left; nobody reads the request before its link was opened."""
    session = _lire(request)
    if not session.get("email"):
        return redirect("inscription:depart")
    contexte = {"email": session["email"], "reference": session["reference"], "heures": HEURES}
    return render(request, "inscription/depart_envoye.html", contexte)


@acces(Acces.PUBLIC)
@never_cache
def lien(request: HttpRequest, jeton: str) -> HttpResponse:
    """Open the mailed link: keep its secret in the session and leave the address that shows it."""
    try:
        departs.lire_lien(jeton=jeton)
    except (LienInconnu, LienExpire, LienDejaUtilise) as refus:
        return _lien_refuse(request, refus)
    request.session.cycle_key()
    _garder(request, jeton=jeton)
    return redirect("inscription:depart_confirmer")


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def confirmer(request: HttpRequest) -> HttpResponse:
    """Read the request again, and hand it to the operator: a filter that opens links confirms nothing."""
    jeton = _lire(request).get("jeton", "")
    try:
        if request.method == "POST":
            demande = departs.confirmer(jeton=jeton, adresse=adresse_client(request))
            request.session[CLE] = {"confirmee": demande.reference_groupee, "destinataire": demande.email}
            return redirect("inscription:depart_recu")
        demande = departs.lire_lien(jeton=jeton)
    except (LienInconnu, LienExpire, LienDejaUtilise) as refus:
        return _lien_refuse(request, refus)
    return render(request, "inscription/depart_confirmer.html", {"demande": demande})


@acces(Acces.PUBLIC)
@never_cache
def recu(request: HttpRequest) -> HttpResponse:
    """Say that the operator has the request, under which reference."""
    session = _lire(request)
    if not session.get("confirmee"):
        return redirect("inscription:identifiants")
    contexte = {"reference": session["confirmee"], "email": session["destinataire"]}
    return render(request, "inscription/depart_recu.html", contexte)


def _deposer(request: HttpRequest, compte: Compte, form: DepartForm) -> HttpResponse:
    saisie = form.cleaned_data
    piece = saisie.pop("piece")
    try:
        demande = departs.deposer_demande(
            compte=compte, **saisie, piece=piece.file, piece_nom=piece.name, adresse=adresse_client(request)
        )
    except PieceRefusee as refus:
        form.add_error("piece", str(refus))
        return _page(request, compte, form, status=422)
    except departs.TropDeDemandes:
        reponse = render(request, "inscription/depart_trop.html", status=429)
        reponse["Retry-After"] = str(int(departs.FENETRE.total_seconds()))
        return reponse
    request.session[CLE] = {"email": demande.email, "reference": demande.reference_groupee}
    return redirect("inscription:depart_envoye")


def _page(request: HttpRequest, compte: Compte, form: DepartForm, *, status: int = 200) -> HttpResponse:
    contexte = {"form": form, "compte": compte, "partant": departs.personne_a_contacter(compte)}
    return render(request, "inscription/depart.html", contexte, status=status)


def _lien_refuse(request: HttpRequest, refus: Exception) -> HttpResponse:
    contexte = {"utilise": isinstance(refus, LienDejaUtilise), "heures": HEURES}
    return render(request, "inscription/depart_lien_refuse.html", contexte, status=410)


def _lire(request: HttpRequest) -> dict[str, Any]:
    lue: dict[str, Any] = request.session.get(CLE, {})
    return lue


def _garder(request: HttpRequest, **valeurs: object) -> None:
    request.session[CLE] = {**_lire(request), **valeurs}
