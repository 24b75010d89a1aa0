"""The request, page by page: nothing leaves before the summary, nobody reads it unconfirmed."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.organismes.enums import NatureDeposant
from accrochage.portail.organismes.services import (
    confirmation,
    demandes,
)
from accrochage.portail.web.acces import Acces, acces, adresse_client
from accrochage.portail.web.demande import forms
from accrochage.portail.web.demande.brouillon import CLE, Brouillon
from accrochage.portail.web.demande.certifications import choisies
from accrochage.portail.web.liens import REFUS, Lien

CLE_ENVOI = "demande_envoyee"
CLE_LIEN = "demande_lien"
LIEN = Lien(demandes.lire_lien, CLE_LIEN, "demande:confirmer", "demande/lien_refuse.html")


@acces(Acces.PUBLIC)
@never_cache
def commencer(request: HttpRequest) -> HttpResponse:
    """Say what is asked and what comes of it."""
    return render(request, "demande/commencer.html", {"en_cours": bool(Brouillon.de(request).organisme)})


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def organisme(request: HttpRequest) -> HttpResponse:
    """Page 1: SIRET and name."""
    brouillon = Brouillon.de(request)
    form = forms.OrganismeForm(request.POST or None, initial=brouillon.organisme)
    if request.method == "POST" and form.is_valid():
        brouillon.robot = bool(form.cleaned_data.pop("site"))
        brouillon.organisme = form.cleaned_data
        brouillon.deposants = [d for d in brouillon.deposants if d["siret"] != brouillon.organisme["siret"]]
        return brouillon.continuer(request)
    return _page(request, "demande/organisme.html", form, etape=1)


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def contact(request: HttpRequest) -> HttpResponse:
    """Page 2: whom to write to."""
    brouillon = Brouillon.de(request)
    form = forms.ContactForm(request.POST or None, initial=brouillon.contact)
    if request.method == "POST" and form.is_valid():
        brouillon.contact = form.cleaned_data
        return brouillon.continuer(request)
    return _page(request, "demande/contact.html", form, etape=2)


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def deposants(request: HttpRequest) -> HttpResponse:
    """Page 4: who deposits; a training partner is refused with the reason."""
    brouillon = Brouillon.de(request)
    if not brouillon.organisme:
        return redirect("demande:organisme")
    nommes = {d["siret"] for d in brouillon.deposants}
    ajout = request.method == "POST" and "ajouter" in request.POST
    form = forms.DeposantForm(
        request.POST if ajout else None, soi=brouillon.organisme["siret"], nommes=nommes
    )
    if request.method == "POST":
        if "suite" in request.POST:
            return _finir_deposants(request, brouillon, form)
        if "retirer" in request.POST:
            brouillon.deposants = [d for d in brouillon.deposants if d["siret"] != request.POST["retirer"]]
            brouillon.garder(request)
            return redirect("demande:deposants")
        if form.is_valid() and len(nommes) < forms.DEPOSANTS_MAX:
            brouillon.deposants.append(form.cleaned_data)
            brouillon.garder(request)
            return redirect("demande:deposants")
    return _page_deposants(request, brouillon, form)


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def resume(request: HttpRequest) -> HttpResponse:
    """Page 5: read it all again, then send."""
    brouillon = Brouillon.de(request)
    if brouillon.manque:
        return redirect(brouillon.manque)
    if request.method == "POST":
        return _envoyer(request, brouillon)
    contexte = {
        "brouillon": brouillon,
        "certifications": choisies(brouillon),
        "natures": _natures(brouillon),
        "etape": 5,
    }
    return render(request, "demande/resume.html", contexte)


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def envoye(request: HttpRequest) -> HttpResponse:
    """The mail has left; nobody reads the request before its link was opened. POST sends it again."""
    envoi = request.session.get(CLE_ENVOI)
    if not envoi:
        return redirect("demande:commencer")
    if request.method == "POST":
        try:
            renvoye = demandes.renvoyer_lien(cle=envoi["cle"], adresse=adresse_client(request))
        except confirmation.TropDeDemandes:
            return render(request, "demande/trop.html", status=429)
        if not renvoye and envoi["cle"]:
            messages.info(request, "Cette demande est déjà confirmée, ou elle a été effacée.")
        else:
            messages.success(request, "Le courriel est reparti. Le lien du précédent ne sert plus.")
        return redirect("demande:envoye")
    return render(request, "demande/envoye.html", {"email": envoi["email"], "heures": confirmation.HEURES})


@acces(Acces.PUBLIC)
@never_cache
def lien(request: HttpRequest, jeton: str) -> HttpResponse:
    """Open the mailed link: keep its secret in the session and leave the address that shows it."""
    return LIEN.ouvrir(request, jeton)


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def confirmer(request: HttpRequest) -> HttpResponse:
    """Hand the request to the operator: a filter that opens links confirms nothing."""
    jeton = request.session.get(CLE_LIEN, "")
    try:
        if request.method == "POST":
            demande = demandes.confirmer(jeton=jeton, adresse=adresse_client(request))
            request.session.pop(CLE_LIEN, None)
            request.session.pop(CLE_ENVOI, None)
            contexte = {"demande": demande}
            return render(request, "demande/recue.html", contexte)
        demande = demandes.lire_lien(jeton=jeton)
    except REFUS as refus:
        return LIEN.refuser(request, refus)
    return render(request, "demande/confirmer.html", {"demande": demande})


def _envoyer(request: HttpRequest, brouillon: Brouillon) -> HttpResponse:
    email = brouillon.contact["email"]
    if brouillon.robot:
        # A robot is told what it hopes for; nothing is kept, nothing is mailed.
        request.session[CLE_ENVOI] = {"email": email, "cle": 0}
        return redirect("demande:envoye")
    try:
        demande = demandes.deposer_demande(
            **brouillon.organisme,
            contact=brouillon.contact,
            certifications=brouillon.certifications,
            depose_elle_meme=brouillon.depose_elle_meme,
            deposants=[
                demandes.Deposant(d["siret"], d["raison_sociale"], NatureDeposant(d["nature"]))
                for d in brouillon.deposants
            ],
            adresse=adresse_client(request),
        )
    except confirmation.TropDeDemandes:
        return render(request, "demande/trop.html", status=429)
    except ValidationError as refus:
        messages.error(request, " ".join(refus.messages))
        return redirect("demande:resume")
    request.session.pop(CLE, None)
    request.session[CLE_ENVOI] = {"email": email, "cle": demande.pk}
    return redirect("demande:envoye")


def _finir_deposants(request: HttpRequest, brouillon: Brouillon, form: forms.DeposantForm) -> HttpResponse:
    brouillon.depose_elle_meme = "elle_meme" in request.POST
    if not brouillon.depose_elle_meme and not brouillon.deposants:
        brouillon.garder(request)
        return _page_deposants(request, brouillon, form, personne=True)
    brouillon.deposants_vus = True
    return brouillon.continuer(request)


def _page_deposants(
    request: HttpRequest, brouillon: Brouillon, form: forms.DeposantForm, *, personne: bool = False
) -> HttpResponse:
    contexte = {
        "form": form,
        "etape": 4,
        "brouillon": brouillon,
        "natures": _natures(brouillon),
        "personne": personne,
        "complet": len(brouillon.deposants) >= forms.DEPOSANTS_MAX,
    }
    statut = 422 if personne or form.errors else 200
    return render(request, "demande/deposants.html", contexte, status=statut)


def _natures(brouillon: Brouillon) -> list[dict[str, str]]:
    return [{**d, "libelle": NatureDeposant(d["nature"]).label} for d in brouillon.deposants]


def _page(request: HttpRequest, gabarit: str, form: object, *, etape: int) -> HttpResponse:
    statut = 422 if getattr(form, "errors", None) else 200
    return render(request, gabarit, {"form": form, "etape": etape}, status=statut)
