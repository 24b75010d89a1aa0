"""The contact form of the help, its confirmation, and the follow-up of a question."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.organismes.enums import EtatQuestion
from accrochage.portail.organismes.services import confirmation, questions
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.aide import questions_forms as forms
from accrochage.portail.web.liens import REFUS, Lien, Suivi

CLE = "question_suivie"
CLE_LIEN = "question_lien"
CLE_ENVOI = "question_envoyee"
LIEN = Lien(questions.lire_lien, CLE_LIEN, "aide:question_confirmer", "aide/question_lien_refuse.html")
SUIVI = Suivi(
    questions.retrouver,
    "QUE",
    CLE,
    "aide:ma_question",
    "aide/question_suivre.html",
    "Aucune question confirmée ne porte cette référence avec cette adresse. "
    "Vérifiez les deux dans le courriel de réception.",
)


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def contact(request: Requete) -> HttpResponse:
    """Write to the operator; who is logged in gives neither name nor address."""
    connu = Acces.CONNECTE in request.droits
    forme = forms.QuestionForm if connu else forms.QuestionDeVisiteurForm
    form = forme(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _poser(request, form.cleaned_data, connu=connu)
    contexte = {"form": form, "connu": connu}
    return render(request, "aide/contact.html", contexte, status=422 if form.errors else 200)


def _poser(request: Requete, lus: dict[str, str], *, connu: bool) -> HttpResponse:
    if not lus.pop("site", ""):
        if connu:
            lus |= {"nom": request.user.nom, "prenom": request.user.prenom, "email": request.user.email}
        try:
            question = questions.poser(
                **lus,
                auteur=request.user if connu else None,
                organisme=request.compte.organisme if request.compte else None,
                adresse=adresse_client(request),
            )
        except confirmation.TropDeDemandes:
            return render(request, "demande/trop.html", status=429)
        except ValidationError as refus:
            messages.error(request, " ".join(refus.messages))
            return redirect("aide:contact")
        if connu:
            request.session[CLE] = question.pk
            messages.success(request, "Votre question est transmise à l’opérateur.")
            return redirect("aide:ma_question")
    # A robot is told what it hopes for; nothing is kept, nothing is mailed.
    request.session[CLE_ENVOI] = lus["email"]
    return redirect("aide:contact_envoye")


@acces(Acces.PUBLIC)
@never_cache
def envoye(request: HttpRequest) -> HttpResponse:
    """The mail has left; nobody reads the question before its link was opened."""
    email = request.session.get(CLE_ENVOI)
    if not email:
        return redirect("aide:contact")
    return render(request, "aide/contact_envoye.html", {"email": email, "heures": confirmation.HEURES})


@acces(Acces.PUBLIC)
@never_cache
def lien(request: HttpRequest, jeton: str) -> HttpResponse:
    """Open the mailed link: keep its secret in the session and leave the address that shows it."""
    return LIEN.ouvrir(request, jeton)


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def confirmer(request: HttpRequest) -> HttpResponse:
    """Hand the question to the operator: a filter that opens links confirms nothing."""
    jeton = request.session.get(CLE_LIEN, "")
    try:
        if request.method == "POST":
            question = questions.confirmer(jeton=jeton, adresse=adresse_client(request))
            request.session.pop(CLE_LIEN, None)
            request.session[CLE] = question.pk
            messages.success(request, "Votre question est transmise à l’opérateur.")
            return redirect("aide:ma_question")
        question = questions.lire_lien(jeton=jeton)
    except REFUS as refus:
        return LIEN.refuser(request, refus)
    return render(request, "aide/question_confirmer.html", {"question": question})


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def suivre(request: HttpRequest) -> HttpResponse:
    """Ask for the reference and the address; one same answer whichever is wrong."""
    return SUIVI.page(request)


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def ma_question(request: HttpRequest) -> HttpResponse:
    """Show the question of this session, and take one more message."""
    question = questions.suivie(request.session.get(CLE))
    if question is None:
        return redirect("aide:question_suivre")
    form = forms.MessageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            questions.ajouter(
                question=question, texte=form.cleaned_data["texte"], adresse=adresse_client(request)
            )
        except confirmation.ReponseInattendue:
            messages.error(request, "Cette question ne prend plus de message.")
        else:
            messages.success(request, "Votre message est transmis à l’opérateur.")
        return redirect("aide:ma_question")
    contexte = {
        "question": question,
        "fil": question.messages.prefetch_related("pieces"),
        "form": form,
        "ouverte": question.etat != EtatQuestion.CLOSE,
    }
    return render(request, "aide/ma_question.html", contexte, status=422 if form.errors else 200)
