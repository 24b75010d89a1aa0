"""The pages of the registration, one a step."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accrochage.portail.comptes import cgu
from accrochage.portail.comptes.formats import grouper_identifiant
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.organismes import services
from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.models import Compte
from accrochage.portail.organismes.services import (
    DejaInscrit,
    LienDejaUtilise,
    LienExpire,
    LienInconnu,
    Ouverture,
    OuvertureRetiree,
)
from accrochage.portail.organismes.services.inscription import RESERVE_AUX_ORGANISMES
from accrochage.portail.web.acces import CLE_COMPTE, Acces, Requete, acces, adresse_client
from accrochage.portail.web.inscription import forms
from accrochage.portail.web.inscription.parcours import Parcours

LIENS_REFUSES = {
    LienInconnu: "inconnu",
    LienExpire: "expire",
    LienDejaUtilise: "utilise",
    OuvertureRetiree: "retire",
}
SESSION_PERDUE = (
    "Votre session a pris fin. Redonnez les deux identifiants : ce que vous aviez saisi ensuite est conservé."
)
COMPTE_OUVERT = (
    "Le compte de {role} de {organisme} est ouvert. Vous y travaillez maintenant ; "
    "vos autres comptes restent dans le menu."
)


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
@sensitive_post_parameters("second")
def identifiants(request: HttpRequest) -> HttpResponse:
    """Step 1: the two identifiers of the mail. They say which account; the page never asks."""
    parcours = Parcours.de(request)
    formulaire = forms.IdentifiantsForm(request.POST or None, initial=parcours.saisie)
    if request.method == "POST" and formulaire.is_valid():
        try:
            ouverture = _verifier(request, formulaire)
        except DejaInscrit as refus:
            return _deja_inscrit(request, refus)
        except services.TropDEssais:
            return _trop(request, "inscription/trop_d_essais.html")
        if ouverture is not None:
            parcours.ouvrir(ouverture, formulaire.cleaned_data)
            request.session.cycle_key()
            parcours.garder(request)
            return redirect("inscription:ouvrir" if _peut_ouvrir(request.user) else "inscription:personne")
    return render(request, "inscription/identifiants.html", {"form": formulaire})


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def personne(request: HttpRequest) -> HttpResponse:
    """Step 2: who registers. Also where a mistyped address is corrected."""
    parcours = Parcours.de(request)
    formulaire = forms.PersonneForm(request.POST or None, initial=parcours.personne)
    if request.method == "POST":
        parcours.personne = formulaire.brouillon()
        parcours.garder(request)
    ouverture = parcours.ouverture()
    if ouverture is None:
        if request.method == "POST":
            messages.warning(request, SESSION_PERDUE)
        return redirect("inscription:identifiants")
    if request.method == "POST" and formulaire.is_valid():
        return _envoyer_le_lien(request, parcours, ouverture, formulaire.cleaned_data)
    contexte = {"form": formulaire, "ouverture": ouverture, "correction": parcours.inscription}
    return render(request, "inscription/personne.html", contexte)


@acces(Acces.CONNECTE, ecrit=True)
@never_cache
def ouvrir(request: Requete) -> HttpResponse:
    """Step 2, for a person who has a login: confirm, and the account is open. A visitor logs in first."""
    parcours = Parcours.de(request)
    ouverture = parcours.ouverture()
    if ouverture is None:
        return redirect("inscription:identifiants")
    if not _peut_ouvrir(request.user):
        messages.warning(request, RESERVE_AUX_ORGANISMES)
        return redirect("inscription:personne")
    version = cgu.a_accepter_par(request.user)
    saisie = request.POST if request.method == "POST" else None
    formulaire = forms.SecondCompteForm(saisie, demander_cgu=version is not None)
    try:
        if formulaire.is_valid():
            return _ouvrir_avec_identifiant(request, ouverture)
    except DejaInscrit as refus:
        return _deja_inscrit(request, refus)
    except OuvertureRetiree as refus:
        return _lien_refuse(request, refus)
    contexte = {"form": formulaire, "ouverture": ouverture, "version": version}
    return render(request, "inscription/ouvrir.html", contexte)


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
def envoye(request: HttpRequest) -> HttpResponse:
    """Step 3: the mail has left; send it again, or go back to correct the address."""
    parcours = Parcours.de(request)
    ouverture = parcours.ouverture()
    if ouverture is None or parcours.inscription is None:
        return redirect("inscription:identifiants")
    if request.method == "POST":
        formulaire = forms.PersonneForm(parcours.personne)
        if not formulaire.is_valid():
            return redirect("inscription:personne")
        return _envoyer_le_lien(request, parcours, ouverture, formulaire.cleaned_data)
    contexte = {
        "email": parcours.destinataire,
        "heures": int(services.DUREE.total_seconds() // 3600),
        "ouverture": ouverture,
    }
    return render(request, "inscription/envoye.html", contexte)


@acces(Acces.PUBLIC)
@never_cache
def confirmer(request: HttpRequest, jeton: str) -> HttpResponse:
    """Open the mailed link: keep its secret in the session and leave the address that shows it."""
    try:
        services.confirmer_adresse(jeton=jeton, adresse=adresse_client(request))
    except tuple(LIENS_REFUSES) as refus:
        return _lien_refuse(request, refus)
    except DejaInscrit as refus:
        return _deja_inscrit(request, refus)
    parcours = Parcours.de(request)
    parcours.jeton = jeton
    request.session.cycle_key()
    parcours.garder(request)
    return redirect("inscription:mot_de_passe")


@acces(Acces.PUBLIC, ecrit=True)
@never_cache
@sensitive_post_parameters("mot_de_passe")
def mot_de_passe(request: HttpRequest) -> HttpResponse:
    """Step 4: the password; then the account exists."""
    parcours = Parcours.de(request)
    if not parcours.jeton:
        return redirect("inscription:terminee" if parcours.identifiant else "inscription:identifiants")
    formulaire = forms.MotDePasseForm(request.POST or None)
    try:
        inscription = services.confirmer_adresse(jeton=parcours.jeton, adresse=adresse_client(request))
        if request.method == "POST" and formulaire.is_valid() and _ouvrir(request, parcours, formulaire):
            return redirect("inscription:terminee")
    except tuple(LIENS_REFUSES) as refus:
        return _lien_refuse(request, refus)
    except DejaInscrit as refus:
        return _deja_inscrit(request, refus)
    return render(request, "inscription/mot_de_passe.html", {"form": formulaire, "inscription": inscription})


@acces(Acces.PUBLIC)
@never_cache
def terminee(request: HttpRequest) -> HttpResponse:
    """Step 5: the login, which was mailed as well."""
    parcours = Parcours.de(request)
    if not parcours.identifiant:
        return redirect("account_login")
    contexte = {
        "identifiant": grouper_identifiant(parcours.identifiant),
        "email": parcours.destinataire,
        "role": Role(parcours.role).label,
        "reste": parcours.reste,
    }
    return render(request, "inscription/terminee.html", contexte)


def _verifier(request: HttpRequest, formulaire: forms.IdentifiantsForm) -> Ouverture | None:
    """Check the identifiers; None when they are refused, with the reason on the form."""
    try:
        return services.verifier_identifiants(**formulaire.cleaned_data, adresse=adresse_client(request))
    except services.IdentifiantsMalFormes as refus:
        if refus.matricule:
            formulaire.add_error("matricule", forms.MATRICULE_MAL_FORME)
        if refus.second:
            formulaire.add_error("second", forms.SECOND_MAL_FORME)
    except services.IdentifiantsRefuses:
        formulaire.add_error(None, forms.IDENTIFIANTS_REFUSES)
    return None


def _envoyer_le_lien(
    request: HttpRequest, parcours: Parcours, ouverture: Ouverture, saisie: dict[str, str]
) -> HttpResponse:
    try:
        inscription = services.commencer_inscription(
            ouverture=ouverture,
            **{champ: saisie[champ] for champ in ("nom", "prenom", "email", "fonction")},
            adresse=adresse_client(request),
            remplace=parcours.inscription,
        )
    except DejaInscrit as refus:
        return _deja_inscrit(request, refus)
    except services.TropDeCourriels:
        return _trop(request, "inscription/trop_de_courriels.html")
    if parcours.inscription:
        messages.success(request, "Un nouveau courriel est parti. Le lien du précédent ne sert plus.")
    parcours.inscription, parcours.destinataire = inscription.pk, inscription.email
    parcours.garder(request)
    return redirect("inscription:envoye")


def _ouvrir(request: HttpRequest, parcours: Parcours, formulaire: forms.MotDePasseForm) -> bool:
    """Finish the registration; False when the password is refused, with the reasons on the form."""
    try:
        compte = services.terminer_inscription(
            jeton=parcours.jeton, adresse=adresse_client(request), **formulaire.cleaned_data
        )
    except ValidationError as erreur:
        formulaire.add_error("mot_de_passe", erreur)
        return False
    titulaire = compte.titulaire_du_compte
    Parcours(
        role=compte.role,
        identifiant=titulaire.identifiant,
        destinataire=titulaire.email,
        reste=_reste(compte),
    ).garder(request)
    return True


def _ouvrir_avec_identifiant(request: Requete, ouverture: Ouverture) -> HttpResponse:
    """Open the account with the login under way and work in it from now on."""
    try:
        compte = services.ouvrir_avec_identifiant(
            ouverture=ouverture,
            utilisateur=request.user,
            cgu_acceptees=request.POST.get("version", ""),
            adresse=adresse_client(request),
        )
    except ValidationError as refus:  # new conditions were published while the page was read
        messages.warning(request, " ".join(refus.messages))
        return redirect("inscription:ouvrir")
    Parcours().garder(request)
    request.session[CLE_COMPTE] = compte.pk
    texte = COMPTE_OUVERT.format(role=compte.get_role_display(), organisme=compte.organisme.raison_sociale)
    messages.success(request, texte)
    return redirect("public:tableau_de_bord")


def _peut_ouvrir(utilisateur: object) -> bool:
    """Whether this person, logged in, may hold accounts: agents of the operator do not."""
    return isinstance(utilisateur, Utilisateur) and not utilisateur.est_agent


def _reste(compte: Compte) -> str:
    """Name the role of the account that the organisme can open as well, now."""
    jour = timezone.localdate()
    a_ouvrir = services.comptes_a_ouvrir(compte.organisme)
    return next((str(a.role.label) for a in a_ouvrir if a.a_partir_du <= jour), "")


def _deja_inscrit(request: HttpRequest, refus: DejaInscrit) -> HttpResponse:
    parcours = Parcours.de(request)
    parcours.compte_ouvert = refus.compte.pk
    parcours.garder(request)
    contexte = {"administrateur": refus.administrateur, "compte": refus.compte}
    return render(request, "inscription/deja_inscrit.html", contexte, status=409)


def _lien_refuse(request: HttpRequest, refus: Exception) -> HttpResponse:
    contexte = {"raison": LIENS_REFUSES[type(refus)]}
    return render(request, "inscription/lien_refuse.html", contexte, status=410)


def _trop(request: HttpRequest, gabarit: str) -> HttpResponse:
    reponse = render(request, gabarit, status=429)
    reponse["Retry-After"] = "3600"
    return reponse
