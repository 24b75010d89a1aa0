from datetime import date, timedelta

import pytest
from fabrique_passages import codes, contexte, passage
from hypothesis import given
from hypothesis import strategies as st

from accrochage.flux.rules import controler_passage, limite_de_retard

LIMITE = date(2026, 8, 23)


def test_a_clean_passage_has_no_finding():
    assert codes(passage()) == []


@pytest.mark.parametrize(
    ("fin", "attendus"),
    [
        (date(2026, 10, 4), ["P101"]),
        (date(2026, 10, 5), []),
        (date(2031, 10, 5), []),
        (None, []),
    ],
)
def test_p101_end_of_validity_before_its_start(fin, attendus):
    assert codes(passage(date_fin_validite=fin)) == attendus


def test_p101_carries_what_the_official_sentence_needs():
    (constat,) = controler_passage(passage(date_fin_validite=date(2020, 1, 1)), contexte())
    assert constat.champ == "dateFinValidite"
    assert constat.valeur == "2020-01-01"
    assert constat.parametres["id_client"] == "12ABC345"
    assert constat.id_technique == "2026-0001"


@pytest.mark.parametrize(
    ("debut", "fin", "attendus"),
    [
        (date(2026, 6, 12), date(2026, 6, 10), ["P102"]),
        (date(2026, 6, 10), date(2026, 6, 10), []),
        (date(2026, 6, 10), date(2026, 6, 12), []),
        (None, date(2026, 6, 12), []),
        (date(2026, 6, 12), None, []),
    ],
)
def test_p102_exam_reversed(debut, fin, attendus):
    assert codes(passage(date_debut_examen=debut, date_fin_examen=fin)) == attendus


@pytest.mark.parametrize(
    ("jour", "attendus"),
    [(date(2026, 11, 24), ["P103"]), (date(2026, 11, 23), []), (date(2062, 10, 5), ["P103"])],
)
def test_p103_delivery_to_come(jour, attendus):
    assert codes(passage(date_debut_validite=jour)) == attendus


@pytest.mark.parametrize(
    ("debut", "fin", "champs"),
    [
        (date(2026, 11, 24), None, ["dateDebutExamen"]),
        (None, date(2026, 11, 24), ["dateFinExamen"]),
        (date(2026, 11, 24), date(2026, 11, 25), ["dateDebutExamen", "dateFinExamen"]),
        (date(2026, 6, 1), date(2026, 11, 24), ["dateFinExamen"]),
        (date(2026, 11, 23), date(2026, 11, 23), []),
    ],
)
def test_p104_exam_to_come(debut, fin, champs):
    constats = controler_passage(passage(date_debut_examen=debut, date_fin_examen=fin), contexte())
    assert [(constat.code, constat.champ) for constat in constats] == [("P104", champ) for champ in champs]


@pytest.mark.parametrize(
    ("jour", "attendus"),
    [(LIMITE, []), (LIMITE - timedelta(days=1), ["P218"]), (date(2019, 6, 1), ["P218"])],
)
def test_p218_delivered_more_than_three_months_ago(jour, attendus):
    assert codes(passage(date_debut_validite=jour)) == attendus


def test_a_suppression_is_never_late():
    assert codes(passage(date_debut_validite=date(2019, 6, 1)), suppression=True) == []


def dans_trois_mois(jour: date) -> date:
    """The plain definition: same day three months later, or the last day of that month."""
    annee, mois = (jour.year, jour.month + 3) if jour.month <= 9 else (jour.year + 1, jour.month - 9)
    for numero in (jour.day, 30, 29, 28):
        try:
            return date(annee, mois, min(numero, jour.day))
        except ValueError:
            continue
    raise AssertionError(jour)


@given(
    aujourdhui=st.dates(date(1999, 1, 1), date(2099, 1, 1)),
    ecart=st.integers(-200, 200),
)
def test_late_means_that_three_calendar_months_are_over(aujourdhui, ecart):
    delivrance = aujourdhui - timedelta(days=ecart)
    assert (delivrance < limite_de_retard(aujourdhui)) is (dans_trois_mois(delivrance) < aujourdhui)


@pytest.mark.parametrize(
    ("aujourdhui", "limite"),
    [
        (date(2026, 11, 23), date(2026, 8, 23)),
        (date(2026, 2, 28), date(2025, 11, 28)),
        (date(2026, 5, 31), date(2026, 3, 1)),
        (date(2028, 5, 29), date(2028, 2, 29)),
        (date(2026, 3, 31), date(2025, 12, 31)),
    ],
)
def test_limit_at_the_ends_of_months(aujourdhui, limite):
    assert limite_de_retard(aujourdhui) == limite
