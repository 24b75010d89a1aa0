from datetime import date

import pytest
from fabrique_passages import avec_nir, codes, contexte
from hypothesis import given
from hypothesis import strategies as st

from accrochage.flux.rules import controler_passage


def test_a_plausible_nir_has_no_finding():
    assert codes(avec_nir("2900569123456")) == []


MOIS_LEGAUX = {*range(1, 13), *range(20, 43), *range(50, 100)}


@given(mois=st.integers(0, 99))
def test_p113_months_that_are_given_and_those_that_are_not(mois):
    assert codes(avec_nir(f"290{mois:02}69123456")) == ([] if mois in MOIS_LEGAUX else ["P113"])


@pytest.mark.parametrize(
    ("deux_chiffres", "delivrance", "attendus"),
    [
        ("90", date(1985, 7, 1), ["P114", "P218"]),
        ("60", date(1985, 7, 1), ["P218"]),
        ("10", date(2026, 10, 5), []),
        ("27", date(2026, 10, 5), []),
    ],
)
def test_p114_year_after_the_delivery_in_both_centuries(deux_chiffres, delivrance, attendus):
    assert codes(avec_nir(f"2{deux_chiffres}0569123456", date_debut_validite=delivrance)) == attendus


@pytest.mark.parametrize(("premier", "attendus"), [("1", []), ("2", []), ("7", ["P115"]), ("0", ["P115"])])
def test_p115_sex(premier, attendus):
    assert codes(avec_nir(f"{premier}900569123456")) == attendus


@pytest.mark.parametrize(
    ("nir", "attendus"),
    [
        ("2900500123456", ["P212"]),
        ("2900575999456", ["P212"]),
        ("2900599134456", []),
        ("2900597105456", []),
        ("290052A004456", []),
        ("270052A004456", ["P212"]),
        ("2700520004456", []),
        ("2900520004456", ["P212"]),
        ("2550591352456", []),
        ("2900591999456", ["P212"]),
    ],
)
def test_p212_place_within_the_nir(nir, attendus):
    assert codes(avec_nir(nir)) == attendus


@pytest.mark.parametrize(
    ("annee", "attendus"), [("18", ["P213"]), ("20", ["P213"]), ("98", []), ("27", []), ("16", [])]
)
def test_p213_age_by_the_nir(annee, attendus):
    assert codes(avec_nir(f"2{annee}0569123456")) == attendus


@given(st.from_regex(r"[12][0-9]{4}(2[AB]|[0-9]{2})[0-9]{6}", fullmatch=True))
def test_no_finding_ever_shows_a_nir(nir):
    for constat in controler_passage(avec_nir(nir), contexte()):
        assert constat.valeur == "*" * 13
        assert nir not in repr(constat)
