"""What the operator's first page counts: a few queries over sets, whatever the number of bodies."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.apps import apps
from django.db.models import Count, F, FloatField, Min, QuerySet, Sum
from django.db.models.functions import Cast, TruncDate
from django.utils import timezone

from accrochage.flux.findings import Severite
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.depots.models import Constat, Depot
from accrochage.portail.design.graphiques import Barres, barres
from accrochage.portail.design.nombres import nombre
from accrochage.portail.organismes.models import (
    DemandeDepart,
    DemandeInscription,
    DemandeSecondFacteur,
    Question,
)

JOURS = 14
MOIS = timedelta(days=30)
SEMAINE = timedelta(days=7)
PREMIERS = 10


@dataclass(frozen=True, slots=True)
class Attente:
    """What waits somewhere: how many, since when at the oldest, and the route of the list."""

    libelle: str
    nombre: int
    depuis: datetime | None
    route: str


def attentes() -> list[Attente]:
    """Requests that wait for a gestionnaire, by kind."""
    return [
        _attente("Demandes d’organismes", DemandeInscription.objects.a_traiter(), "confirmee_le", "demandes"),
        _attente("Questions", Question.objects.a_traiter(), "confirmee_le", "questions"),
        _attente("Départs signalés", DemandeDepart.objects.a_traiter(), "confirmee_le", "departs"),
        _attente("Appareils perdus", DemandeSecondFacteur.objects.a_traiter(), "cree_le", "seconds_facteurs"),
    ]


def du_jour() -> dict[str, int]:
    """Deposits received today: ``recus``, ``en_cours``, ``passages``, ``refuses``."""
    recus = Depot.objects.filter(recu_le__date=timezone.localdate())
    sommes = recus.aggregate(passages=Sum("nb_passages", default=0), refuses=Sum("nb_refuses", default=0))
    etats = dict(recus.values_list("etat").annotate(Count("pk")))
    en_cours = etats.get(EtatDepot.RECU, 0) + etats.get(EtatDepot.EN_COURS, 0)
    return {"recus": sum(etats.values()), "en_cours": en_cours, **sommes}


def depots_par_jour() -> Barres:
    """Deposits of each of the last fourteen days, days without any included."""
    jour = timezone.localdate()
    premiers = jour - timedelta(days=JOURS - 1)
    comptes = dict(
        Depot.objects.filter(recu_le__date__gte=premiers)
        .annotate(jour=TruncDate("recu_le"))
        .values_list("jour")
        .annotate(Count("pk"))
    )
    jours = [premiers + timedelta(days=n) for n in range(JOURS)]
    lignes = [(f"{j:%d/%m/%Y}", comptes.get(j, 0), nombre(comptes.get(j, 0))) for j in jours]
    return barres("Dépôts reçus par jour", "Jour", lignes)


def refus_par_regle() -> Barres:
    """The rules that refused most passages of the deposits of the last seven days."""
    comptes = (
        Constat.objects.filter(
            depot__recu_le__gte=timezone.now() - SEMAINE, rang__gte=0, severite=Severite.REJET
        )
        .values_list("code")
        .annotate(nombre=Count("pk"))
        .order_by("-nombre", "code")[:PREMIERS]
    )
    lignes = [(code, total, nombre(total)) for code, total in comptes]
    return barres("Refus par règle, depuis sept jours", "Règle", lignes)


def refus_par_certificateur() -> Barres:
    """The certificateurs of which the greatest share of passages was refused in thirty days."""
    parts = (
        Depot.objects.filter(
            recu_le__gte=timezone.now() - MOIS, nb_passages__gt=0, certificateur__isnull=False
        )
        .values_list("certificateur__raison_sociale")
        .annotate(passages=Sum("nb_passages"), refuses=Sum("nb_refuses"))
        .annotate(part=Cast(F("refuses"), FloatField()) / F("passages"))
        .filter(refuses__gt=0)
        .order_by("-part", "certificateur__raison_sociale")[:PREMIERS]
    )
    lignes = [
        (
            nom,
            part,
            f"{part:.0%} ({nombre(refuses)} sur {nombre(passages)})".replace("%", "\N{NO-BREAK SPACE}%"),
        )
        for nom, passages, refuses, part in parts
    ]
    return barres("Part de passages refusés par certificateur, depuis trente jours", "Certificateur", lignes)


def technique() -> dict[str, object]:
    """``courriels``: mails to watch; ``files``: jobs that wait by queue, with the oldest."""
    taches = apps.get_model("procrastinate", "ProcrastinateJob").objects.filter(status="todo")
    evenements = "procrastinateevent__at"
    files = taches.values_list("queue_name").annotate(Count("pk", distinct=True), Min(evenements))
    return {
        "courriels": Courriel.objects.a_surveiller().count(),
        "files": [(nom, combien, depuis) for nom, combien, depuis in files.order_by("queue_name")],
    }


def _attente(libelle: str, lignes: QuerySet, champ: str, route: str) -> Attente:  # type: ignore[type-arg]
    vu = lignes.aggregate(nombre=Count("pk"), depuis=Min(champ))
    return Attente(libelle, vu["nombre"], vu["depuis"], f"gestion:{route}")


PARTIES: dict[str, Callable[[], object]] = {
    "attentes": attentes,
    "jour": du_jour,
    "par_jour": depots_par_jour,
    "par_regle": refus_par_regle,
    "par_certificateur": refus_par_certificateur,
}
"""What gestionnaires see, by its name in the page."""
