"""Changing one's mail address: confirmed on the old one and on the new one, in any order."""

from __future__ import annotations

import hashlib
import secrets
from datetime import timedelta

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.comptes.models import ChangementAdresse, Utilisateur
from accrochage.portail.courriels import services as courriels
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import noter, reference

DUREE = timedelta(hours=24)
DEMANDES_PAR_JOUR = 5
ACTION = "adresse.demandee"


class LienPerime(Exception):  # noqa: N818 - a refusal of the domain
    """The link never existed, has expired, was cancelled, or its change is done."""


class TropDeDemandes(Exception):  # noqa: N818 - same
    """Too many changes asked within the day."""


@transaction.atomic
def demander(*, utilisateur: Utilisateur, nouvelle: str, adresse: str | None = None) -> ChangementAdresse:
    """Mail one single-use link to each address; a change under way is replaced.

    Raises ``ValidationError`` for what is no address or is the present one, :class:`TropDeDemandes`.
    """
    email = nouvelle.strip().lower()
    validate_email(email)
    personne = Utilisateur.objects.select_for_update().get(pk=utilisateur.pk)
    if email == personne.email:
        raise ValidationError("C’est déjà votre adresse.")
    recentes = Entree.objects.recents(ACTION, depuis=timedelta(days=1), acteur=reference(personne))
    if recentes.count() >= DEMANDES_PAR_JOUR:
        raise TropDeDemandes
    ancienne_cle, nouvelle_cle = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
    ChangementAdresse.objects.filter(utilisateur=personne).delete()
    changement = ChangementAdresse.objects.create(
        utilisateur=personne,
        nouvelle=email,
        jeton_ancienne=_empreinte(ancienne_cle),
        jeton_nouvelle=_empreinte(nouvelle_cle),
        expire_le=timezone.now() + DUREE,
    )
    noter(action=ACTION, acteur=reference(personne), objet=reference(personne), adresse=adresse)
    for destinataire, cle, ancienne in (
        (personne.email, ancienne_cle, True),
        (email, nouvelle_cle, False),
    ):
        courriels.envoyer(
            gabarit="adresse_a_confirmer",
            destinataire=destinataire,
            contexte={
                "prenom": personne.prenom,
                "nom": personne.nom,
                "ancienne": ancienne,
                "lien": settings.URL_PORTAIL.rstrip("/")
                + reverse("profil:confirmer_adresse", kwargs={"jeton": cle}),
                "heures": int(DUREE.total_seconds() // 3600),
            },
            objet=reference(personne),
        )
    return changement


def lire(*, jeton: str) -> tuple[ChangementAdresse, bool]:
    """Find the change of a link, and whether the link went to the old address. Raises :class:`LienPerime`."""
    return _valide(jeton, verrouiller=False)


@transaction.atomic
def confirmer(*, jeton: str, adresse: str | None = None) -> bool:
    """Keep the confirmation of one address; with the second the change is made. True when it is.

    Raises :class:`LienPerime`.
    """
    changement, ancienne = _valide(jeton, verrouiller=True)
    maintenant = timezone.now()
    if ancienne:
        changement.ancienne_confirmee_le = changement.ancienne_confirmee_le or maintenant
    else:
        changement.nouvelle_confirmee_le = changement.nouvelle_confirmee_le or maintenant
    changement.save(update_fields=["ancienne_confirmee_le", "nouvelle_confirmee_le"])
    if changement.ancienne_confirmee_le is None or changement.nouvelle_confirmee_le is None:
        return False
    _changer(changement, adresse)
    return True


@transaction.atomic
def annuler(*, utilisateur: Utilisateur, adresse: str | None = None) -> None:
    """Give up the change under way; both links are void."""
    nombre, _ = ChangementAdresse.objects.filter(utilisateur=utilisateur).delete()
    if nombre:
        noter(
            action="adresse.annulee",
            acteur=reference(utilisateur),
            objet=reference(utilisateur),
            adresse=adresse,
        )


def purger() -> int:
    """Forget the changes that expired. Returns how many."""
    nombre, _ = ChangementAdresse.objects.filter(expire_le__lt=timezone.now()).delete()
    return nombre


def _changer(changement: ChangementAdresse, adresse: str | None) -> None:
    personne = Utilisateur.objects.select_for_update().get(pk=changement.utilisateur_id)
    avant, personne.email = personne.email, changement.nouvelle
    personne.save(update_fields=["email"])
    EmailAddress.objects.filter(user=personne).delete()
    EmailAddress.objects.create(user=personne, email=personne.email, verified=True, primary=True)
    changement.delete()
    noter(action="adresse.changee", acteur=reference(personne), objet=reference(personne), adresse=adresse)
    for destinataire in (avant, personne.email):
        courriels.envoyer(
            gabarit="adresse_changee",
            destinataire=destinataire,
            contexte={"prenom": personne.prenom, "nom": personne.nom, "le": timezone.now()},
            objet=reference(personne),
        )


def _valide(jeton: str, *, verrouiller: bool) -> tuple[ChangementAdresse, bool]:
    cle = _empreinte(jeton)
    tous = ChangementAdresse.objects.select_for_update() if verrouiller else ChangementAdresse.objects
    trouve = tous.filter(Q(jeton_ancienne=cle) | Q(jeton_nouvelle=cle), expire_le__gt=timezone.now()).first()
    if trouve is None:
        raise LienPerime
    return trouve, trouve.jeton_ancienne == cle


def _empreinte(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
