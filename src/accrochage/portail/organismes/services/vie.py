"""The life of an organisme: what changes in it, who changed it, what it was before (``process.md`` §3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes.enums import EtatMandat, Role
from accrochage.portail.organismes.models import Changement, ContactAConfirmer, Contrat, Mandat, Organisme
from accrochage.portail.organismes.services import courrier_vie as courrier
from accrochage.portail.organismes.services.confirmation import HEURES, attendre, empreinte
from accrochage.portail.organismes.services.mandats import revoquer_mandat
from accrochage.portail.organismes.services.organisme import SIRET_CONNU, lire_siret, ouvrir_contrat
from accrochage.portail.organismes.services.refus import LienInconnu

SUJETS = {
    "raison_sociale": "Raison sociale",
    "contact_nom": "Nom du contact",
    "contact_prenom": "Prénom du contact",
    "contact_email": "Adresse électronique du contact",
    "contact_fonction": "Fonction du contact",
    "adresse": "Adresse",
    "code_postal": "Code postal",
    "commune": "Commune",
    "siret": "SIRET",
    "contrat_ouvert": "Contrat ouvert",
    "contrat_fin": "Fin de contrat",
    "fermeture": "Fermeture",
    "reouverture": "Réouverture",
    "fusion": "Fusion",
    "suspension": "Accès suspendu par l’opérateur",
    "reactivation": "Accès rouvert par l’opérateur",
    "invitation": "Invitation par l’opérateur",
}
"""What a change is about → its words."""
COORDONNEES = tuple(SUJETS)[:8]
"""Fields of an organisme that its administrators correct themselves."""
DEJA_FERME = "Cet organisme est déjà fermé."
PAS_FERME = "Cet organisme n’est pas fermé."
CONTRAT_EN_COURS = "Un contrat de ce rôle est déjà en cours ou à venir."
CONTRAT_TERMINE = "Ce contrat est déjà terminé."
FIN_IMPOSSIBLE = "Indiquez un jour à partir d’aujourd’hui, et pas avant le début du contrat."


@dataclass(frozen=True, slots=True)
class Geste:
    """Who does it, why, and from where."""

    par: Utilisateur
    adresse: str | None
    motif: str = ""


def noter_changement(
    organisme: Organisme, sujet: str, geste: Geste, *, avant: str = "", apres: str = ""
) -> None:
    """Keep one change with both values, which the journal does not hold; in the caller's transaction."""
    Changement.objects.create(
        organisme=organisme,
        sujet=sujet,
        avant=avant,
        apres=apres,
        motif=geste.motif,
        acteur=reference(geste.par),
    )


@transaction.atomic
def corriger(
    *,
    organisme: Organisme,
    valeurs: Mapping[str, str],
    confirmer_contact: bool,
    geste: Geste,
) -> list[str]:
    """Change some of :data:`COORDONNEES`; return those that did.

    With ``confirmer_contact`` the address of the contact changes only once its mailed link is
    opened: identifiers go there. Both addresses are told. Raises ``ValidationError`` by field.
    """
    lu = Organisme.objects.select_for_update().get(pk=organisme.pk)
    propres = {champ: " ".join(valeurs[champ].split()) for champ in COORDONNEES if champ in valeurs}
    differents = {champ: texte for champ, texte in propres.items() if texte != getattr(lu, champ)}
    avant = {champ: getattr(lu, champ) for champ in differents}
    for champ, texte in differents.items():
        setattr(lu, champ, texte)
    lu.full_clean(validate_unique=False, validate_constraints=False)
    email = differents.get("contact_email")
    if email and confirmer_contact:
        lu.contact_email = avant.pop("contact_email")
        _faire_confirmer(lu, email, geste.par)
    for champ, valeur in avant.items():
        noter_changement(lu, champ, geste, avant=valeur, apres=differents[champ])
    lu.save(update_fields=list(differents))
    if differents:
        noter_geste("organisme.modifie", lu, geste, champs=sorted(differents))
    if email and not confirmer_contact:
        courrier.annoncer_contact(lu, ancienne=avant["contact_email"])
    return sorted(differents)


def lire_contact(*, jeton: str) -> ContactAConfirmer:
    """Find the address that a mailed link would confirm. Changes nothing. Raises :class:`LienInconnu`."""
    return _contact(jeton)


@transaction.atomic
def confirmer_contact(*, jeton: str, adresse: str | None) -> Organisme:
    """Make the new address the contact's; the former one is told. Once. Raises :class:`LienInconnu`."""
    attente = _contact(jeton)
    organisme = Organisme.objects.select_for_update().get(pk=attente.organisme_id)
    avant, organisme.contact_email = organisme.contact_email, attente.nouvelle
    organisme.save(update_fields=["contact_email"])
    geste = Geste(attente.demande_par, adresse)
    noter_changement(organisme, "contact_email", geste, avant=avant, apres=organisme.contact_email)
    noter_geste("organisme.contact_confirme", organisme, geste)
    attente.delete()
    courrier.annoncer_contact(organisme, ancienne=avant)
    return organisme


@transaction.atomic
def changer_siret(*, organisme: Organisme, siret: str, geste: Geste) -> Organisme:
    """Give an organisme the SIRET it has now (a move, a new legal form); everything else stays.

    Raises ``ValidationError`` on ``siret``: not one, or already another organisme's (then they merge).
    """
    nouveau = lire_siret(siret)
    lu = Organisme.objects.select_for_update().get(pk=organisme.pk)
    if Organisme.objects.filter(siret=nouveau).exists():
        raise ValidationError({"siret": SIRET_CONNU})
    noter_changement(lu, "siret", geste, avant=lu.siret, apres=nouveau)
    lu.siret = nouveau
    lu.save(update_fields=["siret"])
    noter_geste("organisme.siret_change", lu, geste)
    courrier.annoncer_changement(lu, "siret")
    return lu


@transaction.atomic
def finir_contrat(*, contrat: Contrat, fin: date, geste: Geste) -> Contrat:
    """Set the last day of a contract. Raises ``ValidationError`` on ``fin``."""
    lu = Contrat.objects.select_for_update().select_related("organisme").get(pk=contrat.pk)
    if lu.etat_le(timezone.localdate()) == EtatMandat.TERMINE:
        raise ValidationError({"fin": CONTRAT_TERMINE})
    if fin < max(lu.debut, timezone.localdate()):
        raise ValidationError({"fin": FIN_IMPOSSIBLE})
    avant = f"{lu.fin:%d/%m/%Y}" if lu.fin else ""
    lu.fin = fin
    lu.save(update_fields=["fin"])
    noter_changement(lu.organisme, "contrat_fin", geste, avant=avant, apres=f"{lu.numero}, {fin:%d/%m/%Y}")
    noter_geste("organisme.contrat_fini", lu.organisme, geste, contrat=lu.numero, fin=fin.isoformat())
    courrier.annoncer_changement(lu.organisme, "contrat")
    return lu


@transaction.atomic
def nouveau_contrat(*, organisme: Organisme, role: Role, geste: Geste) -> Contrat:
    """Open a contract from today. Raises ``ValidationError``: one is not over yet, or the body is closed."""
    lu = Organisme.objects.select_for_update().get(pk=organisme.pk)
    if lu.ferme_le is not None:
        raise ValidationError(DEJA_FERME)
    jour = timezone.localdate()
    if any(c.etat_le(jour) != EtatMandat.TERMINE for c in lu.contrats.filter(role=role)):
        raise ValidationError(CONTRAT_EN_COURS)
    contrat = ouvrir_contrat(lu, role)
    noter_changement(lu, "contrat_ouvert", geste, apres=contrat.numero)
    noter_geste("organisme.contrat_ouvert", lu, geste, contrat=contrat.numero)
    courrier.annoncer_changement(lu, "contrat")
    return contrat


@transaction.atomic
def fermer(*, organisme: Organisme, geste: Geste) -> Organisme:
    """Close a body: its contracts end today, its mandates are revoked, nothing more is deposited or opened.

    What was deposited stays, and its people still read it. Raises ``ValidationError``.
    """
    lu = Organisme.objects.select_for_update().get(pk=organisme.pk)
    if lu.ferme_le is not None:
        raise ValidationError(DEJA_FERME)
    jour = timezone.localdate()
    for contrat in lu.contrats.all():
        if contrat.etat_le(jour) != EtatMandat.TERMINE:
            contrat.fin = max(jour, contrat.debut)
            contrat.save(update_fields=["fin"])
    mandats = Mandat.objects.non_clos()
    for mandat in mandats.filter(certificateur=lu) | mandats.filter(deposant=lu):
        revoquer_mandat(mandat=mandat, par=reference(geste.par), adresse=geste.adresse)
    lu.ferme_le = timezone.now()
    lu.save(update_fields=["ferme_le"])
    noter_changement(lu, "fermeture", geste)
    noter_geste("organisme.ferme", lu, geste)
    courrier.annoncer_changement(lu, "fermeture")
    return lu


@transaction.atomic
def rouvrir(*, organisme: Organisme, geste: Geste) -> Organisme:
    """Open a closed body again. Contracts and mandates are given anew. Raises ``ValidationError``."""
    lu = Organisme.objects.select_for_update().get(pk=organisme.pk)
    if lu.ferme_le is None or lu.fusionne_dans_id is not None:
        raise ValidationError(PAS_FERME)
    lu.ferme_le = None
    lu.save(update_fields=["ferme_le"])
    noter_changement(lu, "reouverture", geste)
    noter_geste("organisme.rouvert", lu, geste)
    courrier.annoncer_changement(lu, "reouverture")
    return lu


def purger() -> int:
    """Forget the addresses that nobody confirmed in time. Returns how many."""
    nombre, _ = ContactAConfirmer.objects.filter(expire_le__lt=timezone.now()).delete()
    return nombre


def _faire_confirmer(organisme: Organisme, email: str, par: Utilisateur) -> None:
    attendu = attendre("")
    ContactAConfirmer.objects.filter(organisme=organisme).delete()
    attente = ContactAConfirmer.objects.create(
        organisme=organisme,
        nouvelle=email.lower(),
        jeton=attendu.jeton,
        demande_par=par,
        expire_le=attendu.expire_le,
    )
    courrier.faire_confirmer_contact(attente, attendu.secret, heures=HEURES)


def _contact(jeton: str) -> ContactAConfirmer:
    valables = ContactAConfirmer.objects.filter(expire_le__gt=timezone.now())
    attente = valables.select_related("organisme").filter(jeton=empreinte(jeton)).first()
    if attente is None:
        raise LienInconnu
    return attente


def noter_geste(action: str, organisme: Organisme, geste: Geste, **details: str | list[str]) -> None:
    """In the journal of each open account of the organisme, or once when there is none."""
    for compte in organisme.comptes.all() or [None]:
        noter(
            action=action,
            acteur=reference(geste.par),
            objet=reference(organisme),
            compte=reference(compte),
            adresse=geste.adresse,
            details=details,
        )
