"""Logins locked after repeated failures, and unlocked by mail.

A typed login that nobody has is counted and locked like the others: no answer tells them apart.
"""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.chiffrement import empreinte
from accrochage.portail.comptes.formats import compacter
from accrochage.portail.comptes.models import Utilisateur, VerrouConnexion
from accrochage.portail.courriels import services as courriels
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import Resultat, noter, reference

FENETRE = timedelta(hours=24)
"""Failures older than that count no more; a mailed link serves that long."""
LIENS_PAR_JOUR = 3
ACTION = "verrou.lien_envoye"


class LienPerime(Exception):  # noqa: N818 - a refusal of the domain
    """The link never existed, has expired, was replaced, or has served."""


def est_verrouille(saisie: str) -> bool:
    """Whether this typed login is locked. One query, whoever has it."""
    return VerrouConnexion.objects.filter(pk=_cle(saisie), verrouille_le__isnull=False).exists()


@transaction.atomic
def compter_echec(*, saisie: str, adresse: str | None = None) -> bool:
    """Count one failure with this typed login; True when it is the one that locks it.

    The queue mails its owner a link, if it has one: who waits for the answer can't tell.
    """
    VerrouConnexion.objects.get_or_create(pk=_cle(saisie))
    verrou = VerrouConnexion.objects.select_for_update().get(pk=_cle(saisie))
    proprietaire = _proprietaire(saisie)
    maintenant = timezone.now()
    if verrou.verrouille_le is not None:
        return False
    if verrou.premier_echec_le < maintenant - FENETRE:
        verrou.echecs, verrou.premier_echec_le = 0, maintenant
    verrou.echecs += 1
    verrou.utilisateur = proprietaire
    ferme = verrou.echecs >= settings.CONNEXION_ECHECS_MAX
    if ferme:
        verrou.verrouille_le = maintenant
        noter(
            action="connexion.verrouillee",
            objet=reference(proprietaire),
            adresse=adresse,
            resultat=Resultat.REFUS,
        )
        _demander_le_lien(verrou.pk)
    verrou.save()
    return ferme


def redemander_le_lien(*, saisie: str) -> None:
    """Have a new link mailed if this login exists and is locked; nothing tells otherwise."""
    _demander_le_lien(_cle(saisie))


@transaction.atomic
def envoyer_le_lien(*, cle: str) -> None:
    """Mail the owner of a locked login a new link, a few times a day at most; the former one is void."""
    verrou = (
        VerrouConnexion.objects.select_for_update(of=("self",))
        .select_related("utilisateur")
        .filter(pk=cle, verrouille_le__isnull=False, utilisateur__is_active=True)
        .first()
    )
    if verrou is None or verrou.utilisateur is None:
        return
    personne = verrou.utilisateur
    if Entree.objects.recents(ACTION, depuis=FENETRE, objet=reference(personne)).count() >= LIENS_PAR_JOUR:
        return
    secret = secrets.token_urlsafe(32)
    verrou.jeton, verrou.lien_envoye_le = _empreinte(secret), timezone.now()
    verrou.save(update_fields=["jeton", "lien_envoye_le"])
    noter(action=ACTION, objet=reference(personne))
    courriels.envoyer(
        gabarit="acces_verrouille",
        destinataire=personne.email,
        contexte={
            "prenom": personne.prenom,
            "nom": personne.nom,
            "lien": settings.URL_PORTAIL.rstrip("/") + reverse("deverrouiller", kwargs={"jeton": secret}),
            "heures": int(FENETRE.total_seconds() // 3600),
        },
        objet=reference(personne),
    )


def lire(*, jeton: str) -> VerrouConnexion:
    """Find the lock of a mailed link. Changes nothing. Raises :class:`LienPerime`."""
    return _valide(VerrouConnexion.objects.filter(jeton=_empreinte(jeton)).first())


@transaction.atomic
def deverrouiller(*, jeton: str, adresse: str | None = None) -> Utilisateur | None:
    """Open the login again, once. Raises :class:`LienPerime`."""
    verrou = _valide(VerrouConnexion.objects.select_for_update().filter(jeton=_empreinte(jeton)).first())
    utilisateur = verrou.utilisateur
    verrou.delete()
    noter(
        action="connexion.deverrouillee",
        acteur=reference(utilisateur),
        objet=reference(utilisateur),
        adresse=adresse,
    )
    return utilisateur


def oublier(identifiant: str) -> None:
    """Forget the failures of a login: it was used rightly, or its password was chosen anew."""
    VerrouConnexion.objects.filter(pk=_cle(identifiant)).delete()


def purger() -> int:
    """Forget old failures, and locks of logins that nobody has. Returns how many rows went."""
    limite = timezone.now() - FENETRE
    anciens = VerrouConnexion.objects.filter(verrouille_le__isnull=True, premier_echec_le__lt=limite)
    personne = VerrouConnexion.objects.filter(
        utilisateur__isnull=True, verrouille_le__lt=limite - FENETRE * 29
    )
    return anciens.delete()[0] + personne.delete()[0]


def _demander_le_lien(cle: str) -> None:
    from accrochage.portail.comptes.tasks import envoyer_lien_de_deverrouillage  # noqa: PLC0415 - tasks call services

    envoyer_lien_de_deverrouillage.defer(cle=cle)


def _valide(verrou: VerrouConnexion | None) -> VerrouConnexion:
    if verrou is None or not verrou.jeton or verrou.lien_envoye_le is None:
        raise LienPerime
    if verrou.lien_envoye_le < timezone.now() - FENETRE:
        raise LienPerime
    return verrou


def _proprietaire(saisie: str) -> Utilisateur | None:
    return Utilisateur.objects.filter(identifiant=compacter(saisie)).first()


def _cle(saisie: str) -> str:
    octets = compacter(saisie).encode("utf-8", "surrogatepass")
    return empreinte(settings.CLE_EMPREINTE, "connexion", octets).hex()


def _empreinte(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
