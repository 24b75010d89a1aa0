"""Keys of names: what is forgiven, what is not, and what always holds."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accrochage.matching.normalisation import cle


@pytest.mark.parametrize(
    ("ecrit", "attendu"),
    [
        ("Moreau", "MOREAU"),
        ("Lefèvre", "LEFEVRE"),
        ("NOËL", "NOEL"),
        ("Cœur", "COEUR"),
        ("LÆTITIA", "LAETITIA"),
        ("Weiß", "WEISS"),
        ("WEIẞ", "WEISS"),
        ("Łukasz", "LUKASZ"),
        ("Søren", "SOREN"),
        ("Đặng", "DANG"),
        ("İnci", "INCI"),
        ("D’Angelo", "D ANGELO"),
        ("D'ANGELO", "D ANGELO"),
        ("d angelo", "D ANGELO"),
        ("Jean-Pierre", "JEAN PIERRE"),
        ("JEAN – PIERRE", "JEAN PIERRE"),
        ("  Jean   Pierre ", "JEAN PIERRE"),
        ("Jean\u00a0Pierre", "JEAN PIERRE"),
        ("MARTIN (dit Petit)", "MARTIN DIT PETIT"),
        ("St. Martin", "ST MARTIN"),
        ("Ｍａｒｔｉｎ", "MARTIN"),
        ("N'DIAYE", "N DIAYE"),
        ("-", ""),
        ("’", ""),
        ("123", ""),
        ("", ""),
        (None, ""),
        ("王", ""),
    ],
)
def test_names_that_are_the_same_have_the_same_key(ecrit, attendu):
    assert cle(ecrit) == attendu


def test_composed_and_decomposed_accents_are_one():
    assert cle("é") == cle("e\u0301") == "E"


def test_glued_first_names_are_not_separate_ones():
    assert cle("JEANPIERRE") != cle("JEAN PIERRE")


@given(st.text())
def test_a_key_is_its_own_key(texte):
    assert cle(cle(texte)) == cle(texte)


@given(st.text())
def test_a_key_is_ascii_capitals_and_single_inner_spaces(texte):
    produit = cle(texte)
    assert produit.isascii()
    assert produit.replace(" ", "").isalpha() or produit == ""
    assert produit == produit.upper() == " ".join(produit.split())


@given(st.text())
def test_case_and_outer_space_do_not_count(texte):
    assert cle(f" {texte.upper()} ") == cle(texte.upper())


@given(
    st.lists(st.text("ABCDEFÉÈÇÏÔabcdé", min_size=1), min_size=1, max_size=4),
    st.lists(st.sampled_from(list("-' ’–")), min_size=3, max_size=3),
)
def test_separators_are_one_another(parties, separateurs):
    couples = zip(parties, [*separateurs, ""], strict=False)
    ecrit = "".join(partie + separateur for partie, separateur in couples)
    assert cle(ecrit) == cle(" ".join(parties))
