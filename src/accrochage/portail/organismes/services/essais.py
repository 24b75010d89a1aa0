"""Attempts with registration identifiers: all in the journal, and limited by it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import timedelta

from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import noter

ACTION = "inscription.identifiants"
FENETRE = timedelta(hours=1)
ESSAIS_PAR_RESEAU = 20
ESSAIS_PAR_MATRICULE = 10
IPV6 = 6
LIMITE = "limite"


@dataclass(frozen=True, slots=True)
class Essai:
    """One attempt with identifiers, and what came before it."""

    vise: str
    adresse: str | None

    @property
    def reseau(self) -> str:
        """The address, or its /64 in IPv6: one subscriber has as many addresses as they like there."""
        try:
            ip = ipaddress.ip_address(self.adresse or "")
        except ValueError:
            return ""
        return str(ipaddress.ip_network((ip, 64), strict=False)) if ip.version == IPV6 else str(ip)

    def limite_atteinte(self, *, par_matricule: bool) -> bool:
        """Say whether the network, or the matricule whoever types it, has failed too often."""
        # Those the limit itself refused do not prolong it: who waits an hour gets in.
        refus = Entree.objects.refus_recents(ACTION, depuis=FENETRE).exclude(details__motif=LIMITE)
        if refus.filter(details__reseau=self.reseau).count() >= ESSAIS_PAR_RESEAU:
            return True
        return par_matricule and refus.filter(objet=self.vise).count() >= ESSAIS_PAR_MATRICULE

    def noter(self, resultat: Entree.Resultat, motif: str, **details: str) -> None:
        """Keep the attempt in the journal."""
        noter(
            action=ACTION,
            objet=self.vise,
            adresse=self.adresse,
            resultat=resultat,
            details={"reseau": self.reseau} | ({"motif": motif} if motif else {}) | details,
        )
