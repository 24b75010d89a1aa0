"""Inviting colleagues into the current account."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from accrochage.portail.organismes.enums import Droit
from accrochage.portail.organismes.models import Invitation
from accrochage.portail.organismes.services import LienDejaUtilise
from accrochage.portail.organismes.services import invitations as services
from accrochage.portail.web.acces import Acces, RequeteDeCompte, acces, adresse_client
from accrochage.portail.web.organisation import forms

TAILLE_DE_PAGE = 25
DEJA_MEMBRE = "Cette adresse est celle d’une personne qui a déjà un accès à ce compte."
DEJA_SUSPENDUE = "Cette personne a un accès suspendu à ce compte : rouvrez-le plutôt depuis sa page."
DEJA_INVITEE = "Une invitation attend déjà à cette adresse : renvoyez-la, ou annulez-la, depuis la liste."
TROP = "Beaucoup d’invitations sont parties aujourd’hui. Reprenez demain."
PLUS_EN_COURS = "Cette invitation a déjà servi, ou a été annulée."


@acces(Acces.ADMINISTRATEUR)
def liste(request: RequeteDeCompte) -> HttpResponse:
    """List the invitations that nobody has answered, latest first."""
    trouvees = Invitation.objects.visible_to(request.compte).en_cours().select_related("invite_par")
    page = Paginator(trouvees.order_by("-cree_le", "-id"), TAILLE_DE_PAGE).get_page(request.GET.get("page"))
    return render(request, "organisation/invitations.html", {"page": page, "maintenant": timezone.now()})


@acces(Acces.ADMINISTRATEUR, ecrit=True)
def inviter(request: RequeteDeCompte) -> HttpResponse:
    """Ask whom to invite, then mail the invitation."""
    form = forms.InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _envoyer(request, form):
        messages.success(
            request, "L’invitation est partie. La personne a sept jours pour ouvrir le lien qu’elle contient."
        )
        return redirect("organisation:invitations")
    return render(request, "organisation/inviter.html", {"form": form})


@acces(Acces.ADMINISTRATEUR, ecrit=True)
def renvoyer(request: RequeteDeCompte, pk: int) -> HttpResponse:
    """Mail a new link; the former one is void."""
    trouvee = _trouver(request, pk)
    if request.method == "POST":
        try:
            services.renvoyer(invitation=trouvee, par=request.user, adresse=adresse_client(request))
        except LienDejaUtilise:
            messages.warning(request, PLUS_EN_COURS)
        except services.TropDInvitations:
            messages.error(request, TROP)
        else:
            messages.success(request, "Une nouvelle invitation est partie. Le lien précédent ne sert plus.")
    return redirect("organisation:invitations")


@acces(Acces.ADMINISTRATEUR, ecrit=True)
def annuler(request: RequeteDeCompte, pk: int) -> HttpResponse:
    """Void an invitation."""
    trouvee = _trouver(request, pk)
    if request.method == "POST":
        try:
            services.annuler(invitation=trouvee, par=request.user, adresse=adresse_client(request))
        except LienDejaUtilise:
            messages.warning(request, PLUS_EN_COURS)
        else:
            messages.success(request, "L’invitation est annulée : son lien ne sert plus.")
    return redirect("organisation:invitations")


def _trouver(request: RequeteDeCompte, pk: int) -> Invitation:
    return get_object_or_404(Invitation.objects.visible_to(request.compte), pk=pk)


def _envoyer(request: RequeteDeCompte, form: forms.InvitationForm) -> bool:
    """Send; False when it is refused, with the reason on the form."""
    saisie = form.cleaned_data
    try:
        services.inviter(
            compte=request.compte,
            par=request.user,
            adresse=adresse_client(request),
            **{**saisie, "droit": Droit(saisie["droit"])},
        )
    except services.DejaMembre as refus:
        form.add_error("email", DEJA_SUSPENDUE if refus.appartenance.suspendue_le else DEJA_MEMBRE)
    except services.DejaInvitee:
        form.add_error("email", DEJA_INVITEE)
    except services.TropDInvitations:
        form.add_error(None, TROP)
    return form.is_valid()
