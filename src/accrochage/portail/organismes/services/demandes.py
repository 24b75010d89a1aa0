"""Step 1, the applicant's side: ask to be known, confirm, follow, answer (``process.md`` §3)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes import annuaire, pieces
from accrochage.portail.organismes.enums import EtatDemandeInscription, NatureDeposant, Sens
from accrochage.portail.organismes.models import DemandeInscription, DeposantDeclare, Message, PieceJointe
from accrochage.portail.organismes.services import courrier_demandes as courrier
from accrochage.portail.organismes.services.confirmation import (
    FENETRE,
    HEURES,
    ReponseInattendue,
    TropDeDemandes,
    a_confirmer,
    attendre,
    empreinte,
    limiter,
    reseau,
    retrouver_par_reference,
)
from accrochage.portail.reglages.registre import entier

DEMANDES_PAR_SIRET = 5
MESSAGES_PAR_DEMANDE = 20
RENVOIS_PAR_DEMANDE = 3
ETABLISSEMENT_FERME = (
    "D’après l’annuaire, cet établissement est fermé. Indiquez le SIRET de l’établissement en activité."
)
ACTION = "demande.deposee"
ACTION_RENVOI = "demande.lien_renvoye"
ACTION_SUIVI = "demande.suivie"
DOSSIER = "demandes"


@dataclass(frozen=True, slots=True)
class Deposant:
    """A déposant as declared: SIRET (14 digits), name, what it is to the certificateur."""

    siret: str
    raison_sociale: str
    nature: NatureDeposant


@transaction.atomic
def deposer_demande(
    *,
    siret: str,
    raison_sociale: str,
    contact: dict[str, str],
    certifications: Iterable[str],
    depose_elle_meme: bool,
    deposants: Iterable[Deposant],
    adresse: str | None,
) -> DemandeInscription:
    """Keep a request and mail the link that confirms its address. Nobody reads it before.

    The annuaire completes the address and refuses a closed establishment. ``contact`` has ``nom``,
    ``prenom``, ``email`` and ``fonction``. Raises :class:`TropDeDemandes`, and ``ValidationError``
    for what is no name or address.
    """
    _limiter(siret, adresse)
    lieu = lire_annuaire(siret)
    attente = attendre("DEM")
    demande = DemandeInscription(
        reference=attente.reference,
        siret=siret,
        raison_sociale=" ".join(raison_sociale.split()),
        contact_nom=" ".join(contact["nom"].split()),
        contact_prenom=" ".join(contact["prenom"].split()),
        contact_email=contact["email"].strip().lower(),
        contact_fonction=" ".join(contact.get("fonction", "").split()),
        certifications=sorted(set(certifications)),
        depose_elle_meme=depose_elle_meme,
        adresse=lieu.adresse if lieu else "",
        code_postal=lieu.code_postal if lieu else "",
        commune=lieu.commune if lieu else "",
        jeton=attente.jeton,
        cree_le=attente.cree_le,
        expire_le=attente.expire_le,
    )
    demande.full_clean(validate_unique=False)
    demande.save()
    for deposant in deposants:
        DeposantDeclare.objects.create(
            demande=demande,
            siret=deposant.siret,
            raison_sociale=deposant.raison_sociale,
            nature=deposant.nature,
        )
    noter(
        action=ACTION,
        objet=reference(demande),
        adresse=adresse,
        details={"reseau": reseau(adresse), "siret": siret},
    )
    courrier.envoyer_lien(demande, attente.secret, heures=HEURES)
    return demande


def lire_annuaire(siret: str) -> annuaire.Fiche | None:
    """What the annuaire knows of a SIRET. Raises ``ValidationError`` for an establishment that is closed."""
    fiche = annuaire.configure().chercher(siret)
    if fiche is not None and not fiche.actif:
        raise ValidationError({"siret": ETABLISSEMENT_FERME})
    return fiche


@transaction.atomic
def renvoyer_lien(*, cle: int, adresse: str | None) -> bool:
    """Mail the confirmation again, with a new link for as long; the former one no longer serves.

    ``cle`` is what :func:`deposer_demande` returned. False when the request is confirmed or gone.
    Raises :class:`TropDeDemandes` after three times.
    """
    demande = (
        DemandeInscription.objects.select_for_update()
        .filter(pk=cle, etat=EtatDemandeInscription.A_CONFIRMER)
        .first()
    )
    if demande is None:
        return False
    renvois = Entree.objects.recents(ACTION_RENVOI, depuis=FENETRE, objet=reference(demande))
    if renvois.count() >= RENVOIS_PAR_DEMANDE:
        raise TropDeDemandes
    attente = attendre("DEM")
    demande.jeton, demande.expire_le = attente.jeton, attente.expire_le
    demande.save(update_fields=["jeton", "expire_le"])
    noter(action=ACTION_RENVOI, objet=reference(demande), adresse=adresse)
    courrier.envoyer_lien(demande, attente.secret, heures=HEURES)
    return True


def lire_lien(*, jeton: str) -> DemandeInscription:
    """Find the request that a mailed link would confirm. Changes nothing.

    Raises :class:`LienInconnu`, :class:`LienExpire`, :class:`LienDejaUtilise`.
    """
    return a_confirmer(DemandeInscription.objects.filter(jeton=empreinte(jeton)).first())


@transaction.atomic
def confirmer(*, jeton: str, adresse: str | None) -> DemandeInscription:
    """Hand the request to the operator. Once. Raises as :func:`lire_lien`."""
    trouvee = DemandeInscription.objects.select_for_update().filter(jeton=empreinte(jeton)).first()
    demande = a_confirmer(trouvee)
    demande.etat, demande.confirmee_le = EtatDemandeInscription.RECUE, timezone.now()
    demande.save(update_fields=["etat", "confirmee_le"])
    noter(action="demande.confirmee", objet=reference(demande), adresse=adresse)
    courrier.accuser_reception(demande)
    return demande


def retrouver(*, saisie: str, email: str, adresse: str | None) -> DemandeInscription:
    """Find a confirmed request by its reference and its address, as typed.

    Raises :class:`DemandeIntrouvable`, or :class:`TropDeDemandes` after too many failures.
    """
    confirmees = DemandeInscription.objects.confirmees().filter(contact_email=email.strip().lower())
    return retrouver_par_reference(confirmees, action=ACTION_SUIVI, saisie=saisie, adresse=adresse)


def suivie(cle: int | None) -> DemandeInscription | None:
    """The confirmed request that a session follows; None when there is none."""
    return DemandeInscription.objects.confirmees().filter(pk=cle).first() if cle else None


@transaction.atomic
def repondre(
    *,
    demande: DemandeInscription,
    texte: str,
    piece: BinaryIO | None = None,
    piece_nom: str = "",
    adresse: str | None,
) -> Message:
    """Keep an answer of who asks, with a file or without; the request goes back to the operator.

    Raises :class:`ReponseInattendue`, and ``PieceRefusee`` for a file that is no PDF nor image.
    """
    suivie = DemandeInscription.objects.select_for_update().get(pk=demande.pk)
    recus = suivie.messages.filter(sens=Sens.DEMANDEUR).count()
    if suivie.traitee_le is not None or recus >= MESSAGES_PAR_DEMANDE:
        raise ReponseInattendue
    message = Message.objects.create(demande=suivie, sens=Sens.DEMANDEUR, texte=texte.strip()[:4000])
    if piece is not None:
        _joindre(message, piece, piece_nom)
    if suivie.etat == EtatDemandeInscription.INFORMATION_DEMANDEE:
        suivie.etat = EtatDemandeInscription.EN_EXAMEN
        suivie.save(update_fields=["etat"])
    noter(action="demande.repondue", objet=reference(suivie), adresse=adresse)
    return message


@transaction.atomic
def purger() -> int:
    """Forget the requests never confirmed in time, and the files of those decided long ago.

    A decided request stays with its messages, without their files; files that a crash left without
    a row go too. Returns how many requests and files went.
    """
    maintenant = timezone.now()
    nombre, _ = DemandeInscription.objects.filter(
        etat=EtatDemandeInscription.A_CONFIRMER, expire_le__lt=maintenant
    ).delete()
    avant = maintenant - timedelta(days=entier("PIECES_JOURS"))
    anciennes = PieceJointe.objects.filter(message__demande__traitee_le__lt=avant).exclude(piece="")
    noms = list(anciennes.values_list("piece", flat=True))
    anciennes.update(piece="")
    noms += pieces.orphelines(DOSSIER, {*noms, *PieceJointe.objects.values_list("piece", flat=True)})
    if nombre or noms:
        noter(action="demande.purge", details={"nombre": nombre, "pieces": len(noms)})
    pieces.effacer_apres(noms)
    return nombre + len(noms)


def _joindre(message: Message, piece: BinaryIO, nom: str) -> None:
    vue = pieces.examiner(piece, nom)
    PieceJointe.objects.create(
        message=message,
        piece=pieces.ecrire(DOSSIER, piece),
        nom=pieces.nom_sur(nom),
        type=vue.type,
        taille=vue.taille,
        empreinte=vue.empreinte,
    )


def _limiter(siret: str, adresse: str | None) -> None:
    limiter(ACTION, adresse)
    recentes = Entree.objects.recents(ACTION, depuis=FENETRE, details__siret=siret)
    if recentes.count() >= DEMANDES_PAR_SIRET:
        raise TropDeDemandes
