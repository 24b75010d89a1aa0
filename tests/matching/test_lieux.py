"""Places: sets of codes over time, compared the way a birthplace is written on both sides."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accrochage.flux.reference import communes
from accrochage.matching.lieux import Lieux, cle_pays

LIEUX = Lieux(communes())
CODES = sorted({c.code for c in communes()} | {a for c in communes() for a in c.anciens_codes})


def compatibles(envoye: str, registre: str) -> bool:
    """Whether a sent code may mean the place that the register names."""
    return LIEUX.cle(registre) in LIEUX.cles(envoye)


@pytest.mark.parametrize(
    ("envoye", "registre"),
    [
        ("35238", "35238"),
        # Corsica was one department until 1976.
        ("20004", "2A004"),
        ("2B033", "20033"),
        # Seine and Seine-et-Oise: Nanterre, Boulogne-Billancourt.
        ("75050", "92050"),
        ("92012", "75012"),
        # A city and its boroughs, both ways.
        ("75056", "75112"),
        ("75112", "75056"),
        ("13055", "13201"),
        ("69381", "69123"),
        # Merged: Bellegarde-sur-Valserine and its neighbours are Valserhône.
        ("01033", "01091"),
        ("01091", "01033"),
        # Countries are their own key.
        ("99139", "99139"),
    ],
)
def test_one_place_under_two_codes(envoye, registre):
    assert compatibles(envoye, registre)


@pytest.mark.parametrize(
    ("envoye", "registre"),
    [("35238", "35239"), ("75112", "75101"), ("13201", "69381"), ("99139", "99127"), ("2A004", "2B033")],
)
def test_different_places_stay_different(envoye, registre):
    assert not compatibles(envoye, registre)


@pytest.mark.parametrize("rien", ["", None, "  "])
def test_no_code_designates_no_place(rien):
    assert LIEUX.cle(rien) == ""
    assert LIEUX.cles(rien) == ()
    assert LIEUX.cles_postales(rien) == ()


def test_lower_case_and_blanks_are_understood():
    assert LIEUX.cle(" 2a004 ") == "2A004"


def test_a_postal_code_designates_all_it_serves():
    assert {"01143", "01180", "01397"} <= set(LIEUX.cles_postales("01220"))
    assert set(LIEUX.cles_postales("75012")) == {"75112", "75056"}
    assert LIEUX.cles_postales("00000") == ()


@given(st.sampled_from(CODES))
def test_any_code_ever_used_means_its_own_place(code):
    assert compatibles(code, code)


@given(st.sampled_from(CODES))
def test_a_key_is_its_own_key(code):
    assert LIEUX.cle(LIEUX.cle(code)) == LIEUX.cle(code)


@given(st.sampled_from([c for c in communes() if c.rattachement]))
def test_a_part_and_its_whole_go_together(commune):
    assert compatibles(commune.code, commune.rattachement)
    assert compatibles(commune.rattachement, commune.code)


@pytest.mark.parametrize(
    ("code", "attendu"),
    [("99139", "139"), ("139", "139"), ("100", ""), ("99100", ""), ("", ""), (None, "")],
)
def test_countries(code, attendu):
    assert cle_pays(code) == attendu
