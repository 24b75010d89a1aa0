"""Open sessions: when they were last used, closing them."""

from __future__ import annotations

import time

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.journal.services import noter, reference

INTERVALLE = 300
"""Seconds between two updates of « last activity »: a page must not cost a write."""
CLE = "vue_a"


def rafraichir(request: HttpRequest) -> None:
    """Keep that the session of a logged-in person is used, now and then."""
    maintenant = int(time.time())
    if maintenant - request.session.get(CLE, 0) < INTERVALLE:
        return
    request.session[CLE] = maintenant
    UserSession.objects.filter(session_key=request.session.session_key).update(last_seen_at=timezone.now())


def ouvertes_de(utilisateur: Utilisateur) -> list[UserSession]:
    """Sessions of a person that are still good; rows of the others are forgotten on the way."""
    return list(UserSession.objects.purge_and_list(utilisateur))


@transaction.atomic
def fermer(*, session: UserSession, utilisateur: Utilisateur, adresse: str | None = None) -> None:
    """Close one session of a person, at once."""
    session.end()
    noter(
        action="session.fermee",
        acteur=reference(utilisateur),
        objet=reference(utilisateur),
        adresse=adresse,
    )


@transaction.atomic
def fermer_toutes(*, utilisateur: Utilisateur) -> int:
    """Close every session of a person. Returns how many."""
    ouvertes = UserSession.objects.filter(user=utilisateur)
    Session.objects.filter(session_key__in=ouvertes.values("session_key")).delete()
    nombre, _ = ouvertes.delete()
    return int(nombre)
