"""The operator's desk: what waits, what happened, and one box to find anything."""

from __future__ import annotations

from django import forms
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.depots.models import Depot
from accrochage.portail.design.filtres import champ_de_recherche
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes.models import Organisme
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.gestion import chiffres

PAR_GROUPE = 10
NUMERO_MAX = 18


class RechercheForm(forms.Form):
    """One box for all."""

    q = champ_de_recherche(
        "Chercher partout",
        "Nom, SIRET, matricule, contrat, identifiant, adresse électronique, numéro de dépôt.",
    )


@acces(Acces.OPERATEUR)
@never_cache
def accueil(request: Requete) -> HttpResponse:
    """Show what the agent's role is concerned with."""
    contexte: dict[str, object] = {"form": RechercheForm()}
    if Acces.GESTIONNAIRE in request.droits:
        contexte |= {nom: compter() for nom, compter in chiffres.PARTIES.items()}
    if Acces.TECHNIQUE in request.droits:
        contexte["technique"] = chiffres.technique()
    return render(request, "gestion/accueil.html", contexte)


@acces(Acces.GESTIONNAIRE)
@never_cache
def recherche(request: Requete) -> HttpResponse:
    """Find organismes, persons and deposits with the same words; looking for persons is in the journal."""
    form = RechercheForm(request.GET)
    texte = " ".join(form.cleaned_data["q"].split()) if form.is_valid() else ""
    contexte: dict[str, object] = {"form": form, "texte": texte}
    if texte:
        personnes = _personnes(texte)
        noter(
            action="recherche.faite",
            acteur=reference(request.user),
            adresse=adresse_client(request),
            details={"personnes": personnes.count()},
        )
        contexte |= {
            nom: Paginator(lignes, PAR_GROUPE).get_page(request.GET.get(nom))
            for nom, lignes in (
                ("organismes", Organisme.objects.chercher(texte).order_by("raison_sociale", "pk")),
                ("personnes", personnes),
                ("depots", _depots(texte)),
            )
        }
    return render(request, "gestion/recherche.html", contexte)


def _personnes(texte: str) -> QuerySet[Utilisateur]:
    mots = texte.split()
    nom = Q()
    for mot in mots:
        nom &= Q(nom__icontains=mot) | Q(prenom__icontains=mot)
    trouvees = Utilisateur.objects.filter(nom | Q(email__iexact=texte) | Q(identifiant=compacter(texte)[:20]))
    return trouvees.prefetch_related("appartenances__compte__organisme").order_by("nom", "prenom", "pk")


def _depots(texte: str) -> QuerySet[Depot]:
    compact = compacter(texte)
    filtre = Q(id_flux__iexact=texte) | Q(nom_fichier__icontains=texte)
    if compact.isascii() and compact.isdigit() and len(compact) < NUMERO_MAX:
        filtre |= Q(numero=int(compact))
    return Depot.objects.filter(filtre).select_related("emetteur", "certificateur").order_by("-numero")
