"""The one way into the journal."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from typing import Any

from accrochage.portail.journal.chaine import sceller_bientot
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.querysets import reference

__all__ = ["Resultat", "noter", "reference"]

Resultat = Entree.Resultat


def noter(
    *,
    action: str,
    acteur: str = "",
    objet: str = "",
    compte: str = "",
    adresse: str | None = None,
    resultat: Entree.Resultat = Resultat.SUCCES,
    details: Mapping[str, Any] | None = None,
) -> Entree:
    """Add one entry, in the caller's transaction; it is sealed right after it (see ``chaine``).

    ``action`` is ``sujet.verbe`` in lower case (``depot.recu``); ``acteur``, ``objet`` and
    ``compte`` come from :func:`reference`. ``details`` is JSON and holds no personal data:
    no name, no mail address, no NIR, no typed secret. An ``adresse`` that is no IP address
    is left out rather than refused: the act matters more than where it came from.
    """
    entree = Entree.objects.create(
        action=action,
        acteur=acteur,
        objet=objet,
        compte=compte,
        adresse=_adresse_ou_rien(adresse),
        resultat=resultat,
        details=dict(details or {}),
    )
    sceller_bientot()
    return entree


def _adresse_ou_rien(adresse: str | None) -> str | None:
    try:
        return str(ipaddress.ip_address(adresse or ""))
    except ValueError:
        return None
