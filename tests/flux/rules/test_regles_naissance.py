from datetime import date

import pytest
from fabrique_passages import PERSONNE, codes, contexte, passage, personne
from hypothesis import given
from hypothesis import strategies as st

from accrochage.flux.rules import controler_passage


def nee(annee, mois, jour):
    return personne(annee_naissance=annee, mois_naissance=mois, jour_naissance=jour)


@pytest.mark.parametrize(
    ("annee", "mois", "jour", "attendus"),
    [
        (1990, 2, 31, ["P105"]),
        (1990, 2, 30, ["P105"]),
        (1990, 2, 29, ["P105"]),
        (1900, 2, 29, ["P105", "P208"]),
        (1990, 4, 31, ["P105"]),
        (1992, 2, 29, []),
        (2000, 2, 29, []),
        (1990, 1, 31, []),
        (1990, 2, None, []),
    ],
)
def test_p105_date_of_no_calendar(annee, mois, jour, attendus):
    assert codes(nee(annee, mois, jour)) == attendus


def existe(annee, mois, jour):
    try:
        date(annee, mois, jour)
    except ValueError:
        return False
    return True


@given(st.integers(1930, 2010), st.integers(1, 12), st.integers(1, 31))
def test_p105_agrees_with_the_calendar(annee, mois, jour):
    assert codes(nee(annee, mois, jour)) == ([] if existe(annee, mois, jour) else ["P105"])


@pytest.mark.parametrize(
    ("mois", "jour", "attendus"), [(None, 12, ["P106"]), (5, None, []), (None, None, []), (5, 12, [])]
)
def test_p106_day_without_month(mois, jour, attendus):
    assert codes(nee(1990, mois, jour)) == attendus


@pytest.mark.parametrize(
    ("naissance", "attendus"),
    [
        ((2027, None, None), ["P108"]),
        ((2026, 11, None), ["P108"]),
        ((2026, 10, 6), ["P108"]),
        ((2026, 10, 5), ["P207"]),
        ((2026, None, None), ["P207"]),
        ((2026, 10, None), ["P207"]),
    ],
)
def test_p108_birth_after_the_delivery(naissance, attendus):
    assert codes(nee(*naissance)) == attendus


@pytest.mark.parametrize(
    ("naissance", "attendus"),
    [
        ((2016, 10, 6), ["P207"]),
        ((2016, 10, 5), []),
        ((2016, None, None), []),
        ((2017, None, None), ["P207"]),
        ((2015, 12, 31), []),
    ],
)
def test_p207_under_ten(naissance, attendus):
    assert codes(nee(*naissance)) == attendus


@pytest.mark.parametrize(
    ("naissance", "attendus"),
    [((1915, 10, 5), ["P208"]), ((1915, 10, 6), []), ((1916, 1, 1), []), ((1900, None, None), ["P208"])],
)
def test_p208_over_a_hundred_and_ten(naissance, attendus):
    assert codes(nee(*naissance)) == attendus


def test_the_date_is_written_as_far_as_it_is_known():
    (constat,) = controler_passage(nee(2026, 11, None), contexte())
    assert (constat.champ, constat.valeur) == ("anneeNaissance", "2026-11")


def test_age_is_taken_on_the_delivery_and_not_today():
    ancien = passage(date_debut_validite=date(1999, 7, 1), identification_titulaire=PERSONNE)
    assert "P207" in codes(ancien)
