"""``{% load openid %}``: the provider that people may log in with, if there is one."""

from __future__ import annotations

from django import template
from django.conf import settings

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.organismes.services.openid import identites

register = template.Library()


@register.simple_tag
def openid_nom() -> str:
    """Name of the provider; empty when the portal has none."""
    return settings.OPENID_NOM if settings.SOCIALACCOUNT_PROVIDERS else ""


@register.simple_tag
def openid_lie(utilisateur: Utilisateur) -> bool:
    """Whether the provider opens this person's account."""
    return identites(utilisateur).exists()
