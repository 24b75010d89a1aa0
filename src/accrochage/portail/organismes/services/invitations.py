"""Inviting persons into an account, and joining it (``process.md`` §4)."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accrochage.portail.comptes import cgu
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.comptes.services import creer_utilisateur
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes.enums import Droit
from accrochage.portail.organismes.models import Appartenance, Compte, Invitation
from accrochage.portail.organismes.querysets import InvitationQuerySet
from accrochage.portail.organismes.services import courrier_membres as courrier
from accrochage.portail.organismes.services import departs
from accrochage.portail.organismes.services.membres import exiger_administrateur
from accrochage.portail.organismes.services.refus import LienDejaUtilise, LienExpire, LienInconnu

DUREE = timedelta(days=7)
CONSERVATION = timedelta(days=90)
"""How long an invitation that nobody took up stays listed after it expired."""
FENETRE = timedelta(days=1)
INVITATIONS_PAR_JOUR = 50
ACTIONS = ("invitation.envoyee", "invitation.renvoyee")


class DejaMembre(Exception):  # noqa: N818 - a refusal of the domain
    """The person is in the account, maybe suspended. ``appartenance`` says where."""

    def __init__(self, appartenance: Appartenance) -> None:
        """Carry the membership."""
        self.appartenance = appartenance
        super().__init__()


class DejaInvitee(Exception):  # noqa: N818 - same
    """An invitation of this address to this account waits: it can be sent again."""


class TropDInvitations(Exception):  # noqa: N818 - same
    """Too many invitations for this account within the day."""


class LoginDeLOperateur(Exception):  # noqa: N818 - same
    """Agents of the operator belong to no account."""


class ConditionsChangees(Exception):  # noqa: N818 - same
    """Conditions were published since the person read those they accept."""


@transaction.atomic
def inviter(
    *,
    compte: Compte,
    nom: str,
    prenom: str,
    email: str,
    droit: Droit,
    par: Utilisateur,
    fonction: str = "",
    operateur: bool = False,
    adresse: str | None = None,
) -> Invitation:
    """Mail somebody the link that lets them join the account with this right, for seven days.

    Raises :class:`DejaMembre`, :class:`DejaInvitee`, :class:`TropDInvitations`, ``PermissionDenied``,
    and ``ValidationError`` for what is no name or address. ``operateur``: an agent does it with the
    account, under their own name; the caller checked their role.
    """
    tenu = _tenir(compte, None if operateur else par)
    destinataire = email.strip().lower()
    membre = Appartenance.objects.visible_to(tenu).filter(utilisateur__email=destinataire).first()
    if membre is not None:
        raise DejaMembre(membre)
    if Invitation.objects.visible_to(tenu).en_cours().filter(email=destinataire).exists():
        raise DejaInvitee
    _limiter(tenu)
    secret, maintenant = secrets.token_urlsafe(32), timezone.now()
    invitation = Invitation(
        compte=tenu,
        nom=" ".join(nom.split()),
        prenom=" ".join(prenom.split()),
        email=destinataire,
        fonction=" ".join(fonction.split()),
        droit=droit,
        jeton=_empreinte(secret),
        invite_par=par,
        cree_le=maintenant,
        expire_le=maintenant + DUREE,
    )
    invitation.full_clean(validate_unique=False, validate_constraints=False)
    invitation.save()
    _noter("invitation.envoyee", invitation, par, adresse)
    courrier.envoyer_invitation(invitation, secret, jours=DUREE.days)
    return invitation


@transaction.atomic
def renvoyer(*, invitation: Invitation, par: Utilisateur, adresse: str | None = None) -> Invitation:
    """Mail a new link for seven more days; the former one is void.

    Raises :class:`LienDejaUtilise` once taken up or cancelled, :class:`TropDInvitations`.
    """
    tenue = _ouverte(invitation, par)
    _limiter(tenue.compte)
    secret = secrets.token_urlsafe(32)
    tenue.jeton, tenue.expire_le = _empreinte(secret), timezone.now() + DUREE
    tenue.save(update_fields=["jeton", "expire_le"])
    _noter("invitation.renvoyee", tenue, par, adresse)
    courrier.envoyer_invitation(tenue, secret, jours=DUREE.days)
    return tenue


@transaction.atomic
def annuler(*, invitation: Invitation, par: Utilisateur, adresse: str | None = None) -> Invitation:
    """Void an invitation. Raises :class:`LienDejaUtilise` once taken up or cancelled."""
    tenue = _ouverte(invitation, par)
    tenue.annulee_le = timezone.now()
    tenue.save(update_fields=["annulee_le"])
    _noter("invitation.annulee", tenue, par, adresse)
    return tenue


def lire(*, jeton: str) -> Invitation:
    """Find the invitation of a mailed link. Changes nothing.

    Raises :class:`LienInconnu`, :class:`LienExpire`, :class:`LienDejaUtilise`.
    """
    return _valide(
        Invitation.objects.select_related("compte__organisme", "invite_par").filter(jeton=_empreinte(jeton))
    )


@transaction.atomic
def accepter_en_creant(
    *, jeton: str, mot_de_passe: str, cgu_acceptees: str, adresse: str | None = None
) -> Appartenance:
    """Create the invited person's login, mail it, and join the account.

    The link proves the address. ``cgu_acceptees`` is the version of the conditions that the person
    has read. Raises as :func:`lire`, :class:`ConditionsChangees`, and ``ValidationError`` for a weak
    password.
    """
    invitation = _tenue(jeton)
    version = cgu.installer()
    if version.version != cgu_acceptees:
        raise ConditionsChangees
    utilisateur = creer_utilisateur(
        nom=invitation.nom,
        prenom=invitation.prenom,
        email=invitation.email,
        fonction=invitation.fonction,
        mot_de_passe=mot_de_passe,
        adresse=adresse,
    )
    cgu.accepter(utilisateur=utilisateur, version=version, adresse=adresse)
    courrier.envoyer_identifiant(invitation.compte, utilisateur)
    return _rejoindre(invitation, utilisateur, adresse)


@transaction.atomic
def accepter_avec(*, jeton: str, utilisateur: Utilisateur, adresse: str | None = None) -> Appartenance:
    """Join the account with a login that exists; the address it was sent to is told as well.

    Raises as :func:`lire`, :class:`DejaMembre`, :class:`LoginDeLOperateur`.
    """
    invitation = _tenue(jeton)
    if utilisateur.est_agent:
        raise LoginDeLOperateur
    membre = Appartenance.objects.visible_to(invitation.compte).filter(utilisateur=utilisateur).first()
    # Who is invited to hold the account may be in it already.
    if membre is not None and not invitation.titulaire:
        raise DejaMembre(membre)
    return _rejoindre(invitation, utilisateur, adresse)


@transaction.atomic
def purger() -> int:
    """Forget invitations nobody took up, long after they expired. Returns how many."""
    anciennes = Invitation.objects.en_cours().filter(
        expire_le__lt=timezone.now() - CONSERVATION, titulaire=False
    )
    nombre, _ = anciennes.delete()
    if nombre:
        noter(action="invitation.purge", details={"nombre": nombre})
    return nombre


def _rejoindre(invitation: Invitation, utilisateur: Utilisateur, adresse: str | None) -> Appartenance:
    invitation.acceptee_le = timezone.now()
    invitation.save(update_fields=["acceptee_le"])
    if invitation.titulaire:
        appartenance = departs.installer_titulaire(
            invitation=invitation, utilisateur=utilisateur, adresse=adresse
        )
    else:
        appartenance = Appartenance.objects.create(
            compte=invitation.compte, utilisateur=utilisateur, droit=invitation.droit
        )
    _noter("invitation.acceptee", invitation, utilisateur, adresse)
    courrier.annoncer_arrivee(invitation, utilisateur)
    return appartenance


def _tenir(compte: Compte, par: Utilisateur | None) -> Compte:
    tenu = Compte.objects.select_for_update(of=("self",)).select_related("organisme").get(pk=compte.pk)
    if par is not None:
        exiger_administrateur(tenu, par)
    return tenu


def _ouverte(invitation: Invitation, par: Utilisateur) -> Invitation:
    """The invitation, held, for an administrator of its account, if nobody has answered it."""
    compte = _tenir(invitation.compte, par)
    tenue = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if tenue.acceptee_le or tenue.annulee_le:
        raise LienDejaUtilise
    tenue.compte = compte
    return tenue


def _tenue(jeton: str) -> Invitation:
    """The invitation of a link, held with its account, if it can still be answered."""
    lue = lire(jeton=jeton)
    compte = Compte.objects.select_for_update(of=("self",)).select_related("organisme").get(pk=lue.compte_id)
    tenue = _valide(Invitation.objects.select_for_update().filter(pk=lue.pk, jeton=lue.jeton))
    tenue.compte = compte
    return tenue


def _valide(trouvees: InvitationQuerySet) -> Invitation:
    invitation = trouvees.first()
    if invitation is None or invitation.annulee_le:
        raise LienInconnu
    if invitation.acceptee_le:
        raise LienDejaUtilise
    if invitation.expire_le <= timezone.now():
        raise LienExpire
    return invitation


def _limiter(compte: Compte) -> None:
    recentes = Entree.objects.filter(
        action__in=ACTIONS, compte=reference(compte), horodatage__gt=timezone.now() - FENETRE
    )
    if recentes.count() >= INVITATIONS_PAR_JOUR:
        raise TropDInvitations


def _noter(action: str, invitation: Invitation, par: Utilisateur, adresse: str | None) -> None:
    noter(
        action=action,
        acteur=reference(par),
        objet=reference(invitation),
        compte=reference(invitation.compte),
        adresse=adresse,
        details={"droit": invitation.droit},
    )


def _empreinte(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
