"""What the requests from outside share: a reference, a mailed secret, and limits on guessing."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from accrochage.portail.comptes.formats import ALPHABET, compacter
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import Resultat, noter, reference
from accrochage.portail.organismes.models.confirmable import Confirmable
from accrochage.portail.organismes.services.essais import Essai
from accrochage.portail.organismes.services.refus import LienDejaUtilise, LienExpire, LienInconnu
from accrochage.portail.reglages.registre import entier

HEURES = 72
"""How long the mailed link serves."""
DUREE = timedelta(hours=HEURES)
FENETRE = timedelta(days=1)
SUIVIS_PAR_RESEAU = 20


class TropDeDemandes(Exception):  # noqa: N818 - a refusal of the domain
    """Too many requests, or attempts to find one, from this network or for this body."""


class DemandeIntrouvable(Exception):  # noqa: N818 - same
    """No confirmed request has this reference with this address: one same answer whichever is wrong."""


class ReponseInattendue(Exception):  # noqa: N818 - same
    """The request is over, or has had enough messages: nothing more is taken."""


@dataclass(frozen=True, slots=True)
class Attente:
    """A new reference and a new secret; the database gets ``jeton``, the mail ``secret``."""

    reference: str
    secret: str
    jeton: str
    cree_le: datetime
    expire_le: datetime


def attendre(prefixe: str) -> Attente:
    """Draw a reference (``prefixe`` and eight characters) and a secret."""
    secret, maintenant = secrets.token_urlsafe(32), timezone.now()
    numero = prefixe + "".join(secrets.choice(ALPHABET) for _ in range(8))
    return Attente(numero, secret, empreinte(secret), maintenant, maintenant + DUREE)


def empreinte(secret: str) -> str:
    """SHA-256 of a secret, in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()


def a_confirmer[C: Confirmable](trouvee: C | None) -> C:
    """The request of a link, when it can be confirmed now.

    Raises :class:`LienInconnu`, :class:`LienExpire`, :class:`LienDejaUtilise`.
    """
    if trouvee is None:
        raise LienInconnu
    if trouvee.confirmee_le is not None:
        raise LienDejaUtilise
    if trouvee.expire_le <= timezone.now():
        raise LienExpire
    return trouvee


def reseau(adresse: str | None) -> str:
    """The network that limits count by."""
    return Essai("", adresse).reseau


def limiter(action: str, adresse: str | None) -> None:
    """Raise :class:`TropDeDemandes` after too many requests from this network within a day."""
    recentes = Entree.objects.recents(action, depuis=FENETRE, details__reseau=reseau(adresse))
    if recentes.count() >= entier("DEMANDES_PAR_RESEAU"):
        raise TropDeDemandes


def retrouver_par_reference[C: Confirmable](
    confirmees: QuerySet[C], *, action: str, saisie: str, adresse: str | None
) -> C:
    """Find a request by its reference, as typed, among those of an address; the attempt is in the journal.

    Raises :class:`DemandeIntrouvable`, or :class:`TropDeDemandes` after too many failures from this network.
    """
    refus = Entree.objects.refus_recents(action, depuis=FENETRE, details__reseau=reseau(adresse))
    if refus.count() >= SUIVIS_PAR_RESEAU:
        raise TropDeDemandes
    trouvee = confirmees.filter(reference=compacter(saisie)[:12]).first()
    noter(
        action=action,
        objet=reference(trouvee),
        adresse=adresse,
        resultat=Resultat.SUCCES if trouvee else Resultat.REFUS,
        details={"reseau": reseau(adresse)},
    )
    if trouvee is None:
        raise DemandeIntrouvable
    return trouvee
