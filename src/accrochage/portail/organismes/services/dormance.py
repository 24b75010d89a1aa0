"""Members who no longer log in: told first, suspended a month later (``process.md`` §4).

Nobody who keeps an account going is suspended by the clock: neither its holder, nor its last active
administrator. Gestionnaires see them in the list.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accrochage.portail.journal.services import noter, reference
from accrochage.portail.organismes.enums import MotifSuspension
from accrochage.portail.organismes.models import Appartenance, Compte
from accrochage.portail.organismes.querysets import AppartenanceQuerySet
from accrochage.portail.organismes.services import courrier_membres as courrier

PREAVIS = timedelta(days=30)
ACTEUR = "systeme"


@dataclass(frozen=True, slots=True)
class Bilan:
    """How many members were told, and how many suspended."""

    prevenus: int
    suspendus: int


def surveiller() -> Bilan:
    """Tell members who have become dormant; suspend those told ``PREAVIS`` ago. Twice a day does no more.

    A login since the notice makes it void: a later sleep begins with a new one.
    """
    Appartenance.objects.filter(avis_dormance_le__lt=F("utilisateur__last_login")).update(
        avis_dormance_le=None
    )
    dormantes = Appartenance.objects.dormantes()
    a_prevenir = dormantes.filter(avis_dormance_le__isnull=True)
    a_suspendre = dormantes.filter(avis_dormance_le__lt=timezone.now() - PREAVIS)
    suspendus = sum(_suspendre(pk) for pk in _cles(a_suspendre))
    return Bilan(prevenus=sum(_prevenir(pk) for pk in _cles(a_prevenir)), suspendus=suspendus)


@transaction.atomic
def _prevenir(pk: int) -> bool:
    tenue = _tenir(pk)
    if tenue is None or tenue.avis_dormance_le is not None or _indispensable(tenue):
        return False
    tenue.avis_dormance_le = timezone.now()
    tenue.save(update_fields=["avis_dormance_le"])
    _noter("membre.dormance_annoncee", tenue)
    courrier.annoncer_dormance(tenue.compte, tenue.utilisateur, avant=timezone.localdate() + PREAVIS)
    return True


@transaction.atomic
def _suspendre(pk: int) -> bool:
    tenue = _tenir(pk)
    if tenue is None or tenue.avis_dormance_le is None or _indispensable(tenue):
        return False
    tenue.suspendue_le, tenue.suspendue_pour = timezone.now(), MotifSuspension.DORMANCE
    tenue.save(update_fields=["suspendue_le", "suspendue_pour"])
    _noter("membre.suspendu", tenue, motif=str(MotifSuspension.DORMANCE))
    courrier.annoncer_changement(tenue.compte, tenue.utilisateur, nature="dormance")
    return True


def _cles(appartenances: AppartenanceQuerySet) -> list[int]:
    return list(appartenances.order_by("pk").values_list("pk", flat=True))


def _tenir(pk: int) -> Appartenance | None:
    """Read the membership again with its account held: it may have changed, or its person logged in."""
    trouvee = Appartenance.objects.filter(pk=pk).first()
    if trouvee is None:
        return None
    comptes = Compte.objects.select_for_update(of=("self",)).select_related("organisme")
    compte = comptes.get(pk=trouvee.compte_id)
    tenue = Appartenance.objects.dormantes().select_related("utilisateur").filter(pk=pk).first()
    if tenue is not None:
        tenue.compte = compte
    return tenue


def _indispensable(appartenance: Appartenance) -> bool:
    if appartenance.utilisateur_id == appartenance.compte.titulaire_du_compte_id:
        return True
    autres = Appartenance.objects.administrateurs_actifs(appartenance.compte).exclude(pk=appartenance.pk)
    return not autres.exists()


def _noter(action: str, appartenance: Appartenance, **details: str) -> None:
    noter(
        action=action,
        acteur=ACTEUR,
        objet=reference(appartenance.utilisateur),
        compte=reference(appartenance.compte),
        details=details,
    )
