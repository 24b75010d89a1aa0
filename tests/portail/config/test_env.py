"""The reader of variables: what it takes, and that a refusal names the variable and no secret."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accrochage.portail.config.env import FAUX, VRAI, ConfigurationRefusee, Lecteur

CLE = base64.b64encode(bytes(range(100, 132))).decode()


def lire(**valeurs: str) -> Lecteur:
    return Lecteur(valeurs)


@pytest.mark.parametrize("valeur", [{}, {"X": ""}, {"X": "   "}])
def test_a_missing_variable_is_refused_by_name_or_takes_its_default(valeur):
    with pytest.raises(ConfigurationRefusee, match=r"^X :"):
        Lecteur(valeur).texte("X")
    assert Lecteur(valeur).texte("X", "défaut") == "défaut"


def test_a_choice_is_one_of_its_values():
    assert lire(X=" demo ").texte("X", choix=("demo", "production")) == "demo"
    with pytest.raises(ConfigurationRefusee, match="X : « prod » est refusé ; attendu : demo, production"):
        lire(X="prod").texte("X", choix=("demo", "production"))


@given(st.integers(-(10**6), 10**6))
def test_a_number_is_taken_within_its_bounds_only(nombre):
    if 1 <= nombre <= 65535:
        assert lire(PORT=str(nombre)).entier("PORT", minimum=1, maximum=65535) == nombre
    else:
        with pytest.raises(ConfigurationRefusee, match="PORT"):
            lire(PORT=str(nombre)).entier("PORT", minimum=1, maximum=65535)


@pytest.mark.parametrize("valeur", ["8000a", "8 000", "0x10", "1e3", "8.5"])
def test_what_is_no_number_is_refused(valeur):
    with pytest.raises(ConfigurationRefusee, match=r"PORT.*nombre entier"):
        lire(PORT=valeur).entier("PORT")


def test_booleans():
    assert all(lire(X=v).booleen("X", False) for v in VRAI)
    assert not any(lire(X=v).booleen("X", True) for v in FAUX)
    assert lire().booleen("X", True) is True
    with pytest.raises(ConfigurationRefusee, match="oui"):
        lire(X="peut-être").booleen("X", True)


@pytest.mark.parametrize(
    "valeur", ["portail.fr", "ftp://portail.fr", "https://", "https://a.fr/?x=1", "https://a.fr/#x"]
)
def test_an_address_is_absolute_and_plain(valeur):
    with pytest.raises(ConfigurationRefusee, match=r"^URL_PORTAIL"):
        lire(URL_PORTAIL=valeur).url("URL_PORTAIL")


def test_an_address_loses_its_last_slash():
    assert lire(U="https://a.fr/").url("U") == "https://a.fr"


def test_keys_come_in_order():
    cles = lire(C=f"b:{CLE},a:{base64.b64encode(bytes(32)).decode()}").cles("C")
    assert list(cles) == ["b", "a"]
    assert cles["b"] == bytes(range(100, 132))


@pytest.mark.parametrize(
    "valeur", [CLE, f":{CLE}", f"a:{CLE},a:{CLE}", "a:court", f"a:{CLE[:-4]}", f"é:{CLE}", ",", f"a b:{CLE}"]
)
def test_a_bad_key_is_refused_without_being_shown(valeur):
    with pytest.raises(ConfigurationRefusee, match=r"^CLE_CHIFFREMENT") as refus:
        lire(CLE_CHIFFREMENT=valeur).cles("CLE_CHIFFREMENT")
    assert CLE[:10] not in str(refus.value)


def test_a_blank_variable_does_not_hide_a_default():
    assert lire(A="", B="b").avec_defauts({"A": "a", "B": "x"}).texte("A") == "a"
    assert lire(A="", B="b").avec_defauts({"A": "a", "B": "x"}).texte("B") == "b"


def test_the_reader_remembers_what_it_was_asked():
    lecteur = lire()
    lecteur.texte("A", "")
    lecteur.avec_defauts({}).presente("B")
    assert lecteur.connues == {"A", "B"}
