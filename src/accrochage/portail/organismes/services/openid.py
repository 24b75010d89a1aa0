"""A person whom an OpenID Connect provider vouches for, tied to the login they already have.

Nothing here creates a person or a right (``process.md`` §4): a first login finds its one active
person by the confirmed mail address **and** the SIRET of an organisme they work for.
"""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.courriels import services as courriels
from accrochage.portail.journal.services import Resultat, noter, reference
from accrochage.portail.organismes.models import Appartenance

FOURNISSEUR = "openid"
LONGUEUR_MAXIMUM = 191
"""Characters of the provider's identifier, at most (allauth's column)."""


class IdentiteInconnue(Exception):  # noqa: N818 - our exceptions have French names
    """The provider's person is nobody here, or several, or tied to another identity: ``motif``."""

    def __init__(self, motif: str) -> None:
        super().__init__(motif)
        self.motif = motif


def rattacher(*, sujet: str, revendications: dict[str, Any], adresse: str | None) -> Utilisateur:
    """Tie the provider's person to the login it belongs to, and tell the person by mail.

    ``sujet`` is the provider's identifier (:data:`LONGUEUR_MAXIMUM`), ``revendications`` the claims
    (``email``, ``siret``, ``email_verified``). Raises :class:`IdentiteInconnue`, which the journal
    keeps with its reason.
    """
    try:
        with transaction.atomic():
            personne = Utilisateur.objects.get(pk=_une_seule(_chercher(revendications)))
            return _attacher(personne, sujet, adresse)
    except IntegrityError:
        refus = IdentiteInconnue("simultanee")
    except IdentiteInconnue as leve:
        refus = leve
    noter(action="openid.refuse", adresse=adresse, resultat=Resultat.REFUS, details={"motif": refus.motif})
    raise refus


def lier(*, utilisateur: Utilisateur, sujet: str, adresse: str | None) -> Utilisateur:
    """Tie the provider's person to the person who is logged in and has just proved it again.

    Raises :class:`IdentiteInconnue` when the one or the other is tied already.
    """
    try:
        with transaction.atomic():
            return _attacher(utilisateur, sujet, adresse)
    except IntegrityError:
        refus = IdentiteInconnue("simultanee")
    except IdentiteInconnue as leve:
        refus = leve
    noter(
        action="openid.refuse",
        acteur=reference(utilisateur),
        adresse=adresse,
        resultat=Resultat.REFUS,
        details={"motif": refus.motif},
    )
    raise refus


@transaction.atomic
def delier(*, utilisateur: Utilisateur, adresse: str | None) -> None:
    """Untie the person from the provider, and tell them; the next login there looks for them again."""
    nombre, _ = identites(utilisateur).delete()
    if nombre:
        noter(
            action="openid.delie",
            acteur=reference(utilisateur),
            objet=reference(utilisateur),
            adresse=adresse,
        )
        _prevenir("openid_delie", utilisateur)


def identites(utilisateur: Utilisateur) -> QuerySet[Any]:
    """The provider's identities that are tied to a person: one at most."""
    liees: QuerySet[Any] = SocialAccount.objects.filter(user=utilisateur, provider=FOURNISSEUR)
    return liees


def _attacher(utilisateur: Utilisateur, sujet: str, adresse: str | None) -> Utilisateur:
    personne = Utilisateur.objects.select_for_update().get(pk=utilisateur.pk)
    if identites(personne).exists() or SocialAccount.objects.filter(provider=FOURNISSEUR, uid=sujet).exists():
        raise IdentiteInconnue("deja_liee")
    SocialAccount.objects.create(user=personne, provider=FOURNISSEUR, uid=sujet, extra_data={})
    noter(
        action="openid.rattache",
        acteur=reference(personne),
        objet=reference(personne),
        adresse=adresse,
    )
    _prevenir("openid_rattache", personne)
    return personne


def _prevenir(gabarit: str, personne: Utilisateur) -> None:
    courriels.envoyer(
        gabarit=gabarit,
        destinataire=personne.email,
        contexte={"prenom": personne.prenom, "nom": personne.nom, "fournisseur": settings.OPENID_NOM},
        objet=reference(personne),
    )


def _chercher(revendications: dict[str, Any]) -> set[int]:
    """Identifiers of the active persons who have this confirmed address and work for this SIRET."""
    email, siret = revendications.get("email"), revendications.get("siret")
    if not isinstance(email, str) or not isinstance(siret, str):
        raise IdentiteInconnue("incomplete")
    # Letters that only look alike when their case is folded must not stand for one another.
    if not email.isascii() or revendications.get("email_verified", True) is not True:
        raise IdentiteInconnue("adresse")
    confirmees = EmailAddress.objects.filter(email__iexact=email.strip(), verified=True)
    membres = Appartenance.objects.filter(
        Q(utilisateur__email__iexact=email.strip()),
        suspendue_le__isnull=True,
        compte__organisme__siret=compacter(siret),
        utilisateur__is_active=True,
        utilisateur__role_operateur="",
        utilisateur__in=confirmees.values("user"),
    )
    return set(membres.values_list("utilisateur_id", flat=True))


def _une_seule(trouvees: set[int]) -> int:
    if len(trouvees) != 1:
        raise IdentiteInconnue("plusieurs" if trouvees else "inconnue")
    return next(iter(trouvees))
