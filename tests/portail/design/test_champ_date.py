"""Dates are understood as people type them."""

from datetime import date

import pytest
from django import forms
from hypothesis import given
from hypothesis import strategies as st

from accrochage.portail.design.champs import ChampDate, lire_date
from accrochage.portail.design.nombres import MOIS, date_longue

CINQ_OCTOBRE = date(2026, 10, 5)


@pytest.mark.parametrize(
    "saisie",
    [
        "05/10/2026",
        "5/10/2026",
        "05-10-2026",
        "5.10.2026",
        "05 10 2026",
        "05102026",
        " 05 / 10 / 2026 ",
        "2026-10-05",
        "5 octobre 2026",
        "5 OCT. 2026",
        "5 Octobre  2026",
    ],
)
def test_usual_spellings_are_one_date(saisie):
    assert lire_date(saisie) == CINQ_OCTOBRE


@pytest.mark.parametrize(
    "saisie",
    [
        "",
        "demain",
        "31/02/2026",
        "5/10/26",
        "10/2026",
        "5 jui 2026",
        "5 brumaire 2026",
        "2026/10/05",
        "٥/10/2026x",
    ],
)
def test_what_is_no_date_is_none(saisie):
    assert lire_date(saisie) is None


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_date_is_read_back_from_each_way_to_write_it(jour):
    assert lire_date(f"{jour.day}/{jour.month}/{jour.year}") == jour
    assert lire_date(f"{jour:%d%m%Y}") == jour
    assert lire_date(jour.isoformat()) == jour
    assert lire_date(date_longue(jour)) == jour
    assert lire_date(f"{jour.day} {MOIS[jour.month - 1].upper()} {jour.year}") == jour


class Essai(forms.Form):
    jour = ChampDate(label="Jour", required=False)


def test_the_field_gives_a_date_nothing_or_a_reason():
    assert Essai({"jour": "5/10/2026"}).is_valid()
    vide = Essai({"jour": "  "})
    assert vide.is_valid()
    assert vide.cleaned_data["jour"] is None
    assert "05/10/2026" in Essai({"jour": "hier"}).errors["jour"][0]
