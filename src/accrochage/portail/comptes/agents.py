"""The operator's agents: their role, their access; a superviseur always remains."""

from __future__ import annotations

from django.db import transaction

from accrochage.portail.comptes.enums import RoleOperateur
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.journal.services import noter, reference


class DernierSuperviseur(Exception):  # noqa: N818 - a refusal of the domain
    """Nobody else could give roles any more."""


@transaction.atomic
def changer_role(
    *, agent: Utilisateur, role: RoleOperateur, par: Utilisateur, adresse: str | None
) -> Utilisateur:
    """Give an agent another role, at once. Raises :class:`DernierSuperviseur`."""
    tenu = _tenir(agent, perd=role != RoleOperateur.SUPERVISEUR)
    avant, tenu.role_operateur = tenu.role_operateur, role
    if avant == role:
        return tenu
    tenu.save(update_fields=["role_operateur"])
    noter(
        action="agent.role_change",
        acteur=reference(par),
        objet=reference(tenu),
        adresse=adresse,
        details={"avant": avant, "apres": role},
    )
    return tenu


@transaction.atomic
def suspendre(*, agent: Utilisateur, par: Utilisateur, adresse: str | None) -> Utilisateur:
    """Close the portal to an agent, at once. Raises :class:`DernierSuperviseur`."""
    tenu = _tenir(agent, perd=True)
    if tenu.is_active:
        tenu.is_active = False
        tenu.save(update_fields=["is_active"])
        noter(action="agent.suspendu", acteur=reference(par), objet=reference(tenu), adresse=adresse)
    return tenu


@transaction.atomic
def rouvrir(*, agent: Utilisateur, par: Utilisateur, adresse: str | None) -> Utilisateur:
    """Open the portal again to an agent."""
    tenu = _tenir(agent, perd=False)
    if not tenu.is_active:
        tenu.is_active = True
        tenu.save(update_fields=["is_active"])
        noter(action="agent.rouvert", acteur=reference(par), objet=reference(tenu), adresse=adresse)
    return tenu


def _tenir(agent: Utilisateur, *, perd: bool) -> Utilisateur:
    """Hold every superviseur, always in the same order: two who leave at once do not both leave."""
    superviseurs = Utilisateur.objects.select_for_update().filter(
        role_operateur=RoleOperateur.SUPERVISEUR, is_active=True
    )
    restent = {u.pk for u in superviseurs.order_by("pk")}
    tenu = Utilisateur.objects.select_for_update().exclude(role_operateur="").get(pk=agent.pk)
    if perd and restent == {tenu.pk}:
        raise DernierSuperviseur
    return tenu
