"""Making an organisme known to the portal."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from stdnum.fr import siret as stdnum_siret

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.generateurs import nouveau_matricule, nouveau_numero_de_contrat
from accrochage.portail.organismes.models import Contrat, Organisme
from accrochage.portail.organismes.services.courrier import envoyer_identifiants_inscription

SIRET_INVALIDE = "Ce numéro n’est pas un SIRET : vérifiez ses 14 chiffres."
SIRET_CONNU = "Un organisme est déjà enregistré avec ce SIRET."
COMPTE_OUVERT = "Le compte est déjà ouvert : les identifiants d’inscription ne servent plus."


@transaction.atomic
def enregistrer_organisme(
    *,
    siret: str,
    raison_sociale: str,
    contact_nom: str,
    contact_prenom: str,
    contact_email: str,
    par: str,
    adresse: str | None = None,
) -> Organisme:
    """Create an organisme with its matricule and its certificateur contract, and mail both to its contact.

    All or nothing; the mail leaves after the commit. ``par`` is the reference of who acts
    (``utilisateur:3``). Raises ``ValidationError`` by field: a SIRET that is not one (La Poste's
    own rule included) or already known, an empty or too long text, an address that is not one.
    """
    organisme = Organisme(
        siret=lire_siret(siret),
        raison_sociale=" ".join(raison_sociale.split()),
        contact_nom=" ".join(contact_nom.split()),
        contact_prenom=" ".join(contact_prenom.split()),
        contact_email=contact_email.strip(),
    )
    organisme.full_clean(exclude=["matricule", "siret"])
    organisme.matricule = nouveau_matricule()
    _enregistrer(organisme)
    contrat = Contrat.objects.create(
        numero=nouveau_numero_de_contrat(Role.CERTIFICATEUR),
        organisme=organisme,
        role=Role.CERTIFICATEUR,
        debut=timezone.localdate(),
    )
    noter(action="organisme.enregistre", acteur=par, objet=reference(organisme), adresse=adresse)
    envoyer_identifiants_inscription(organisme, contrat)
    return organisme


@transaction.atomic
def envoyer_identifiants(*, organisme: Organisme, par: str, adresse: str | None = None) -> Courriel:
    """Mail the registration identifiers again, the same ones.

    Raises ``ValidationError`` once the account is open, or without a contract under way.
    """
    if organisme.comptes.filter(role=Role.CERTIFICATEUR).exists():
        raise ValidationError(COMPTE_OUVERT)
    contrat = organisme.contrats.filter(role=Role.CERTIFICATEUR, fin__isnull=True).first()
    if contrat is None:
        raise ValidationError("Cet organisme n’a pas de contrat de certificateur en cours.")
    noter(action="organisme.identifiants_renvoyes", acteur=par, objet=reference(organisme), adresse=adresse)
    return envoyer_identifiants_inscription(organisme, contrat)


def lire_siret(saisie: str) -> str:
    """Read a typed SIRET. Raises ``ValidationError`` on ``siret`` when it is not one."""
    compact = compacter(saisie)
    if not (compact.isascii() and compact.isdigit() and stdnum_siret.is_valid(compact)):
        raise ValidationError({"siret": SIRET_INVALIDE})
    return compact


def _enregistrer(organisme: Organisme) -> None:
    try:
        with transaction.atomic():
            organisme.save(force_insert=True)
    except IntegrityError as erreur:
        if Organisme.objects.filter(siret=organisme.siret).exists():
            raise ValidationError({"siret": SIRET_CONNU}) from erreur
        raise
