"""The person's own page."""

from __future__ import annotations

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache

from accrochage.portail.comptes import appareils, sessions
from accrochage.portail.comptes import services as comptes
from accrochage.portail.comptes.second_facteur import a_un_second_facteur
from accrochage.portail.journal.libelles import ACTES
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.models import Appartenance
from accrochage.portail.organismes.services import membres
from accrochage.portail.web.acces import CLE_COMPTE, Acces, Requete, acces, adresse_client
from accrochage.portail.web.profil.forms import IdentiteForm

TAILLE_DE_PAGE = 25
DERNIER = "Vous êtes le seul administrateur de ce compte : nommez-en un autre avant de partir."
TITULAIRE = "Vous êtes titulaire de ce compte : transmettez ce rôle avant de partir."


@acces(Acces.CONNECTE)
@never_cache
def accueil(request: Requete) -> HttpResponse:
    """Show what the portal knows of the person, how they enter, and where they work."""
    contexte = {
        "personne": request.user,
        "second_facteur": a_un_second_facteur(request.user),
        "sessions": len(sessions.ouvertes_de(request.user)),
        "appareils": appareils.appareils_de(request.user),
        "changement": getattr(request.user, "changement_adresse", None),
        "acceptations": request.user.acceptations_cgu.select_related("version"),
    }
    return render(request, "profil/accueil.html", contexte)


@acces(Acces.CONNECTE, ecrit=True)
def modifier(request: Requete) -> HttpResponse:
    """Change the name, the first name, the function."""
    personne = request.user
    initial = {"prenom": personne.prenom, "nom": personne.nom, "fonction": personne.fonction}
    form = IdentiteForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        comptes.modifier_identite(utilisateur=personne, **form.cleaned_data, adresse=adresse_client(request))
        messages.success(request, "Votre profil est à jour.")
        return redirect("profil:accueil")
    return render(request, "profil/modifier.html", {"form": form})


@acces(Acces.CONNECTE)
@never_cache
def connexions(request: Requete) -> HttpResponse:
    """List what happened to the person's own access, newest first."""
    page = Paginator(Entree.objects.connexions_de(request.user), TAILLE_DE_PAGE).get_page(
        request.GET.get("page")
    )
    lignes = [(entree, ACTES[entree.action]) for entree in page.object_list]
    return render(request, "profil/connexions.html", {"page": page, "lignes": lignes})


@acces(Acces.CONNECTE, ecrit=True)
def fermer_session(request: Requete, pk: int) -> HttpResponse:
    """Close one of the person's sessions, at once."""
    session = next((s for s in sessions.ouvertes_de(request.user) if s.pk == pk), None)
    if session is None:
        raise Http404
    if request.method == "POST":
        sessions.fermer(session=session, utilisateur=request.user, adresse=adresse_client(request))
        messages.success(request, "La session est fermée.")
    return redirect("usersessions_list")


@acces(Acces.CONNECTE, ecrit=True)
def oublier_appareil(request: Requete, pk: int) -> HttpResponse:
    """Forget a browser: its next login is announced by mail."""
    appareil = get_object_or_404(appareils.appareils_de(request.user), pk=pk)
    if request.method == "POST":
        appareils.oublier(appareil=appareil, utilisateur=request.user, adresse=adresse_client(request))
        messages.success(request, "L’appareil est oublié : sa prochaine connexion vous sera signalée.")
    return redirect("profil:accueil")


@acces(Acces.CONNECTE, ecrit=True)
@reauthentication_required  # type: ignore[untyped-decorator] # allauth is untyped
def quitter_compte(request: Requete, pk: int) -> HttpResponse:
    """Say what leaving an account does, then do it."""
    appartenance = get_object_or_404(Appartenance.objects.actives_de(request.user), compte_id=pk)
    if request.method != "POST":
        return render(request, "profil/quitter_compte.html", {"appartenance": appartenance})
    try:
        membres.quitter(appartenance=appartenance, adresse=adresse_client(request))
    except membres.TitulaireEnPlace:
        messages.error(request, TITULAIRE)
    except membres.DernierAdministrateur:
        messages.error(request, DERNIER)
    else:
        request.session.pop(CLE_COMPTE, None)
        messages.success(request, "Vous avez quitté ce compte.")
    return redirect("profil:accueil")
