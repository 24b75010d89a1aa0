"""« The administrator has left »: asked with a proof, confirmed by mail, decided by a gestionnaire.

Nothing of the account changes before the person who was accepted takes up their invitation.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta
from io import BufferedReader
from typing import BinaryIO

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accrochage.portail.comptes.formats import ALPHABET
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import Resultat, noter, reference
from accrochage.portail.organismes import pieces
from accrochage.portail.organismes.enums import Droit, EtatDemande, MotifSuspension
from accrochage.portail.organismes.models import Appartenance, Compte, DemandeDepart, Invitation
from accrochage.portail.organismes.services import courrier_departs as courrier
from accrochage.portail.organismes.services.essais import Essai
from accrochage.portail.organismes.services.refus import LienDejaUtilise, LienExpire, LienInconnu
from accrochage.portail.reglages.registre import entier

DUREE = timedelta(hours=72)
DUREE_INVITATION = timedelta(days=7)
FENETRE = timedelta(days=1)
DEMANDES_PAR_COMPTE = 3
DEMANDES_PAR_RESEAU = 5
ACTION = "depart.depose"
DOSSIER = "departs"
TOUJOURS_LA = (
    "{nom} administre toujours le compte et a répondu à votre demande : demandez-lui de vous créer un accès."
)


class TropDeDemandes(Exception):  # noqa: N818 - a refusal of the domain
    """Too many requests for this account, or from this network, within the day."""


class DejaTraitee(Exception):  # noqa: N818 - same
    """Somebody has decided meanwhile. ``demande`` says who, when and what."""

    def __init__(self, demande: DemandeDepart) -> None:
        """Carry the request as it stands."""
        self.demande = demande
        super().__init__()


class TitulaireChange(Exception):  # noqa: N818 - same
    """The account has another active holder than the person who is said to have left."""


class InvitationSansObjet(TitulaireChange):
    """Same, found out when the invitation is taken up."""


def deposer_demande(
    *,
    compte: Compte,
    nom: str,
    prenom: str,
    email: str,
    fonction: str,
    explication: str,
    piece: BinaryIO,
    piece_nom: str,
    adresse: str | None,
) -> DemandeDepart:
    """Keep a request with its proof, encrypted, and mail the link that confirms the address.

    Only for who gave the right registration identifiers of ``compte``. Raises
    :class:`~accrochage.portail.organismes.pieces.PieceRefusee`, :class:`TropDeDemandes`, and
    ``ValidationError`` for what is no name or address.
    """
    vue = pieces.examiner(piece, piece_nom)
    secret, maintenant = secrets.token_urlsafe(32), timezone.now()
    demande = DemandeDepart(
        reference="DEP" + "".join(secrets.choice(ALPHABET) for _ in range(8)),
        compte=compte,
        partant=personne_a_contacter(compte),
        nom=" ".join(nom.split()),
        prenom=" ".join(prenom.split()),
        email=email.strip().lower(),
        fonction=" ".join(fonction.split()),
        explication=explication.strip(),
        piece_nom=pieces.nom_sur(piece_nom),
        piece_type=vue.type,
        piece_taille=vue.taille,
        piece_empreinte=vue.empreinte,
        jeton=_empreinte(secret),
        cree_le=maintenant,
        expire_le=maintenant + DUREE,
    )
    demande.full_clean(exclude=["piece"], validate_unique=False)
    with transaction.atomic():
        _limiter(compte, adresse)
        demande.piece = pieces.ecrire(DOSSIER, piece)
        demande.save()
        noter(
            action=ACTION,
            objet=reference(demande),
            compte=reference(compte),
            adresse=adresse,
            details={"reseau": Essai("", adresse).reseau},
        )
        courrier.envoyer_lien(demande, secret, heures=int(DUREE.total_seconds() // 3600))
    return demande


def lire_lien(*, jeton: str) -> DemandeDepart:
    """Find the request that a mailed link would confirm. Changes nothing.

    Raises :class:`LienInconnu`, :class:`LienExpire`, :class:`LienDejaUtilise`.
    """
    return _valide(DemandeDepart.objects.filter(jeton=_empreinte(jeton)).first())


@transaction.atomic
def confirmer(*, jeton: str, adresse: str | None) -> DemandeDepart:
    """Hand the request to the operator, and tell the account's administrators. Once.

    Raises as :func:`lire_lien`.
    """
    trouvee = DemandeDepart.objects.select_for_update().filter(jeton=_empreinte(jeton)).first()
    demande = _valide(trouvee)
    demande.etat, demande.confirmee_le = EtatDemande.RECUE, timezone.now()
    demande.save(update_fields=["etat", "confirmee_le"])
    _noter("depart.confirme", demande, adresse)
    courrier.accuser_reception(demande)
    for administrateur in administrateurs(demande):
        courrier.prevenir(demande, administrateur)
    return demande


@transaction.atomic
def accepter(*, demande: DemandeDepart, par: Utilisateur, adresse: str | None) -> DemandeDepart:
    """Invite who asked to become the account holder; the account itself does not change yet.

    Raises :class:`DejaTraitee`, and :class:`TitulaireChange` when there is nobody to replace.
    """
    a_decider = _a_decider(demande)
    if _autre_titulaire_en_place(a_decider.compte, a_decider.partant_id):
        raise TitulaireChange
    secret, maintenant = secrets.token_urlsafe(32), timezone.now()
    Invitation.objects.en_cours().filter(compte=a_decider.compte, email=a_decider.email).update(
        annulee_le=maintenant
    )
    a_decider.invitation = Invitation.objects.create(
        compte=a_decider.compte,
        nom=a_decider.nom,
        prenom=a_decider.prenom,
        email=a_decider.email,
        fonction=a_decider.fonction,
        droit=Droit.ADMINISTRATEUR,
        titulaire=True,
        jeton=_empreinte(secret),
        invite_par=par,
        cree_le=maintenant,
        expire_le=maintenant + DUREE_INVITATION,
    )
    _decider(a_decider, EtatDemande.ACCEPTEE, par, "")
    _noter("depart.accepte", a_decider, adresse, par)
    courrier.annoncer_acceptation(a_decider, secret, jours=DUREE_INVITATION.days)
    return a_decider


@transaction.atomic
def refuser(*, demande: DemandeDepart, motif: str, par: Utilisateur, adresse: str | None) -> DemandeDepart:
    """Refuse with a reason, which is mailed. Raises :class:`DejaTraitee`, ``ValueError`` without reason."""
    if not motif.strip():
        raise ValueError("a refusal has its reason")
    a_decider = _a_decider(demande)
    _decider(a_decider, EtatDemande.REFUSEE, par, motif.strip())
    _noter("depart.refuse", a_decider, adresse, par)
    courrier.annoncer_refus(a_decider)
    return a_decider


@transaction.atomic
def contester(*, demande: DemandeDepart, par: Utilisateur, adresse: str | None) -> DemandeDepart:
    """« I am still here »: an administrator closes the request. Raises :class:`DejaTraitee`."""
    a_decider = _a_decider(demande)
    _decider(a_decider, EtatDemande.REFUSEE, par, TOUJOURS_LA.format(nom=par.nom_complet))
    _noter("depart.conteste", a_decider, adresse, par)
    courrier.annoncer_refus(a_decider)
    return a_decider


@transaction.atomic
def renvoyer_invitation(*, demande: DemandeDepart, par: Utilisateur, adresse: str | None) -> Invitation:
    """Mail a new link for seven more days; the former link is void.

    Raises ``LienDejaUtilise`` once the invitation was taken up or cancelled.
    """
    invitation = Invitation.objects.select_for_update().get(depart=demande)
    if invitation.acceptee_le or invitation.annulee_le:
        raise LienDejaUtilise
    secret = secrets.token_urlsafe(32)
    invitation.jeton, invitation.expire_le = _empreinte(secret), timezone.now() + DUREE_INVITATION
    invitation.save(update_fields=["jeton", "expire_le"])
    _noter("depart.invitation_renvoyee", demande, adresse, par)
    courrier.annoncer_acceptation(demande, secret, jours=DUREE_INVITATION.days)
    return invitation


@transaction.atomic
def installer_titulaire(
    *, invitation: Invitation, utilisateur: Utilisateur, adresse: str | None
) -> Appartenance:
    """Make the invited person the account holder and suspend, in this account only, who has left.

    Called by the acceptance of an invitation that has ``titulaire``, in its transaction. Raises
    :class:`InvitationSansObjet` when the account got another active holder meanwhile.
    """
    demande = DemandeDepart.objects.select_related("partant").get(invitation=invitation)
    compte = (
        Compte.objects.select_for_update(of=("self",))
        .select_related("organisme")
        .get(pk=invitation.compte_id)
    )
    if _autre_titulaire_en_place(compte, demande.partant_id):
        raise InvitationSansObjet
    avant = administrateurs(demande)
    compte.titulaire_du_compte = utilisateur
    compte.save(update_fields=["titulaire_du_compte"])
    Appartenance.objects.filter(
        compte=compte, utilisateur=demande.partant_id, suspendue_le__isnull=True
    ).exclude(utilisateur=utilisateur).update(
        suspendue_le=timezone.now(), suspendue_pour=MotifSuspension.DEPART
    )
    appartenance, _ = Appartenance.objects.update_or_create(
        compte=compte,
        utilisateur=utilisateur,
        defaults={"droit": Droit.ADMINISTRATEUR, "suspendue_le": None, "suspendue_pour": ""},
    )
    _noter("depart.titulaire_installe", demande, adresse, utilisateur)
    for personne in avant:
        if personne != utilisateur:
            courrier.annoncer_titulaire(demande, personne, utilisateur)
    return appartenance


def personne_a_contacter(compte: Compte) -> Utilisateur:
    """Who is named to an outsider, and is said to have left: the name may be shown, the address never."""
    return Appartenance.objects.a_contacter(compte)


def administrateurs(demande: DemandeDepart) -> list[Utilisateur]:
    """Who is told of a request: the active administrators, the holder, and who is said to have left."""
    compte = demande.compte
    actifs = Q(
        appartenances__compte=compte,
        appartenances__droit=Droit.ADMINISTRATEUR,
        appartenances__suspendue_le__isnull=True,
    )
    concernes = Q(pk__in=[compte.titulaire_du_compte_id, demande.partant_id])
    return list(Utilisateur.objects.filter(actifs | concernes).distinct().order_by("pk"))


def consulter(*, demande: DemandeDepart, par: Utilisateur, adresse: str | None) -> None:
    """Keep in the journal that a gestionnaire read the request."""
    _noter("depart.consulte", demande, adresse, par)


def lire_piece(*, demande: DemandeDepart, par: Utilisateur, adresse: str | None) -> BufferedReader:
    """Open the proof of a confirmed request, decrypted; the reading is in the journal.

    Raises ``FileNotFoundError`` when it was erased, ``Indechiffrable`` when it was altered.
    """
    if not demande.piece or demande.etat == EtatDemande.A_CONFIRMER:
        raise FileNotFoundError
    contenu = pieces.ouvrir(demande.piece)
    _noter("depart.piece_lue", demande, adresse, par)
    return contenu


@transaction.atomic
def purger_demandes() -> int:
    """Forget requests never confirmed, or refused long ago, and the proofs of those accepted long ago.

    An accepted request stays without its proof: it says why the account changed hands. Returns how
    many files went, those that a crash left without a row included.
    """
    maintenant = timezone.now()
    avant = maintenant - timedelta(days=entier("PIECES_JOURS"))
    perimees = DemandeDepart.objects.filter(
        Q(etat=EtatDemande.A_CONFIRMER, expire_le__lt=maintenant)
        | Q(etat=EtatDemande.REFUSEE, traitee_le__lt=avant)
    )
    anciennes = DemandeDepart.objects.filter(etat=EtatDemande.ACCEPTEE, traitee_le__lt=avant).exclude(
        piece=""
    )
    noms = [*perimees.values_list("piece", flat=True), *anciennes.values_list("piece", flat=True)]
    perimees.delete()
    anciennes.update(piece="")
    noms += pieces.orphelines(DOSSIER, {*noms, *DemandeDepart.objects.values_list("piece", flat=True)})
    if noms:
        noter(action="depart.purge", details={"nombre": len(noms)})
    pieces.effacer_apres(noms)
    return len(noms)


def _limiter(compte: Compte, adresse: str | None) -> None:
    # The row is held so that two requests at once are counted one after the other.
    Compte.objects.select_for_update().get(pk=compte.pk)
    recentes = Entree.objects.recents(ACTION, depuis=FENETRE)
    reseau = Essai("", adresse).reseau
    if (
        recentes.filter(compte=reference(compte)).count() >= DEMANDES_PAR_COMPTE
        or recentes.filter(details__reseau=reseau).count() >= DEMANDES_PAR_RESEAU
    ):
        raise TropDeDemandes


def _valide(demande: DemandeDepart | None) -> DemandeDepart:
    if demande is None:
        raise LienInconnu
    if demande.etat != EtatDemande.A_CONFIRMER:
        raise LienDejaUtilise
    if demande.expire_le <= timezone.now():
        raise LienExpire
    return demande


def _a_decider(demande: DemandeDepart) -> DemandeDepart:
    """The request, locked: of two who decide at once the second finds it decided."""
    # Two queries: a join read with the lock would still show the rows of before the wait.
    DemandeDepart.objects.select_for_update().get(pk=demande.pk)
    tenue = DemandeDepart.objects.select_related("compte__organisme", "traitee_par", "partant").get(
        pk=demande.pk
    )
    if tenue.etat != EtatDemande.RECUE:
        raise DejaTraitee(tenue)
    return tenue


def _decider(demande: DemandeDepart, etat: EtatDemande, par: Utilisateur, motif: str) -> None:
    demande.etat, demande.motif, demande.traitee_par, demande.traitee_le = etat, motif, par, timezone.now()
    demande.save(update_fields=["etat", "motif", "traitee_par", "traitee_le", "invitation"])


def _autre_titulaire_en_place(compte: Compte, partant: int | None) -> bool:
    """Whether the holder is somebody else than who has left, and works in the account."""
    return (
        Appartenance.objects.filter(
            compte=compte,
            utilisateur=compte.titulaire_du_compte_id,
            droit=Droit.ADMINISTRATEUR,
            suspendue_le__isnull=True,
        )
        .exclude(utilisateur=partant)
        .exists()
    )


def _noter(action: str, demande: DemandeDepart, adresse: str | None, par: Utilisateur | None = None) -> None:
    noter(
        action=action,
        acteur=reference(par),
        objet=reference(demande),
        compte=f"compte:{demande.compte_id}",
        adresse=adresse,
        resultat=Resultat.SUCCES,
    )


def _empreinte(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
