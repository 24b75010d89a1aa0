"""Step 1, the operator's side: take a request, ask, accept, refuse (``process.md`` §3)."""

from __future__ import annotations

from collections.abc import Mapping
from io import BufferedReader

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes import pieces
from accrochage.portail.organismes.enums import EtatDemandeInscription as Etat
from accrochage.portail.organismes.enums import EtatMandat, Role, Sens
from accrochage.portail.organismes.models import (
    DemandeInscription,
    DeposantDeclare,
    Mandat,
    Message,
    Organisme,
    PieceJointe,
)
from accrochage.portail.organismes.services import courrier_demandes as courrier
from accrochage.portail.organismes.services.mandats import donner_mandat
from accrochage.portail.organismes.services.organisme import (
    enregistrer_organisme,
    envoyer_identifiants,
    ouvrir_contrat,
)
from accrochage.portail.organismes.services.ouvertures import comptes_a_ouvrir

Contact = Mapping[str, str]
"""``nom``, ``prenom`` and ``email`` of whom to write to in a body that is not known yet."""
FERME = "Ce SIRET est celui d’un organisme fermé. Rouvrez-le d’abord, ou refusez la demande."
COORDONNEES = ("contact_fonction", "adresse", "code_postal", "commune")
"""What the request tells of the body beside its name and its contact."""


class DejaDecidee(Exception):  # noqa: N818 - a refusal of the domain
    """Somebody has decided meanwhile. ``demande`` says who, when and what."""

    def __init__(self, demande: DemandeInscription) -> None:
        """Carry the request as it stands."""
        self.demande = demande
        super().__init__()


class ContactManquant(Exception):  # noqa: N818 - same
    """A déposant that is not known yet has nobody to write to."""


@transaction.atomic
def prendre(*, demande: DemandeInscription, par: Utilisateur, adresse: str | None) -> DemandeInscription:
    """Put the request in hand of a gestionnaire, or take it from another. Raises :class:`DejaDecidee`."""
    prise = _a_decider(demande)
    prise.prise_par, prise.prise_le = par, timezone.now()
    if prise.etat == Etat.RECUE:
        prise.etat = Etat.EN_EXAMEN
    prise.save(update_fields=["prise_par", "prise_le", "etat"])
    _noter("demande.prise", prise, par, adresse)
    return prise


@transaction.atomic
def demander_information(
    *, demande: DemandeInscription, texte: str, par: Utilisateur, adresse: str | None
) -> Message:
    """Ask who made the request for something; mailed without the question, which is on their page.

    Raises :class:`DejaDecidee`, ``ValueError`` without a question.
    """
    if not texte.strip():
        raise ValueError("a question has its text")
    ouverte = _a_decider(demande)
    ouverte.etat = Etat.INFORMATION_DEMANDEE
    ouverte.prise_par, ouverte.prise_le = par, timezone.now()
    ouverte.save(update_fields=["etat", "prise_par", "prise_le"])
    message = Message.objects.create(demande=ouverte, sens=Sens.OPERATEUR, auteur=par, texte=texte.strip())
    _noter("demande.information_demandee", ouverte, par, adresse)
    courrier.demander_information(ouverte)
    return message


@transaction.atomic
def refuser(
    *, demande: DemandeInscription, motif: str, par: Utilisateur, adresse: str | None
) -> DemandeInscription:
    """Refuse with a reason, which is mailed. Raises :class:`DejaDecidee`, ``ValueError`` without reason."""
    if not motif.strip():
        raise ValueError("a refusal has its reason")
    a_decider = _a_decider(demande)
    a_decider.motif = motif.strip()
    _decider(a_decider, Etat.REFUSEE, par)
    _noter("demande.refusee", a_decider, par, adresse)
    courrier.annoncer_refus(a_decider)
    return a_decider


@transaction.atomic
def accepter(
    *,
    demande: DemandeInscription,
    par: Utilisateur,
    contacts: Mapping[int, Contact] | None = None,
    adresse: str | None,
) -> DemandeInscription:
    """Create the body, its contract and its mandates, and mail what each has to type. All or nothing, once.

    A SIRET that is known already is completed, never doubled. ``contacts`` gives, by identifier of
    :class:`DeposantDeclare`, whom to write to in each déposant that is not known yet. The
    certificateur has its contract number even when it deposits nothing itself: each file names it.
    Raises :class:`DejaDecidee`, :class:`ContactManquant`, and ``ValidationError``.
    """
    a_decider = _a_decider(demande)
    organisme = _certificateur(a_decider, par, adresse)
    for declare in a_decider.deposants.all():
        deposant = _deposant(declare, (contacts or {}).get(declare.pk), par, adresse)
        if not _deja_mandate(organisme, deposant):
            donner_mandat(
                certificateur=organisme,
                deposant=deposant,
                debut=timezone.localdate(),
                fin=None,
                par=reference(par),
                adresse=adresse,
            )
    a_decider.organisme = organisme
    _decider(a_decider, Etat.ACCEPTEE, par)
    _noter("demande.acceptee", a_decider, par, adresse)
    courrier.annoncer_acceptation(a_decider)
    return a_decider


def inconnus(demande: DemandeInscription) -> list[DeposantDeclare]:
    """The déposants that a request names and that are not recorded yet."""
    declares = list(demande.deposants.all())
    connus = set(
        Organisme.objects.filter(siret__in=[d.siret for d in declares]).values_list("siret", flat=True)
    )
    return [d for d in declares if d.siret not in connus]


def lire_piece(*, piece: PieceJointe, par: Utilisateur, adresse: str | None) -> BufferedReader:
    """Open a file sent with an answer, decrypted; the reading is in the journal.

    Raises ``FileNotFoundError`` when it was erased, ``Indechiffrable`` when it was altered.
    """
    if not piece.piece or piece.message.demande is None:
        raise FileNotFoundError
    contenu = pieces.ouvrir(piece.piece)
    _noter("demande.piece_lue", piece.message.demande, par, adresse)
    return contenu


def consulter(*, demande: DemandeInscription, par: Utilisateur, adresse: str | None) -> None:
    """Keep in the journal that a gestionnaire read the request."""
    _noter("demande.consultee", demande, par, adresse)


def _certificateur(demande: DemandeInscription, par: Utilisateur, adresse: str | None) -> Organisme:
    connu = Organisme.objects.select_for_update().filter(siret=demande.siret).first()
    if connu is None:
        return enregistrer_organisme(
            siret=demande.siret,
            raison_sociale=demande.raison_sociale,
            contact_nom=demande.contact_nom,
            contact_prenom=demande.contact_prenom,
            contact_email=demande.contact_email,
            coordonnees={champ: getattr(demande, champ) for champ in COORDONNEES},
            par=reference(par),
            adresse=adresse,
        )
    connu = connu.survivant
    if connu.ferme_le is not None:
        raise ValidationError(FERME)
    jour = timezone.localdate()
    contrats = connu.contrats.filter(role=Role.CERTIFICATEUR)
    if all(contrat.etat_le(jour) == EtatMandat.TERMINE for contrat in contrats):
        ouvrir_contrat(connu, Role.CERTIFICATEUR)
    if comptes_a_ouvrir(connu):
        envoyer_identifiants(organisme=connu, par=reference(par), adresse=adresse)
    return connu


def _deposant(
    declare: DeposantDeclare, contact: Contact | None, par: Utilisateur, adresse: str | None
) -> Organisme:
    connu = Organisme.objects.filter(siret=declare.siret).first()
    if connu is not None:
        return connu.survivant
    if contact is None:
        raise ContactManquant
    return enregistrer_organisme(
        siret=declare.siret,
        raison_sociale=declare.raison_sociale,
        contact_nom=contact["nom"],
        contact_prenom=contact["prenom"],
        contact_email=contact["email"],
        roles=(Role.DEPOSANT,),
        par=reference(par),
        adresse=adresse,
    )


def _deja_mandate(certificateur: Organisme, deposant: Organisme) -> bool:
    return Mandat.objects.non_clos().filter(certificateur=certificateur, deposant=deposant).exists()


def _a_decider(demande: DemandeInscription) -> DemandeInscription:
    """Lock the request; who comes second learns who decided."""
    trouvee = DemandeInscription.objects.select_for_update().get(pk=demande.pk)
    if trouvee.traitee_le is not None or trouvee.etat == Etat.A_CONFIRMER:
        raise DejaDecidee(trouvee)
    return trouvee


def _decider(demande: DemandeInscription, etat: Etat, par: Utilisateur) -> None:
    demande.etat, demande.traitee_par, demande.traitee_le = etat, par, timezone.now()
    demande.save(update_fields=["etat", "traitee_par", "traitee_le", "motif", "organisme"])


def _noter(action: str, demande: DemandeInscription, par: Utilisateur, adresse: str | None) -> None:
    noter(
        action=action,
        acteur=reference(par),
        objet=reference(demande),
        adresse=adresse,
        details={"reference": demande.reference},
    )
