"""The course of a registration: identifiers, person, address, password, account (``process.md`` §4)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from accrochage.portail.comptes import cgu
from accrochage.portail.comptes.models import VersionCgu
from accrochage.portail.comptes.services import creer_utilisateur
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import Resultat, noter, reference
from accrochage.portail.organismes.enums import Droit, EtatInscription, Role
from accrochage.portail.organismes.formats import lire_contrat, lire_matricule
from accrochage.portail.organismes.models import Appartenance, Compte, Contrat, Inscription, Organisme
from accrochage.portail.organismes.services import courrier
from accrochage.portail.organismes.services.essais import FENETRE, LIMITE, Essai
from accrochage.portail.organismes.services.refus import (
    DejaInscrit,
    IdentifiantsMalFormes,
    IdentifiantsRefuses,
    LienDejaUtilise,
    LienExpire,
    LienInconnu,
    TropDeCourriels,
    TropDEssais,
)

DUREE = timedelta(hours=72)
CONSERVATION = timedelta(days=7)
"""How long an abandoned registration stays after it expired, to answer its link clearly."""
COURRIELS_PAR_ORGANISME = 5
ACTION_LIEN = "inscription.lien_envoye"


@dataclass(frozen=True, slots=True)
class Ouverture:
    """What right identifiers open: the account of ``organisme`` in ``role``."""

    organisme: Organisme
    role: Role


def verifier_identifiants(*, matricule: str, contrat: str, adresse: str | None) -> Ouverture:
    """Read both identifiers as typed and say which account they open.

    Every attempt is in the journal, without the typed contract number. Raises
    :class:`TropDEssais`, :class:`IdentifiantsMalFormes`, :class:`IdentifiantsRefuses` (one same
    answer and the same queries whatever is wrong) or :class:`DejaInscrit`.
    """
    lu, numero = lire_matricule(matricule), lire_contrat(contrat)
    essai = Essai(vise=f"matricule:{lu or 'illisible'}", adresse=adresse)
    if essai.limite_atteinte(par_matricule=lu is not None):
        essai.noter(Resultat.REFUS, LIMITE)
        raise TropDEssais
    if lu is None or numero is None:
        essai.noter(Resultat.REFUS, "forme")
        raise IdentifiantsMalFormes(matricule=lu is None, contrat=numero is None)
    organisme, motif = _chercher(lu, numero)
    if organisme is None:
        essai.noter(Resultat.REFUS, motif)
        raise IdentifiantsRefuses
    essai.noter(Resultat.SUCCES, "")
    with _transaction(adresse):
        _refuser_si_ouvert(organisme, Role.CERTIFICATEUR)
    return Ouverture(organisme, Role.CERTIFICATEUR)


def commencer_inscription(
    *,
    ouverture: Ouverture,
    nom: str,
    prenom: str,
    email: str,
    fonction: str,
    adresse: str | None,
    remplace: int | None = None,
) -> Inscription:
    """Keep who registers and mail the single-use link. Nothing is active.

    ``remplace`` is the identifier of an unfinished registration of the same account by the same
    person (a mistyped address): it is written over, and its link is void. Raises
    :class:`DejaInscrit`, :class:`TropDeCourriels`, and ``ValidationError`` for what is no name or address.
    """
    organisme, secret, maintenant = ouverture.organisme, secrets.token_urlsafe(32), timezone.now()
    with _transaction(adresse):
        _refuser_si_ouvert(organisme, ouverture.role)
        _limiter_les_courriels(organisme)
        inscription = _a_remplacer(ouverture, remplace) or Inscription(
            organisme=organisme, role=ouverture.role
        )
        inscription.nom, inscription.prenom, inscription.fonction = nom, prenom, fonction
        inscription.email, inscription.jeton = email.lower(), _empreinte(secret)
        inscription.cgu_version, inscription.cgu_acceptees_le = cgu.installer().version, maintenant
        inscription.etat, inscription.courriel_confirme_le = EtatInscription.COURRIEL_A_CONFIRMER, None
        inscription.expire_le = maintenant + DUREE
        inscription.full_clean(validate_unique=False, validate_constraints=False)
        inscription.save()
        noter(
            action=ACTION_LIEN,
            objet=reference(organisme),
            adresse=adresse,
            details={"inscription": inscription.pk},
        )
        courrier.envoyer_lien_de_confirmation(inscription, secret, int(DUREE.total_seconds() // 3600))
    return inscription


def confirmer_adresse(*, jeton: str, adresse: str | None) -> Inscription:
    """Keep that the mailed link was opened: the address is the person's. Twice is the same as once.

    Raises :class:`LienInconnu`, :class:`LienExpire`, :class:`LienDejaUtilise`, :class:`DejaInscrit`.
    """
    with _transaction(adresse):
        inscription = _valide(jeton)
        if inscription.etat == EtatInscription.COURRIEL_A_CONFIRMER:
            inscription.etat, inscription.courriel_confirme_le = EtatInscription.MOT_DE_PASSE, timezone.now()
            inscription.save(update_fields=["etat", "courriel_confirme_le"])
            noter(action="inscription.adresse_confirmee", objet=reference(inscription), adresse=adresse)
    return inscription


def terminer_inscription(*, jeton: str, mot_de_passe: str, adresse: str | None) -> Compte:
    """Create the person, the account they hold and the right to administer it, and mail the login.

    Two registrations that finish at once queue on the organisme's row: the first wins, the other
    gets :class:`DejaInscrit`. Raises as :func:`confirmer_adresse`, and ``ValidationError`` for a
    weak password.
    """
    with _transaction(adresse):
        inscription = _valide(jeton)
        if inscription.etat != EtatInscription.MOT_DE_PASSE:
            raise LienInconnu
        compte = _ouvrir(inscription, mot_de_passe, adresse)
        noter(
            action="inscription.terminee",
            acteur=reference(compte.titulaire_du_compte),
            objet=reference(inscription),
            compte=reference(compte),
            adresse=adresse,
            details={"cgu": inscription.cgu_version},
        )
        courrier.envoyer_identifiant_de_connexion(compte)
    return compte


@transaction.atomic
def purger_inscriptions() -> int:
    """Forget the registrations that were abandoned and have long expired. Returns how many."""
    abandonnees = Inscription.objects.filter(expire_le__lt=timezone.now() - CONSERVATION).exclude(
        etat=EtatInscription.TERMINEE
    )
    nombre, _ = abandonnees.delete()
    if nombre:
        noter(action="inscription.purge", details={"nombre": nombre})
    return nombre


@contextmanager
def _transaction(adresse: str | None) -> Iterator[None]:
    """One transaction; that the account was open already is kept in the journal after its rollback."""
    try:
        with transaction.atomic():
            yield
    except DejaInscrit as refus:
        noter(
            action="inscription.deja_ouverte",
            objet=reference(refus.compte.organisme),
            compte=reference(refus.compte),
            adresse=adresse,
            resultat=Resultat.REFUS,
        )
        raise


def _refuser_si_ouvert(organisme: Organisme, role: str) -> None:
    compte = Compte.objects.select_related("organisme").filter(organisme=organisme, role=role).first()
    if compte is not None:
        raise DejaInscrit(compte)


def _limiter_les_courriels(organisme: Organisme) -> None:
    envoyes = Entree.objects.recents(ACTION_LIEN, depuis=FENETRE, objet=reference(organisme))
    if envoyes.count() >= COURRIELS_PAR_ORGANISME:
        raise TropDeCourriels


def _ouvrir(inscription: Inscription, mot_de_passe: str, adresse: str | None) -> Compte:
    titulaire = creer_utilisateur(
        nom=inscription.nom,
        prenom=inscription.prenom,
        email=inscription.email,
        fonction=inscription.fonction,
        mot_de_passe=mot_de_passe,
        adresse=adresse,
    )
    cgu.accepter(
        utilisateur=titulaire,
        version=VersionCgu.objects.get(version=inscription.cgu_version),
        acceptee_le=inscription.cgu_acceptees_le,
        adresse=adresse,
    )
    compte = Compte.objects.create(
        organisme=inscription.organisme, role=inscription.role, titulaire_du_compte=titulaire
    )
    Appartenance.objects.create(compte=compte, utilisateur=titulaire, droit=Droit.ADMINISTRATEUR)
    inscription.etat = EtatInscription.TERMINEE
    inscription.save(update_fields=["etat"])
    return compte


def _chercher(matricule: str, numero: str) -> tuple[Organisme | None, str]:
    """Find the organisme both numbers designate, or why not: the same two queries in every case."""
    aujourdhui = timezone.localdate()
    organisme = Organisme.objects.filter(matricule=matricule).first()
    contrat = Contrat.objects.filter(numero=numero).first()
    if organisme is None:
        return None, "matricule"
    if contrat is None:
        return None, "contrat"
    if contrat.organisme_id != organisme.pk or contrat.role != Role.CERTIFICATEUR:
        return None, "paire"
    if contrat.debut > aujourdhui or (contrat.fin is not None and contrat.fin < aujourdhui):
        return None, "terme"
    return organisme, ""


def _a_remplacer(ouverture: Ouverture, identifiant: int | None) -> Inscription | None:
    if identifiant is None:
        return None
    return (
        Inscription.objects.select_for_update()
        .filter(pk=identifiant, organisme=ouverture.organisme, role=ouverture.role)
        .exclude(etat=EtatInscription.TERMINEE)
        .first()
    )


def _valide(jeton: str) -> Inscription:
    """Find the registration of a link, locked with its organisme, if it can still go on."""
    inscription = Inscription.objects.select_for_update().filter(jeton=_empreinte(jeton)).first()
    if inscription is None:
        raise LienInconnu
    if inscription.etat == EtatInscription.TERMINEE:
        raise LienDejaUtilise
    if inscription.expire_le <= timezone.now():
        raise LienExpire
    organisme = Organisme.objects.select_for_update().get(pk=inscription.organisme_id)
    _refuser_si_ouvert(organisme, inscription.role)
    return inscription


def _empreinte(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
