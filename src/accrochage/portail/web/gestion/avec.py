"""Acting *with* a body, never *as* it: the agent's own name is in both journals, with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from accrochage.portail.organismes.enums import Droit
from accrochage.portail.organismes.models import Appartenance, Compte
from accrochage.portail.organismes.services import invitations, membres, vie
from accrochage.portail.web.acces import Acces, Requete, acces
from accrochage.portail.web.gestion.vie import Acte, MotifForm, page_d_acte, saisie
from accrochage.portail.web.organisation.forms import InvitationForm

PREVENU = "Les administrateurs du compte lisent ce geste, votre nom et le motif dans l’historique."
SUSPENDRE = Acte(
    "Suspendre l’accès d’une personne",
    "Cette personne ne peut plus travailler dans ce compte, dès maintenant.",
    "Suspendre l’accès",
    ("Elle en est prévenue par courriel. L’accès peut être rouvert.", PREVENU),
    danger=True,
)
ROUVRIR = Acte(
    "Rouvrir l’accès d’une personne",
    "Cette personne retrouve son droit dans ce compte.",
    "Rouvrir l’accès",
    ("Elle en est prévenue par courriel.", PREVENU),
)
INVITER = Acte(
    "Inviter une personne",
    "Elle rejoint le compte par le lien qu’elle reçoit.",
    "Envoyer l’invitation",
    (PREVENU,),
)


class InviterForm(InvitationForm, MotifForm):
    """Whom to invite, and why the operator does it."""

    field_order = ("prenom", "nom", "email", "fonction", "droit", "motif")


REFUS: dict[type[Exception], str] = {
    membres.TitulaireEnPlace: "Cette personne est titulaire du compte. Un autre le devient d’abord.",
    membres.DernierAdministrateur: "Le compte n’aurait plus d’administrateur. Invitez-en un d’abord.",
    invitations.DejaMembre: "Cette adresse est déjà celle d’une personne du compte.",
    invitations.DejaInvitee: "Une invitation attend déjà cette adresse.",
    invitations.TropDInvitations: "Trop d’invitations sont parties aujourd’hui. Réessayez demain.",
    invitations.LoginDeLOperateur: "Un agent de l’opérateur n’entre dans aucun compte.",
}
"""What the services refuse → what the page says."""


@contextmanager
def _dits() -> Iterator[None]:
    """Turn the refusals of the services into errors of the form."""
    try:
        yield
    except tuple(REFUS) as refus:
        raise ValidationError(REFUS[type(refus)]) from refus


@acces(Acces.GESTIONNAIRE, ecrit=True)
def suspendre(request: Requete, pk: int) -> HttpResponse:
    """Suspend a member."""
    return _membre(request, pk, SUSPENDRE)


@acces(Acces.GESTIONNAIRE, ecrit=True)
def reactiver(request: Requete, pk: int) -> HttpResponse:
    """Open the access of a member again."""
    return _membre(request, pk, ROUVRIR)


@acces(Acces.GESTIONNAIRE, ecrit=True)
def inviter(request: Requete, pk: int) -> HttpResponse:
    """Invite somebody into an account."""
    compte = get_object_or_404(Compte.objects.select_related("organisme"), pk=pk)

    def agir(lus: dict[str, Any], geste: vie.Geste) -> None:
        lus["droit"] = Droit(lus["droit"])
        with _dits():
            invitations.inviter(compte=compte, par=geste.par, operateur=True, adresse=geste.adresse, **lus)
        vie.noter_changement(compte.organisme, "invitation", geste, apres=compte.get_role_display())

    return page_d_acte(request, compte.organisme, INVITER, InviterForm(saisie(request)), agir)


def _membre(request: Requete, pk: int, acte: Acte) -> HttpResponse:
    membre = get_object_or_404(Appartenance.objects.select_related("compte__organisme", "utilisateur"), pk=pk)
    organisme = membre.compte.organisme
    suspension = acte is SUSPENDRE

    def agir(_: dict[str, Any], geste: vie.Geste) -> None:
        qui: dict[str, Any] = {
            "appartenance": membre,
            "par": geste.par,
            "operateur": True,
            "adresse": geste.adresse,
        }
        with _dits():
            if suspension:
                membres.suspendre(**qui)
            else:
                membres.reactiver(**qui)
        sujet = "suspension" if suspension else "reactivation"
        vie.noter_changement(organisme, sujet, geste, apres=membre.utilisateur.nom_complet)

    return page_d_acte(request, organisme, acte, MotifForm(saisie(request)), agir)
