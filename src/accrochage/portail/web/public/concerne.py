"""« Suis-je concerné ? »: a few questions, a clear answer, the text of law it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accrochage.portail.web.acces import Acces, acces

DETIENT, HABILITE, MANDATE, AUCUN = "detient", "habilite", "mandate", "aucun"
DELIVREE, PAS_ENCORE = "oui", "non"


@dataclass(frozen=True, slots=True)
class Reponse:
    """``ton``: ``oui``, ``plus_tard``, ``autrement`` or ``non``; ``route`` is where to go on."""

    ton: str
    titre: str
    texte: str
    route: str = ""
    lien: str = ""


REPONSES = {
    (DETIENT, DELIVREE): Reponse(
        "oui",
        "Oui, votre organisme est concerné",
        "Il détient une certification et l’a délivrée : il transmet les données de chaque personne "
        "certifiée, dans les "
        "trois mois de la délivrance.",
        "demande:commencer",
        "Faire connaître mon organisme",
    ),
    (DETIENT, PAS_ENCORE): Reponse(
        "plus_tard",
        "Pas encore, mais bientôt",
        "L’obligation naît à la première certification délivrée : vous avez alors trois mois. "
        "Faites-vous connaître dès "
        "maintenant pour être prêt.",
        "demande:commencer",
        "Faire connaître mon organisme",
    ),
    (HABILITE, ""): Reponse(
        "non",
        "Non : c’est le certificateur qui transmet",
        "Un organisme habilité à former ou à évaluer ne déclare pas, et ne peut pas être choisi "
        "comme déposant. Donnez au "
        "certificateur les données dont il a besoin, à temps.",
        "aide:preparer",
        "Voir quelles données préparer",
    ),
    (MANDATE, ""): Reponse(
        "autrement",
        "Oui, avec un mandat du certificateur",
        "Vous déposez au nom d’un certificateur : c’est lui qui vous nomme, dans sa demande ou "
        "depuis son compte. Vous "
        "recevez alors vos identifiants par courriel.",
        "aide:se_faire_connaitre",
        "Lire comment se passe un mandat",
    ),
    (AUCUN, ""): Reponse(
        "non",
        "Non, votre organisme n’est pas concerné",
        "Seules les certifications du RNCP et du RS se transmettent, par l’organisme qui les détient.",
        "certifications:liste",
        "Vérifier une certification dans le référentiel",
    ),
}


class ConcerneForm(forms.Form):
    """Two questions; the second one matters to who holds a certification."""

    situation = forms.ChoiceField(
        label="Votre organisme et les certifications du RNCP ou du RS",
        choices=[
            ("", "Choisissez"),
            (DETIENT, "Il détient au moins une certification : il est certificateur"),
            (HABILITE, "Il forme ou évalue pour un certificateur qui l’habilite"),
            (MANDATE, "Il transmet des données pour le compte d’un certificateur"),
            (AUCUN, "Aucun des trois"),
        ],
        error_messages={"required": "Choisissez la situation de votre organisme."},
    )
    delivree = forms.ChoiceField(
        label="Si c’est un certificateur, a-t-il déjà délivré cette certification à quelqu’un ?",
        choices=[("", "Choisissez"), (DELIVREE, "Oui"), (PAS_ENCORE, "Pas encore")],
        required=False,
    )

    def clean(self) -> dict[str, str]:
        """Ask a certificateur whether it has delivered."""
        lus = super().clean() or {}
        if lus.get("situation") == DETIENT and not lus.get("delivree"):
            self.add_error("delivree", "Dites si la certification a déjà été délivrée.")
        return lus

    def reponse(self) -> Reponse:
        """The answer to what was chosen."""
        situation = self.cleaned_data["situation"]
        return REPONSES[situation, self.cleaned_data["delivree"] if situation == DETIENT else ""]


@acces(Acces.PUBLIC)
def concerne(request: HttpRequest) -> HttpResponse:
    """Ask, or answer: the choices are in the address, which can be shared."""
    form = ConcerneForm(request.GET or None)
    reponse = form.reponse() if form.is_bound and form.is_valid() else None
    contexte = {"form": form, "trouvee": reponse}
    return render(request, "public/concerne.html", contexte, status=422 if form.errors else 200)
