"""Pages of the operator's agents."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.courriels.services import relancer
from accrochage.portail.depots.models import Depot
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes import services
from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.models import Appartenance, Compte, Organisme
from accrochage.portail.referentiel.models import Certification
from accrochage.portail.web.acces import Acces, Requete, acces, adresse_client
from accrochage.portail.web.gestion import forms, mandats, vie

TAILLE_DE_PAGE = 25
ENREGISTRE_ET_ENVOYE = "L’organisme est enregistré. Ses identifiants d’inscription sont envoyés."
ENREGISTRE = "L’organisme est enregistré. Ses identifiants d’inscription partiront avec son premier mandat."


@acces(Acces.GESTIONNAIRE)
def organismes(request: HttpRequest) -> HttpResponse:
    """List the organismes: search, order, pages, all in the address."""
    recherche = forms.RechercheForm(request.GET)
    texte = recherche.cleaned_data["q"] if recherche.is_valid() else ""
    demande = request.GET.get("tri", "")
    tri = demande if demande in forms.TRIS else "nom"
    ouverts = Compte.objects.filter(organisme=OuterRef("pk"))
    trouves = (
        Organisme.objects.chercher(texte)
        .annotate(
            certificateur_ouvert=Exists(ouverts.filter(role=Role.CERTIFICATEUR)),
            deposant_ouvert=Exists(ouverts.filter(role=Role.DEPOSANT)),
        )
        .order_by(*forms.TRIS[tri])
    )
    page = Paginator(trouves, TAILLE_DE_PAGE).get_page(request.GET.get("page"))
    contexte = {"form": recherche, "page": page, "texte": texte, "colonnes": forms.colonnes(tri), "tri": tri}
    return render(request, "gestion/organismes.html", contexte)


@acces(Acces.GESTIONNAIRE, ecrit=True)
def nouvel_organisme(request: Requete) -> HttpResponse:
    """Record an organisme; its identifiers leave by mail."""
    formulaire = forms.OrganismeForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            cree = services.enregistrer_organisme(
                **formulaire.valeurs(), par=reference(request.user), adresse=adresse_client(request)
            )
        except ValidationError as erreur:
            formulaire.refuser(erreur)
        else:
            envoyes = bool(services.comptes_a_ouvrir(cree))
            messages.success(request, ENREGISTRE_ET_ENVOYE if envoyes else ENREGISTRE)
            return redirect("gestion:organisme", pk=cree.pk)
    return render(request, "gestion/nouvel_organisme.html", {"form": formulaire})


@acces(Acces.GESTIONNAIRE)
def organisme(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one organisme: identifiers, mails with their state, accounts and who administers them."""
    fiche = get_object_or_404(Organisme, pk=pk)
    membres = Appartenance.objects.filter(compte__organisme=fiche).select_related("utilisateur", "compte")
    contexte = {
        "organisme": fiche,
        "contrats": fiche.contrats.order_by("numero"),
        "courriels": Courriel.objects.filter(objet=reference(fiche)).order_by("-id")[:TAILLE_DE_PAGE],
        "certifications": Certification.objects.detenues_par(*fiche.sirets()).order_by("code")[
            :TAILLE_DE_PAGE
        ],
        "depots": Depot.objects.filter(Q(emetteur=fiche) | Q(certificateur=fiche))
        .select_related("emetteur")
        .order_by("-numero")[:TAILLE_DE_PAGE],
        "demandes": fiche.demandes_inscription.order_by("-cree_le"),
        "comptes": fiche.comptes.select_related("titulaire_du_compte").order_by("role"),
        "membres": membres.order_by("compte_id", "depuis", "id"),
        "a_ouvrir": services.comptes_a_ouvrir(fiche),
        **mandats.sections(request, fiche),
        **vie.sections(fiche),
    }
    return render(request, "gestion/organisme.html", contexte)


@acces(Acces.GESTIONNAIRE, ecrit=True)
def renvoyer_identifiants(request: Requete, pk: int) -> HttpResponse:
    """Mail the registration identifiers again."""
    fiche = get_object_or_404(Organisme, pk=pk)
    if request.method == "POST":
        try:
            services.envoyer_identifiants(
                organisme=fiche, par=reference(request.user), adresse=adresse_client(request)
            )
        except ValidationError as erreur:
            messages.error(request, " ".join(erreur.messages))
        else:
            messages.success(request, "Les identifiants d’inscription sont renvoyés.")
    return redirect("gestion:organisme", pk=fiche.pk)


@acces(Acces.TECHNIQUE)
def courriels_en_echec(request: HttpRequest) -> HttpResponse:
    """List the mails that did not leave, failed ones first."""
    page = Paginator(Courriel.objects.a_surveiller(), TAILLE_DE_PAGE).get_page(request.GET.get("page"))
    return render(request, "gestion/courriels.html", {"page": page})


@acces(Acces.TECHNIQUE, ecrit=True)
def relancer_courriel(request: Requete, pk: int) -> HttpResponse:
    """Put a failed mail back in the outbox."""
    courriel = get_object_or_404(Courriel, pk=pk)
    if request.method == "POST":
        relancer(courriel=courriel)
        noter(
            action="courriel.relance",
            acteur=reference(request.user),
            objet=reference(courriel),
            adresse=adresse_client(request),
        )
        messages.success(request, "Le courriel repart dans un instant.")
    return redirect("gestion:courriels")
