"""Every route says who may use it; routes of other packages are listed one by one."""

from __future__ import annotations

import pytest
from django.apps import apps

from accrochage.portail.web.acces import Acces, Regle, routes

TOUTES = dict(routes())


def test_there_are_routes_to_look_at():
    assert len(TOUTES) > 10


@pytest.mark.parametrize("chemin", sorted(TOUTES))
def test_every_route_is_stamped(chemin: str):
    regle = getattr(TOUTES[chemin].callback, "acces", None)
    assert isinstance(regle, Regle), f"{chemin} has no @acces: nobody could open it"
    assert isinstance(regle.niveau, Acces)


@pytest.mark.parametrize("chemin", sorted(TOUTES))
def test_addresses_carry_no_personal_data(chemin: str):
    assert not {"nir", "nom", "prenom", "email", "courriel"} & set(TOUTES[chemin].pattern.converters)


def test_djangos_admin_is_not_there():
    assert not apps.is_installed("django.contrib.admin")
    modules = {motif.callback.__module__ for motif in TOUTES.values()}
    assert {m for m in modules if m.startswith("django.contrib.admin")} == set()
    assert [c for c in TOUTES if c.startswith("/admin")] == []
