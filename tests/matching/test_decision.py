"""The published cascade on counts: never a guess."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accrochage.flux.catalogue import REGLES
from accrochage.matching.decision import Decision, Statut, decider


@pytest.mark.parametrize(
    ("restants", "attendu"),
    [
        ((1, 0, 0), Decision(Statut.TROUVE, 1, None)),
        ((0, 0, 0), Decision(Statut.AUCUN, 1, "T001")),
        ((5, 1, 0), Decision(Statut.TROUVE, 2, None)),
        ((5, 0, 0), Decision(Statut.AUCUN, 2, "T002")),
        ((5, 3, 1), Decision(Statut.TROUVE, 3, None)),
        ((5, 3, 0), Decision(Statut.AUCUN, 3, "T003")),
        ((5, 3, 2), Decision(Statut.PLUSIEURS, 3, "T004")),
    ],
)
def test_each_end_of_the_cascade(restants, attendu):
    assert decider(restants) == attendu


@given(st.lists(st.integers(0, 9), min_size=3, max_size=3))
def test_found_means_one_person_at_that_pass_and_nothing_else(nombres):
    restants = tuple(sorted(nombres, reverse=True))
    decision = decider(restants)
    assert (decision.code is None) == (decision.statut is Statut.TROUVE)
    if decision.statut is Statut.TROUVE:
        assert restants[decision.passe - 1] == 1
    else:
        assert decision.code in REGLES
        assert restants[decision.passe - 1] != 1
