"""Who mails are about in the tests, and how their producers are declared (:mod:`productions`).

A producer does what a person does, through the services or the pages; ``porte`` says which secrets
or identifiers the mail must carry, and nothing else of the kind may be in it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import fabriques
from allauth.account.adapter import get_adapter
from allauth.core.context import request_context
from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.organismes import services
from accrochage.portail.organismes.enums import Droit
from accrochage.portail.organismes.models import Appartenance
from accrochage.portail.organismes.services import (
    invitations,
)

MOT_DE_PASSE = "sept petites girafes"
PORTE = frozenset({"jeton", "identifiant", "matricule", "contrat"})


@dataclass
class Monde:
    """An account with its holder, a colleague who administers it as well, and an agent of the operator."""

    compte: object = field(
        default_factory=lambda: fabriques.compte(fabriques.organisme("Lycée & Exemple <b>"))
    )

    def __post_init__(self) -> None:
        self.titulaire = self.compte.titulaire_du_compte
        self.collegue = fabriques.membre(
            self.compte, Droit.ADMINISTRATEUR, fabriques.utilisateur("Carole", "Chêne")
        )
        self.agent = fabriques.gestionnaire()

    def appartenance(self, personne) -> Appartenance:
        return Appartenance.objects.get(compte=self.compte, utilisateur=personne)

    def inscrire(self, ouverture):
        services.commencer_inscription(
            ouverture=ouverture,
            nom="L’Hôte",
            prenom="Zoé",
            email="zoe@exemple.test",
            fonction="Directrice",
            adresse=None,
        )
        jeton = secret("inscription_lien")
        services.confirmer_adresse(jeton=jeton, adresse=None)
        return services.terminer_inscription(jeton=jeton, mot_de_passe=MOT_DE_PASSE, adresse=None)

    def inviter(self):
        return invitations.inviter(
            compte=self.compte,
            nom="Hamon",
            prenom="Léa",
            email="lea@exemple.test",
            droit=Droit.DEPOSANT,
            par=self.titulaire,
        )


def secret(gabarit: str) -> str:
    """The secret of the link in the latest mail of a kind."""
    texte = Courriel.objects.filter(gabarit=gabarit).latest("id").texte
    return re.search(r"/([\w-]{40,})/", texte)[1]


@dataclass(frozen=True)
class Production:
    """What makes a mail, and what it carries among :data:`PORTE`."""

    faire: Callable[[Monde], object]
    porte: frozenset[str]


def _annoncer(gabarit: str, m: Monde) -> None:
    """What allauth does after a change of the holder's password or second factor."""
    requete = RequestFactory().get("/")
    requete.user = AnonymousUser()
    with request_context(requete):
        get_adapter(requete).send_notification_mail(gabarit, m.titulaire)


PRODUCTIONS: dict[str, Production] = {}


def courriel(gabarit: str, *porte: str) -> Callable[[Callable[[Monde], object]], Callable[[Monde], object]]:
    def declarer(faire: Callable[[Monde], object]) -> Callable[[Monde], object]:
        PRODUCTIONS[gabarit] = Production(faire, frozenset(porte))
        return faire

    return declarer
