"""Questions to the operator: the inbox, and the answer."""

from __future__ import annotations

from typing import ClassVar

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.design.filtres import Filtre, champ_de_recherche, champ_de_tri, colonnes
from accrochage.portail.organismes.enums import EtatQuestion, UsageModele
from accrochage.portail.organismes.models import Question
from accrochage.portail.organismes.services import confirmation, questions
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.gestion.demandes_forms import ReponseForm

TAILLE_DE_PAGE = 25
TOUTES = "toutes"
TRIS = {"date": ("confirmee_le", "id"), "-date": ("-confirmee_le", "-id")}
CLOSE = "Cette question est close\N{NO-BREAK SPACE}: elle ne prend plus de réponse."


class FiltreForm(Filtre):
    """State and words; oldest on top."""

    DEFAUTS: ClassVar[dict[str, str]] = {"q": "", "etat": EtatQuestion.RECUE.value, "tri": "date"}

    q = champ_de_recherche("Référence, sujet ou nom")
    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=[
            (EtatQuestion.RECUE, "À traiter"),
            (EtatQuestion.REPONDUE, "Répondues"),
            (EtatQuestion.CLOSE, "Closes"),
            (TOUTES, "Toutes"),
        ],
    )
    tri = champ_de_tri(TRIS)


@acces(Acces.GESTIONNAIRE)
@never_cache
def liste(request: HttpRequest) -> HttpResponse:
    """List the confirmed questions: state, search, order and page are in the address."""
    form = FiltreForm(request.GET)
    choix = form.choix
    trouvees = Question.objects.confirmees().chercher(choix["q"])
    if choix["etat"] != TOUTES:
        trouvees = trouvees.filter(etat=choix["etat"])
    page = Paginator(trouvees.select_related("organisme").order_by(*TRIS[choix["tri"]]), TAILLE_DE_PAGE)
    contexte = {
        "form": form,
        "choix": choix,
        "page": page.get_page(request.GET.get("page")),
        "colonnes": colonnes(choix["tri"], ("date",)),
        "a_traiter": Question.objects.a_traiter().count(),
    }
    return render(request, "gestion/questions.html", contexte)


@acces(Acces.GESTIONNAIRE, ecrit=True)
@never_cache
def question(request: Requete, pk: int) -> HttpResponse:
    """Show one question, and answer it."""
    lue = get_object_or_404(Question.objects.confirmees().select_related("organisme"), pk=pk)
    envoi = request.POST if request.method == "POST" else None
    form = ReponseForm(envoi, usage=UsageModele.REPONSE, modele=request.GET.get("modele", ""))
    if request.method == "POST" and form.is_valid():
        try:
            questions.repondre(
                question=lue,
                texte=form.cleaned_data["texte"],
                par=request.user,
                adresse=adresse_client(request),
            )
        except confirmation.ReponseInattendue:
            messages.error(request, CLOSE)
        else:
            messages.success(request, "La réponse est enregistrée. Un courriel invite à la lire.")
        return redirect("gestion:question", pk=lue.pk)
    contexte = {
        "question": lue,
        "form": form,
        "fil": lue.messages.select_related("auteur").prefetch_related("pieces"),
        "ouverte": lue.etat != EtatQuestion.CLOSE,
    }
    return render(request, "gestion/question.html", contexte, status=422 if form.errors else 200)


@acces(Acces.GESTIONNAIRE, ecrit=True)
@never_cache
def clore(request: Requete, pk: int) -> HttpResponse:
    """Close a question."""
    lue = get_object_or_404(Question.objects.confirmees(), pk=pk)
    if request.method == "POST":
        try:
            questions.clore(question=lue, par=request.user, adresse=adresse_client(request))
        except confirmation.ReponseInattendue:
            messages.error(request, CLOSE)
        else:
            messages.success(request, "La question est close.")
    return redirect("gestion:question", pk=lue.pk)
