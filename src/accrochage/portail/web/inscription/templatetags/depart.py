"""``{% load depart %}``: what an administrator is asked on the page of the account."""

from __future__ import annotations

from typing import Any

from django import template

from accrochage.portail.organismes.models import DemandeDepart
from accrochage.portail.web.acces import Acces

register = template.Library()


@register.inclusion_tag("organisation/_departs.html", takes_context=True)
def departs_signales(context: template.Context) -> dict[str, Any]:
    """Requests that say somebody has left the current account, for its administrators; or nothing."""
    request = context["request"]
    if Acces.ADMINISTRATEUR not in request.droits:
        return {"demandes": []}
    demandes = DemandeDepart.objects.visible_to(request.compte).a_traiter()
    return {"demandes": list(demandes.select_related("partant").order_by("confirmee_le"))}
