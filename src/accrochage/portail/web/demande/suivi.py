"""Following a request: where it stands, what the operator asks, and the answer."""

from __future__ import annotations

from typing import BinaryIO, cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.organismes.models import DemandeInscription
from accrochage.portail.organismes.pieces import PieceRefusee
from accrochage.portail.organismes.services import confirmation, demandes
from accrochage.portail.web.acces import Acces, acces, adresse_client
from accrochage.portail.web.demande import forms
from accrochage.portail.web.liens import Suivi
from accrochage.portail.web.televersement import depasse, plafond

CLE = "demande_suivie"
SUIVI = Suivi(
    demandes.retrouver,
    "DEM",
    CLE,
    "demande:ma_demande",
    "demande/suivre.html",
    "Aucune demande confirmée ne porte cette référence avec cette adresse. "
    "Vérifiez les deux dans le courriel de réception.",
)


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def suivre(request: HttpRequest) -> HttpResponse:
    """Ask for the reference and the address; one same answer whichever is wrong."""
    return SUIVI.page(request)


def _plafond(request: HttpRequest) -> int:
    """The size of a file, for who follows a request."""
    return settings.PIECE_TAILLE_MAX if request.session.get(CLE) else 0


@acces(Acces.PUBLIC, ecrit=True)
@plafond(_plafond)
@never_cache
def ma_demande(request: HttpRequest) -> HttpResponse:
    """Show the request of this session, and take an answer."""
    demande = _suivie(request)
    if demande is None:
        return redirect("demande:suivre")
    if request.method != "POST":
        return _page(request, demande, forms.ReponseForm())
    form = forms.ReponseForm(request.POST, request.FILES, depasse=depasse(request))
    if not form.is_valid():
        return _page(request, demande, form, status=422)
    piece = form.cleaned_data["piece"]
    try:
        demandes.repondre(
            demande=demande,
            texte=form.cleaned_data["texte"],
            piece=cast("BinaryIO", piece.file) if piece else None,
            piece_nom=piece.name if piece else "",
            adresse=adresse_client(request),
        )
    except PieceRefusee as refus:
        form.add_error("piece", str(refus))
        return _page(request, demande, form, status=422)
    except confirmation.ReponseInattendue:
        messages.error(request, "Cette demande ne prend plus de message.")
    else:
        messages.success(request, "Votre message est transmis à l’opérateur.")
    return redirect("demande:ma_demande")


def _suivie(request: HttpRequest) -> DemandeInscription | None:
    return demandes.suivie(request.session.get(CLE))


def _page(
    request: HttpRequest, demande: DemandeInscription, form: forms.ReponseForm, *, status: int = 200
) -> HttpResponse:
    contexte = {
        "demande": demande,
        "form": form,
        "fil": demande.messages.prefetch_related("pieces"),
        "deposants": demande.deposants.all(),
        "ouverte": demande.traitee_le is None,
    }
    return render(request, "demande/ma_demande.html", contexte, status=status)
