"""Pages never read a table unscoped: the right to see travels in the query set."""

from __future__ import annotations

import ast

import pytest
from depot_git import RACINE, arbre, court, sources

from accrochage.portail.web.acces import DROITS_D_AGENT, routes

PORTEES = {"visible_to", "actives_de", "suspendues_de", "connexions_de"}
"""Query set methods that take the account, or the person, that asks."""
SANS_PORTEE = {
    # The référentiel is public: anybody reads all of it.
    "src/accrochage/portail/web/certifications/views.py",
    "src/accrochage/portail/web/demande/certifications.py",
    # A mandate is given by matricule or SIRET to a body that is not the account's own.
    "src/accrochage/portail/web/mandats/forms.py",
    # Registration has no account yet: the session holds the organisme since its identifiers were checked.
    "src/accrochage/portail/web/inscription/parcours.py",
}
GESTION = "src/accrochage/portail/web/gestion/"
"""The operator's side: its agents see every organisme; the routes are what is checked there."""


def non_portes(module) -> list[str]:
    """``Model.objects`` that is not at once followed by a method that scopes it."""
    parents = {
        enfant: parent for parent in ast.walk(arbre(module)) for enfant in ast.iter_child_nodes(parent)
    }
    return [
        f"{court(module)}:{noeud.lineno}"
        for noeud in ast.walk(arbre(module))
        if isinstance(noeud, ast.Attribute)
        and noeud.attr in {"objects", "_default_manager", "_base_manager"}
        and not (isinstance(p := parents.get(noeud), ast.Attribute) and p.attr in PORTEES)
    ]


@pytest.mark.parametrize("module", sources("src/accrochage/portail/web"), ids=court)
def test_pages_scope_what_they_read(module):
    if court(module) not in SANS_PORTEE and not court(module).startswith(GESTION):
        assert non_portes(module) == []


def test_the_exceptions_are_still_needed():
    assert {c for c in SANS_PORTEE if not non_portes(RACINE / c)} == set()


def test_only_agents_reach_the_unscoped_pages():
    chemins = {
        c: v for c, v in routes() if v.callback.__module__.startswith("accrochage.portail.web.gestion")
    }
    assert chemins
    agents = frozenset().union(*DROITS_D_AGENT.values())
    assert {c for c, v in chemins.items() if v.callback.acces.niveau not in agents} == set()


@pytest.mark.parametrize("module", sources("src/accrochage/portail/web"), ids=court)
def test_pages_write_through_services(module):
    ecritures = [
        f"{court(module)}:{noeud.lineno}"
        for noeud in ast.walk(arbre(module))
        if isinstance(noeud, ast.Call)
        and isinstance(noeud.func, ast.Attribute)
        and noeud.func.attr in {"bulk_create", "bulk_update", "get_or_create", "update_or_create"}
    ]
    assert ecritures == []


def test_pages_have_no_models():
    assert [court(m) for m in sources("src/accrochage/portail/web") if m.name == "models.py"] == []
