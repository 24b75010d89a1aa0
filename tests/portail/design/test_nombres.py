"""Figures and dates as French readers expect them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from accrochage.portail.design import nombres

N = "\u00a0"


@pytest.mark.parametrize(
    ("valeur", "texte"),
    [(0, "0"), (999, "999"), (1000, f"1{N}000"), (200_000, f"200{N}000"), (-1234, f"-1{N}234")],
)
def test_numbers_are_in_groups(valeur, texte):
    assert nombres.nombre(valeur) == texte


@pytest.mark.parametrize(
    ("valeur", "texte"),
    [(0, f"0{N}passage refusé"), (1, f"1{N}passage refusé"), (2, f"2{N}passages refusés")],
)
def test_french_zero_is_singular(valeur, texte):
    assert nombres.pluriel(valeur, "passage refusé,passages refusés") == texte


def test_a_single_form_takes_an_s():
    assert nombres.pluriel(3, "passage") == f"3{N}passages"


@pytest.mark.parametrize(
    ("octets", "texte"),
    [
        (0, f"0{N}octet"),
        (999, f"999{N}octets"),
        (1000, f"1{N}ko"),
        (1_250, f"1,2{N}ko"),
        (999_949, f"999,9{N}ko"),
        (999_950, f"1{N}Mo"),
        (200_000_000, f"200{N}Mo"),
        (7_500_000_000_000, f"7500{N}Go"),
    ],
)
def test_sizes_have_one_digit_after_the_comma_when_it_tells_something(octets, texte):
    assert nombres.taille(octets) == texte


def test_dates_are_in_words():
    assert nombres.date_longue(date(2026, 10, 5)) == f"5{N}octobre{N}2026"
    assert nombres.date_longue(date(2026, 5, 1)) == f"1er{N}mai{N}2026"


def test_hours_are_those_of_paris():
    instant = datetime(2026, 10, 5, 22, 7, tzinfo=UTC)
    assert nombres.date_et_heure(instant) == f"6{N}octobre{N}2026 à 0{N}h{N}07"


MIDI = datetime(2026, 10, 5, 10, 0, tzinfo=UTC)  # noon in Paris


@pytest.mark.parametrize(
    ("avant", "texte"),
    [
        (timedelta(seconds=59), "à l’instant"),
        (timedelta(seconds=60), f"il y a 1{N}minute"),
        (timedelta(minutes=59, seconds=59), f"il y a 59{N}minutes"),
        (timedelta(hours=1), f"aujourd’hui à 11{N}h{N}00"),
        (timedelta(hours=12), f"aujourd’hui à 0{N}h{N}00"),
        (timedelta(hours=12, minutes=1), f"hier à 23{N}h{N}59"),
        (timedelta(days=2), f"3{N}octobre{N}2026"),
    ],
)
def test_recent_times_are_relative(avant, texte):
    assert nombres.depuis(MIDI - avant, maintenant=MIDI) == texte


def test_now_is_the_default():
    assert nombres.depuis(timezone.now()) == "à l’instant"
