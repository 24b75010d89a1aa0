"""What the header offers, by who looks at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from accrochage.portail.organismes.models import (
    DemandeDepart,
    DemandeInscription,
    DemandeSecondFacteur,
    Question,
)

PORTAIL = "portail"
GESTION = "gestion"
PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Entree:
    """One entry of the navigation; ``espaces`` are the routes, or namespaces, under which it is current.

    ``compteur`` counts what waits there: the figure is shown when it is not zero.
    """

    libelle: str
    route: str
    droit: str
    espaces: tuple[str, ...]
    compteur: Callable[[], int] | None = None


DEMANDES = ("demandes", "demande", "information_demande", "accepter_demande", "refuser_demande")
REGLAGES = (
    *("reglages", "annonces", "annonce", "nouvelle_annonce", "agents", "agent", "nouvel_agent"),
    *("conditions", "publier_conditions", "version_conditions"),
)
DEPARTS = ("departs", "depart", "accepter_depart", "refuser_depart")
ENTREES: dict[str, tuple[Entree, ...]] = {
    PORTAIL: (
        Entree("Tableau de bord", "public:tableau_de_bord", "LECTEUR", ("public:tableau_de_bord",)),
        Entree("Transmettre", "depot:transmettre", "DEPOSANT", ("depot",)),
        Entree("Suivi", "suivi:liste", "LECTEUR", ("suivi",)),
        Entree("Organisation", "organisation:compte", "LECTEUR", ("organisation", "journal")),
        Entree("Aide", "aide:accueil", "PUBLIC", ("aide",)),
    ),
    GESTION: (
        Entree("Bureau", "gestion:accueil", "OPERATEUR", ("gestion:accueil", "gestion:recherche")),
        Entree("Organismes", "gestion:organismes", "GESTIONNAIRE", ("gestion",)),
        Entree(
            "Demandes",
            "gestion:demandes",
            "GESTIONNAIRE",
            tuple(f"gestion:{route}" for route in (*DEMANDES, "modeles", "modele", "nouveau_modele")),
            compteur=lambda: DemandeInscription.objects.a_traiter().count(),
        ),
        Entree(
            "Questions",
            "gestion:questions",
            "GESTIONNAIRE",
            ("gestion:questions", "gestion:question"),
            compteur=lambda: Question.objects.a_traiter().count(),
        ),
        Entree(
            "Départs",
            "gestion:departs",
            "GESTIONNAIRE",
            tuple(f"gestion:{route}" for route in DEPARTS),
            compteur=lambda: DemandeDepart.objects.a_traiter().count(),
        ),
        Entree(
            "Appareils perdus",
            "gestion:seconds_facteurs",
            "GESTIONNAIRE",
            ("gestion:seconds_facteurs", "gestion:decider_second_facteur"),
            compteur=lambda: DemandeSecondFacteur.objects.a_traiter().count(),
        ),
        Entree("Courriels", "gestion:courriels", "TECHNIQUE", ("gestion:courriels",)),
        Entree("Référentiel", "gestion:referentiel", "GESTIONNAIRE", ("gestion:referentiel",)),
        Entree(
            "Réglages",
            "gestion:reglages",
            "SUPERVISEUR",
            tuple(f"gestion:{route}" for route in REGLAGES),
        ),
        Entree("Journal", "gestion:journal", "GESTIONNAIRE", ("gestion:journal",)),
        Entree("Aide", "aide:accueil", "PUBLIC", ("aide",)),
    ),
    PUBLIC: (
        Entree("Accueil", "public:accueil", "PUBLIC", ("public:accueil",)),
        Entree("Aide", "aide:accueil", "PUBLIC", ("aide",)),
    ),
}


def cote(request: HttpRequest | None) -> str:
    """Which side the page is on: the operator's, an account's, or everybody's."""
    droits: frozenset[str] = getattr(request, "droits", frozenset())
    if "OPERATEUR" in droits and (_espace(request) == "gestion" or "LECTEUR" not in droits):
        return GESTION
    return PORTAIL if "LECTEUR" in droits else PUBLIC


def entrees(request: HttpRequest | None) -> list[dict[str, Any]]:
    """Entries the person may open: ``libelle``, ``url``, ``courante``, ``attente`` (what waits there)."""
    droits: frozenset[str] = getattr(request, "droits", frozenset())
    actuelle = _courante(request)
    return [
        {
            "libelle": e.libelle,
            "url": url,
            "courante": e is actuelle,
            "attente": e.compteur() if e.compteur else 0,
        }
        for e in ENTREES[cote(request)]
        if (e.droit == "PUBLIC" or e.droit in droits) and (url := adresse(e.route))
    ]


def adresse(route: str) -> str:
    """Address of a route of an application that may not be installed; empty then."""
    try:
        return reverse(route)
    except NoReverseMatch:
        return ""


def _espace(request: HttpRequest | None) -> str:
    trouvee = getattr(request, "resolver_match", None)
    return trouvee.namespace if trouvee else ""


def _courante(request: HttpRequest | None) -> Entree | None:
    trouvee = getattr(request, "resolver_match", None)
    if trouvee is None:
        return None
    candidates = ENTREES[cote(request)]
    exacte = next((e for e in candidates if trouvee.view_name in e.espaces), None)
    return exacte or next((e for e in candidates if trouvee.namespace in e.espaces), None)
