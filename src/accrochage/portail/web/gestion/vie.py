"""The life of an organisme on the operator's side: coordinates, SIRET, contracts, closing and reopening."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render

from accrochage.portail.design.champs import ChampDate
from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.models import Contrat, Organisme
from accrochage.portail.organismes.noms import NomsPourGestion
from accrochage.portail.organismes.services import vie
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.organisation.coordonnees import CoordonneesForm, en_mots


class MotifForm(forms.Form):
    """Why it is done: kept in the history of the organisme, that its administrators read."""

    motif = forms.CharField(
        label="Motif",
        max_length=1000,
        help_text="Gardé dans l’historique, que les administrateurs de l’organisme lisent.",
        error_messages={"required": "Dites pourquoi."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class SiretForm(MotifForm):
    """The SIRET it has now."""

    siret = forms.CharField(
        label="Nouveau SIRET",
        max_length=40,
        help_text="14 chiffres, avec ou sans espaces.",
        error_messages={"required": "Indiquez le nouveau SIRET."},
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )
    field_order = ("siret", "motif")


class FinForm(MotifForm):
    """The last day of a contract."""

    fin = ChampDate(label="Dernier jour", error_messages={"required": "Indiquez le dernier jour."})
    field_order = ("fin", "motif")


class ContratForm(MotifForm):
    """The role of a new contract."""

    role = forms.ChoiceField(label="Rôle", choices=Role)
    field_order = ("role", "motif")


class CoordonneesGestionForm(CoordonneesForm):
    """The same as an administrator's, with the reason."""

    motif = MotifForm.base_fields["motif"]


@dataclass(frozen=True, slots=True)
class Acte:
    """What a page says before an act: ``points`` are its consequences, ``danger`` paints its button."""

    titre: str
    reponse: str
    bouton: str
    points: tuple[str, ...] = ()
    danger: bool = False


COORDONNEES = Acte(
    "Corriger les coordonnées",
    "Si l’adresse de son contact change, l’ancienne et la nouvelle reçoivent un courriel.",
    "Enregistrer les coordonnées",
)
SIRET = Acte(
    "Changer le SIRET",
    "Le matricule, les contrats, les mandats, les comptes et les dépôts restent les mêmes.",
    "Changer le SIRET",
    (
        "Les certifications détenues sont désormais celles que le référentiel donne au nouveau SIREN.",
        "Si ce SIRET est déjà celui d’un autre organisme enregistré, fusionnez plutôt les deux.",
        "Le contact de l’organisme est prévenu.",
    ),
)
FIN = Acte(
    "Mettre fin au contrat",
    "Après le dernier jour, plus aucun fichier n’est accepté avec ce contrat.",
    "Enregistrer la fin du contrat",
    ("Les dépôts déjà faits et leurs accusés restent.", "Le contact de l’organisme est prévenu."),
)
CONTRAT = Acte(
    "Ouvrir un contrat",
    "Le nouveau contrat commence aujourd’hui, avec un numéro nouveau.",
    "Ouvrir le contrat",
    ("Les fichiers à venir portent ce numéro.", "Le contact de l’organisme est prévenu."),
)
FERMER = Acte(
    "Fermer cet organisme",
    "Plus rien ne se dépose en son nom ni par lui, dès maintenant.",
    "Fermer l’organisme",
    (
        "Ses contrats prennent fin aujourd’hui, ses mandats donnés et reçus sont révoqués.",
        "Ses dépôts, leurs accusés et ses passages restent, et ses membres les lisent encore.",
        "Il peut être rouvert\u00a0; les contrats et les mandats se donnent alors de nouveau.",
    ),
    danger=True,
)
ROUVRIR = Acte(
    "Rouvrir cet organisme",
    "Ses membres retrouvent leur compte. Les contrats et les mandats se donnent de nouveau.",
    "Rouvrir l’organisme",
)


@acces(Acces.GESTIONNAIRE, ecrit=True)
def coordonnees(request: Requete, pk: int) -> HttpResponse:
    """Correct the name, the contact and the address of a body."""
    organisme = get_object_or_404(Organisme, pk=pk)
    form = CoordonneesGestionForm(saisie(request), instance=organisme)

    def agir(lus: dict[str, Any], geste: vie.Geste) -> None:
        vie.corriger(organisme=organisme, valeurs=lus, confirmer_contact=False, geste=geste)

    return page_d_acte(request, organisme, COORDONNEES, form, agir)


@acces(Acces.GESTIONNAIRE, ecrit=True)
def siret(request: Requete, pk: int) -> HttpResponse:
    """Change the SIRET of a body."""
    organisme = get_object_or_404(Organisme, pk=pk)

    def agir(lus: dict[str, Any], geste: vie.Geste) -> None:
        vie.changer_siret(organisme=organisme, siret=lus["siret"], geste=geste)

    return page_d_acte(request, organisme, SIRET, SiretForm(saisie(request)), agir)


@acces(Acces.GESTIONNAIRE, ecrit=True)
def fin_de_contrat(request: Requete, pk: int) -> HttpResponse:
    """Set the last day of a contract."""
    contrat = get_object_or_404(Contrat.objects.select_related("organisme"), pk=pk)

    def agir(lus: dict[str, Any], geste: vie.Geste) -> None:
        vie.finir_contrat(contrat=contrat, fin=lus["fin"], geste=geste)

    return page_d_acte(request, contrat.organisme, FIN, FinForm(saisie(request)), agir)


@acces(Acces.GESTIONNAIRE, ecrit=True)
def nouveau_contrat(request: Requete, pk: int) -> HttpResponse:
    """Open a contract."""
    organisme = get_object_or_404(Organisme, pk=pk)

    def agir(lus: dict[str, Any], geste: vie.Geste) -> None:
        vie.nouveau_contrat(organisme=organisme, role=Role(lus["role"]), geste=geste)

    return page_d_acte(request, organisme, CONTRAT, ContratForm(saisie(request)), agir)


@acces(Acces.GESTIONNAIRE, ecrit=True)
def fermer(request: Requete, pk: int) -> HttpResponse:
    """Close a body."""
    organisme = get_object_or_404(Organisme, pk=pk)

    def agir(_: dict[str, Any], geste: vie.Geste) -> None:
        vie.fermer(organisme=organisme, geste=geste)

    return page_d_acte(request, organisme, FERMER, MotifForm(saisie(request)), agir)


@acces(Acces.GESTIONNAIRE, ecrit=True)
def rouvrir(request: Requete, pk: int) -> HttpResponse:
    """Open a closed body again."""
    organisme = get_object_or_404(Organisme, pk=pk)

    def agir(_: dict[str, Any], geste: vie.Geste) -> None:
        vie.rouvrir(organisme=organisme, geste=geste)

    return page_d_acte(request, organisme, ROUVRIR, MotifForm(saisie(request)), agir)


def saisie(request: Requete) -> QueryDict | None:
    """What was sent, even when it is empty; None when the page is only looked at."""
    return request.POST if request.method == "POST" else None


def sections(organisme: Organisme) -> dict[str, Any]:
    """The last changes of a body, with their words."""
    return {"histoire": en_mots(organisme.changements.all()[:25], NomsPourGestion())}


def page_d_acte(
    request: Requete,
    organisme: Organisme,
    acte: Acte,
    form: forms.BaseForm,
    agir: Callable[[dict[str, Any], vie.Geste], None],
) -> HttpResponse:
    """Say what the act does and ask for what it needs; then do it, and come back to the body."""
    if request.method == "POST" and form.is_valid():
        lus = dict(form.cleaned_data)
        geste = vie.Geste(request.user, adresse_client(request), " ".join(lus.pop("motif").split()))
        try:
            with transaction.atomic():
                agir(lus, geste)
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, "C’est fait. Le changement est dans l’historique.")
            return redirect("gestion:organisme", pk=organisme.pk)
    contexte = {"organisme": organisme, "acte": acte, "form": form}
    return render(request, "gestion/acte.html", contexte, status=422 if form.errors else 200)
