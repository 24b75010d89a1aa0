"""The course of a registration: identifiers, person, address, password, account (``process.md`` §4)."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from accrochage.portail.comptes import cgu
from accrochage.portail.comptes.models import Utilisateur, VersionCgu
from accrochage.portail.comptes.services import creer_utilisateur
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import Resultat, noter, reference
from accrochage.portail.organismes.enums import Droit, EtatInscription, Role
from accrochage.portail.organismes.formats import lire_contrat, lire_matricule
from accrochage.portail.organismes.models import Appartenance, Compte, Inscription, Organisme
from accrochage.portail.organismes.services import courrier
from accrochage.portail.organismes.services.essais import FENETRE, LIMITE, Essai
from accrochage.portail.organismes.services.ouvertures import Ouverture, chercher, reste_permise
from accrochage.portail.organismes.services.refus import (
    DejaInscrit,
    IdentifiantsMalFormes,
    IdentifiantsRefuses,
    LienDejaUtilise,
    LienExpire,
    LienInconnu,
    OuvertureRetiree,
    TropDeCourriels,
    TropDEssais,
)

DUREE = timedelta(hours=72)
CONSERVATION = timedelta(days=7)
"""How long an abandoned registration stays after it expired, to answer its link clearly."""
COURRIELS_PAR_ORGANISME = 5
ACTION_LIEN = "inscription.lien_envoye"
CGU_A_ACCEPTER = "Acceptez les conditions d’utilisation pour ouvrir le compte."
RESERVE_AUX_ORGANISMES = "Un gestionnaire de l’opérateur n’ouvre pas de compte avec son identifiant."


def verifier_identifiants(*, matricule: str, second: str, adresse: str | None) -> Ouverture:
    """Read both identifiers as typed and say which account they open; nobody types the role.

    ``second`` is the own contract number, or the matricule or the contract number of a body that
    gave a mandate. Every attempt is in the journal, without what was typed second. Raises
    :class:`TropDEssais`, :class:`IdentifiantsMalFormes`, :class:`IdentifiantsRefuses` (one same
    answer and the same queries whatever is wrong) or :class:`DejaInscrit`.
    """
    lu, autre = lire_matricule(matricule), lire_contrat(second) or lire_matricule(second)
    essai = Essai(vise=f"matricule:{lu or 'illisible'}", adresse=adresse)
    if essai.limite_atteinte(par_matricule=lu is not None):
        essai.noter(Resultat.REFUS, LIMITE)
        raise TropDEssais
    if lu is None or autre is None:
        essai.noter(Resultat.REFUS, "forme")
        raise IdentifiantsMalFormes(matricule=lu is None, second=autre is None)
    ouverture, motif = chercher(lu, autre)
    if ouverture is None:
        essai.noter(Resultat.REFUS, motif)
        raise IdentifiantsRefuses
    essai.noter(Resultat.SUCCES, "", role=ouverture.role)
    with _transaction(adresse):
        _refuser_si_ouvert(ouverture)
    return ouverture


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
        _refuser_si_ouvert(ouverture)
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
        titulaire = _creer_titulaire(inscription, mot_de_passe, adresse)
        compte = _ouvrir(Ouverture(inscription.organisme, Role(inscription.role)), titulaire)
        inscription.etat = EtatInscription.TERMINEE
        inscription.save(update_fields=["etat"])
        _noter_ouverture(compte, reference(inscription), adresse, cgu=inscription.cgu_version)
        courrier.envoyer_identifiant_de_connexion(compte)
    return compte


def ouvrir_avec_identifiant(
    *, ouverture: Ouverture, utilisateur: Utilisateur, cgu_acceptees: str, adresse: str | None
) -> Compte:
    """Open the account at once for a person who has a login already: their address is confirmed.

    ``cgu_acceptees`` is the version of the conditions that the person has just accepted, empty for
    none. Raises :class:`DejaInscrit`, :class:`OuvertureRetiree`, and ``ValidationError`` when those
    in force are still to accept, or for an agent of the operator.
    """
    if utilisateur.est_agent:
        raise ValidationError(RESERVE_AUX_ORGANISMES)
    with _transaction(adresse):
        fraiche = _reserver(ouverture.organisme.pk, ouverture.role)
        version = cgu.a_accepter_par(utilisateur)
        if version is not None:
            if version.version != cgu_acceptees:
                raise ValidationError(CGU_A_ACCEPTER)
            cgu.accepter(utilisateur=utilisateur, version=version, adresse=adresse)
        compte = _ouvrir(fraiche, utilisateur)
        _noter_ouverture(compte, reference(compte), adresse, identifiant="existant")
        courrier.annoncer_compte_ouvert(compte)
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


def _refuser_si_ouvert(ouverture: Ouverture) -> None:
    comptes = Compte.objects.select_related("organisme")
    compte = comptes.filter(organisme=ouverture.organisme, role=ouverture.role).first()
    if compte is not None:
        raise DejaInscrit(compte)


def _noter_ouverture(compte: Compte, objet: str, adresse: str | None, **details: str) -> None:
    noter(
        action="inscription.terminee",
        acteur=reference(compte.titulaire_du_compte),
        objet=objet,
        compte=reference(compte),
        adresse=adresse,
        details={"role": compte.role, **details},
    )


def _limiter_les_courriels(organisme: Organisme) -> None:
    envoyes = Entree.objects.recents(ACTION_LIEN, depuis=FENETRE, objet=reference(organisme))
    if envoyes.count() >= COURRIELS_PAR_ORGANISME:
        raise TropDeCourriels


def _creer_titulaire(inscription: Inscription, mot_de_passe: str, adresse: str | None) -> Utilisateur:
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
    return titulaire


def _ouvrir(ouverture: Ouverture, titulaire: Utilisateur) -> Compte:
    compte = Compte.objects.create(
        organisme=ouverture.organisme, role=ouverture.role, titulaire_du_compte=titulaire
    )
    Appartenance.objects.create(compte=compte, utilisateur=titulaire, droit=Droit.ADMINISTRATEUR)
    return compte


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
    _reserver(inscription.organisme_id, Role(inscription.role))
    return inscription


def _reserver(organisme: int, role: Role) -> Ouverture:
    """Queue on the organisme's row, and make sure that its account may still be opened."""
    ouverture = Ouverture(Organisme.objects.select_for_update().get(pk=organisme), role)
    _refuser_si_ouvert(ouverture)
    if not reste_permise(ouverture):
        raise OuvertureRetiree
    return ouverture


def _empreinte(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
