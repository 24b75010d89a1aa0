"""The organisation's own name, address and contact: corrected by its administrators, with the history."""

from __future__ import annotations

from collections.abc import Iterable

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.organismes.models import Changement, Organisme
from accrochage.portail.organismes.noms import Noms, NomsDuCompte
from accrochage.portail.organismes.services import vie
from accrochage.portail.web.acces import Acces, RequeteDeCompte, acces, adresse_client
from accrochage.portail.web.liens import REFUS, Lien

TAILLE_DE_PAGE = 25
CLE_LIEN = "contact_lien"
LIEN = Lien(vie.lire_contact, CLE_LIEN, "organisation:contact", "public/contact_perime.html")


class CoordonneesForm(forms.ModelForm):  # type: ignore[type-arg] # generic for the type checker alone
    """What an administrator corrects; SIRET and matricule belong to the operator."""

    class Meta:
        model = Organisme
        fields = vie.COORDONNEES
        labels = vie.SUJETS
        error_messages = {
            champ: {"required": f"Indiquez\N{NO-BREAK SPACE}: {libelle.lower()}."}
            for champ, libelle in vie.SUJETS.items()
        }

    def _post_clean(self) -> None:
        """Leave the row as it is: the service compares it with what was typed, and says what is wrong."""


@acces(Acces.ADMINISTRATEUR, ecrit=True)
def coordonnees(request: RequeteDeCompte) -> HttpResponse:
    """Correct them; a new address of the contact waits for its confirmation."""
    organisme = request.compte.organisme
    form = CoordonneesForm(request.POST if request.method == "POST" else None, instance=organisme)
    if request.method == "POST" and form.is_valid():
        try:
            changes = vie.corriger(
                organisme=organisme,
                valeurs=form.cleaned_data,
                confirmer_contact=True,
                geste=vie.Geste(request.user, adresse_client(request)),
            )
        except ValidationError as refus:
            form.add_error(None, refus)
        else:
            messages.success(request, _dit(changes))
            return redirect("organisation:coordonnees")
    page = Paginator(Changement.objects.visible_to(request.compte), TAILLE_DE_PAGE).get_page(
        request.GET.get("page")
    )
    contexte = {
        "form": form,
        "page": page,
        "histoire": en_mots(page.object_list, NomsDuCompte(request.compte)),
        "attente": getattr(organisme, "contact_a_confirmer", None),
    }
    return render(request, "organisation/coordonnees.html", contexte, status=422 if form.errors else 200)


def en_mots(changements: Iterable[Changement], noms: Noms) -> list[tuple[Changement, str, str]]:
    """Each change with the words of its subject and the name of who made it, as the reader knows them."""
    lus = list(changements)
    connus = noms.pour({c.acteur for c in lus})
    return [(c, vie.SUJETS.get(c.sujet, c.sujet), connus.get(c.acteur, c.acteur)) for c in lus]


@acces(Acces.PUBLIC)
@never_cache
def lien_du_contact(request: HttpRequest, jeton: str) -> HttpResponse:
    """Open the mailed link: keep its secret in the session and leave the address that shows it."""
    return LIEN.ouvrir(request, jeton)


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def contact(request: HttpRequest) -> HttpResponse:
    """Confirm the new address of a contact: a filter that opens links confirms nothing."""
    jeton = request.session.get(CLE_LIEN, "")
    try:
        if request.method == "POST":
            organisme = vie.confirmer_contact(jeton=jeton, adresse=adresse_client(request))
            del request.session[CLE_LIEN]
            return render(request, "public/contact_confirme.html", {"organisme": organisme})
        attente = vie.lire_contact(jeton=jeton)
    except REFUS as refus:
        return LIEN.refuser(request, refus)
    return render(request, "public/contact.html", {"organisme": attente.organisme})


def _dit(changes: list[str]) -> str:
    if "contact_email" in changes:
        return "C’est enregistré. La nouvelle adresse du contact servira quand son lien aura été ouvert."
    return "C’est enregistré." if changes else "Rien n’a changé."
