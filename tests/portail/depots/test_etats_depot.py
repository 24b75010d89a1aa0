"""The states: whatever is tried, only the declared transitions happen, and each is logged."""

from __future__ import annotations

import pytest
from conftest_depots import flux, passage, recevoir
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accrochage.portail.depots import etats
from accrochage.portail.depots.enums import FINAUX, TRANSITIONS, EtatDepot
from accrochage.portail.depots.models import Depot

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registre", "fiches")]


def test_every_state_is_reached_and_final_ones_have_no_way_out():
    arrivees = {vers for _, vers in TRANSITIONS.values()}
    assert arrivees == set(EtatDepot)
    assert {de for de, _ in TRANSITIONS.values() if de} & FINAUX == set()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(sorted(TRANSITIONS)), max_size=8))
def test_any_sequence_follows_the_declared_transitions(certificateur_a, tentatives):
    depot = recevoir(certificateur_a, flux(certificateur_a, passage()))
    attendu, journal = EtatDepot.RECU, ["RECU"]
    for nom in tentatives:
        de, vers = TRANSITIONS[nom]
        if de == attendu:
            etats.passer(depot, nom)
            attendu = vers
            journal.append(vers.value)
        else:
            with pytest.raises(etats.TransitionImpossible):
                etats.passer(depot, nom)
    relu = Depot.objects.get(pk=depot.pk)
    assert relu.etat == attendu
    assert list(relu.transitions.values_list("vers", flat=True)) == journal
    assert (relu.fini_le is not None) == (attendu in FINAUX)
