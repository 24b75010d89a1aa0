"""Making an organisme known to the portal."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from types import MappingProxyType

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
from accrochage.portail.organismes.services.ouvertures import comptes_a_ouvrir

SIRET_INVALIDE = "Ce numéro n’est pas un SIRET : vérifiez ses 14 chiffres."
SIRET_CONNU = "Un organisme est déjà enregistré avec ce SIRET."
SANS_ROLE = "Choisissez au moins un rôle."
RIEN_A_OUVRIR = (
    "Cet organisme n’a plus de compte à ouvrir : les identifiants d’inscription ne servent plus, "
    "ou il attend son premier mandat."
)


@transaction.atomic
def enregistrer_organisme(
    *,
    siret: str,
    raison_sociale: str,
    contact_nom: str,
    contact_prenom: str,
    contact_email: str,
    par: str,
    roles: Collection[Role] = (Role.CERTIFICATEUR,),
    coordonnees: Mapping[str, str] = MappingProxyType({}),
    adresse: str | None = None,
) -> Organisme:
    """Create an organisme with its matricule and a contract for each role, and mail its contact what to type.

    All or nothing; the mail leaves after the commit. A déposant that is not a certificateur has
    nothing to open before its first mandate: it is mailed then. ``coordonnees`` may give
    ``contact_fonction``, ``adresse``, ``code_postal`` and ``commune``. ``par`` is the reference of who
    acts (``utilisateur:3``). Raises ``ValidationError`` by field: a SIRET that is not one (La
    Poste's own rule included) or already known, an empty or too long text, an address that is not
    one, no role.
    """
    if not roles:
        raise ValidationError({"roles": SANS_ROLE})
    organisme = Organisme(
        siret=lire_siret(siret),
        raison_sociale=" ".join(raison_sociale.split()),
        contact_nom=" ".join(contact_nom.split()),
        contact_prenom=" ".join(contact_prenom.split()),
        contact_email=contact_email.strip(),
        **coordonnees,
    )
    organisme.full_clean(exclude=["matricule", "siret"])
    organisme.matricule = nouveau_matricule()
    _enregistrer(organisme)
    for role in sorted(set(roles)):
        ouvrir_contrat(organisme, role)
    noter(
        action="organisme.enregistre",
        acteur=par,
        objet=reference(organisme),
        adresse=adresse,
        details={"roles": sorted(set(roles))},
    )
    if a_ouvrir := comptes_a_ouvrir(organisme):
        envoyer_identifiants_inscription(organisme, a_ouvrir)
    return organisme


@transaction.atomic
def envoyer_identifiants(*, organisme: Organisme, par: str, adresse: str | None = None) -> Courriel:
    """Mail the registration identifiers again: the same ones, for the accounts still to open only.

    Raises ``ValidationError`` when there is none.
    """
    a_ouvrir = comptes_a_ouvrir(organisme)
    if not a_ouvrir:
        raise ValidationError(RIEN_A_OUVRIR)
    noter(action="organisme.identifiants_renvoyes", acteur=par, objet=reference(organisme), adresse=adresse)
    return envoyer_identifiants_inscription(organisme, a_ouvrir)


def ouvrir_contrat(organisme: Organisme, role: Role) -> Contrat:
    """Give the organisme a contract in this role from today, without an end."""
    return Contrat.objects.create(
        numero=nouveau_numero_de_contrat(role), organisme=organisme, role=role, debut=timezone.localdate()
    )


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
