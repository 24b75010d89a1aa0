"""Questions to the operator: asked from the help, confirmed by mail, answered, followed."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.courriels import services as courriels
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes.enums import EtatQuestion, Sens
from accrochage.portail.organismes.models import Message, Organisme, Question
from accrochage.portail.organismes.services.confirmation import (
    HEURES,
    ReponseInattendue,
    a_confirmer,
    attendre,
    empreinte,
    limiter,
    reseau,
    retrouver_par_reference,
)

ACTION = "question.posee"
ACTION_SUIVI = "question.suivie"
MESSAGES_PAR_QUESTION = 20


@transaction.atomic
def poser(
    *,
    nom: str,
    prenom: str,
    email: str,
    sujet: str,
    texte: str,
    auteur: Utilisateur | None = None,
    organisme: Organisme | None = None,
    adresse: str | None,
) -> Question:
    """Keep a question and mail the link that confirms its address.

    Who is logged in has a confirmed address already (``email`` is then theirs): the operator has the
    question at once. Raises ``TropDeDemandes``, ``ValidationError``.
    """
    limiter(ACTION, adresse)
    attente = attendre("QUE")
    question = Question(
        reference=attente.reference,
        nom=" ".join(nom.split()),
        prenom=" ".join(prenom.split()),
        email=(auteur.email if auteur else email).strip().lower(),
        sujet=" ".join(sujet.split()),
        organisme=organisme,
        auteur=auteur,
        etat=EtatQuestion.RECUE if auteur else EtatQuestion.A_CONFIRMER,
        confirmee_le=attente.cree_le if auteur else None,
        jeton=attente.jeton,
        cree_le=attente.cree_le,
        expire_le=attente.expire_le,
    )
    question.full_clean(validate_unique=False)
    question.save()
    Message.objects.create(question=question, sens=Sens.DEMANDEUR, texte=texte.strip())
    noter(
        action=ACTION,
        acteur=reference(auteur),
        objet=reference(question),
        adresse=adresse,
        details={"reseau": reseau(adresse)},
    )
    if auteur:
        _ecrire("question_recue", question)
    else:
        lien = reverse("aide:question_lien", kwargs={"jeton": attente.secret})
        _ecrire("question_lien", question, lien=_url(lien), heures=HEURES)
    return question


def lire_lien(*, jeton: str) -> Question:
    """Find the question that a mailed link would confirm. Raises as ``confirmation.a_confirmer``."""
    return a_confirmer(Question.objects.filter(jeton=empreinte(jeton)).first())


@transaction.atomic
def confirmer(*, jeton: str, adresse: str | None) -> Question:
    """Hand the question to the operator. Once. Raises as :func:`lire_lien`."""
    question = a_confirmer(Question.objects.select_for_update().filter(jeton=empreinte(jeton)).first())
    question.etat, question.confirmee_le = EtatQuestion.RECUE, timezone.now()
    question.save(update_fields=["etat", "confirmee_le"])
    noter(action="question.confirmee", objet=reference(question), adresse=adresse)
    _ecrire("question_recue", question)
    return question


def retrouver(*, saisie: str, email: str, adresse: str | None) -> Question:
    """Find a confirmed question by its reference and its address, as typed.

    Raises ``DemandeIntrouvable``, ``TropDeDemandes``.
    """
    confirmees = Question.objects.confirmees().filter(email=email.strip().lower())
    return retrouver_par_reference(confirmees, action=ACTION_SUIVI, saisie=saisie, adresse=adresse)


def suivie(cle: int | None) -> Question | None:
    """The confirmed question that a session follows; None when there is none."""
    return Question.objects.confirmees().filter(pk=cle).first() if cle else None


@transaction.atomic
def ajouter(*, question: Question, texte: str, adresse: str | None) -> Message:
    """Keep one more message of who asks: the question waits for the operator again.

    Raises ``ReponseInattendue`` once closed or after too many messages.
    """
    tenue = Question.objects.select_for_update().get(pk=question.pk)
    recus = tenue.messages.filter(sens=Sens.DEMANDEUR).count()
    if tenue.etat == EtatQuestion.CLOSE or recus >= MESSAGES_PAR_QUESTION:
        raise ReponseInattendue
    tenue.etat = EtatQuestion.RECUE
    tenue.save(update_fields=["etat"])
    noter(action="question.relancee", objet=reference(tenue), adresse=adresse)
    return Message.objects.create(question=tenue, sens=Sens.DEMANDEUR, texte=texte.strip())


@transaction.atomic
def repondre(*, question: Question, texte: str, par: Utilisateur, adresse: str | None) -> Message:
    """Answer; the mail invites to read it on the follow-up page. Raises ``ReponseInattendue`` once closed."""
    tenue = _ouverte(question)
    tenue.etat, tenue.repondue_le = EtatQuestion.REPONDUE, timezone.now()
    tenue.save(update_fields=["etat", "repondue_le"])
    noter(action="question.repondue", acteur=reference(par), objet=reference(tenue), adresse=adresse)
    message = Message.objects.create(question=tenue, sens=Sens.OPERATEUR, auteur=par, texte=texte.strip())
    _ecrire("question_reponse", tenue)
    return message


@transaction.atomic
def clore(*, question: Question, par: Utilisateur, adresse: str | None) -> Question:
    """Close a question: no more messages. Raises ``ReponseInattendue`` when it is already."""
    tenue = _ouverte(question)
    tenue.etat = EtatQuestion.CLOSE
    tenue.save(update_fields=["etat"])
    noter(action="question.close", acteur=reference(par), objet=reference(tenue), adresse=adresse)
    return tenue


@transaction.atomic
def purger() -> int:
    """Forget the questions that were never confirmed in time. Returns how many rows."""
    nombre, _ = Question.objects.filter(etat=EtatQuestion.A_CONFIRMER, expire_le__lt=timezone.now()).delete()
    return nombre


def _ouverte(question: Question) -> Question:
    tenue = Question.objects.select_for_update().get(pk=question.pk)
    if tenue.etat in {EtatQuestion.CLOSE, EtatQuestion.A_CONFIRMER}:
        raise ReponseInattendue
    return tenue


def _ecrire(gabarit: str, question: Question, **contexte: str | int) -> None:
    courriels.envoyer(
        gabarit=gabarit,
        destinataire=question.email,
        contexte={
            "prenom": question.prenom,
            "nom": question.nom,
            "reference": question.reference_groupee,
            "lien": _url(reverse("aide:question_suivre")),
            **contexte,
        },
        objet=reference(question),
    )


def _url(chemin: str) -> str:
    return settings.URL_PORTAIL.rstrip("/") + chemin
