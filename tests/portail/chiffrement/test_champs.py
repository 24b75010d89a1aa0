"""Short values: read back with the ring and the context they were written with, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accrochage.portail.chiffrement import Indechiffrable, Trousseau, empreinte

CLE_A, CLE_B = b"a" * 32, b"b" * 32
ANNEAU = Trousseau({"a": CLE_A})


@given(st.binary(max_size=200), st.text(max_size=20))
def test_what_is_encrypted_is_read_back(clair, contexte):
    octets = ANNEAU.chiffrer(clair, contexte=contexte)
    assert ANNEAU.dechiffrer(octets, contexte=contexte) == clair


def test_the_same_value_never_looks_the_same():
    assert ANNEAU.chiffrer(b"1850175112001", contexte="nir") != ANNEAU.chiffrer(
        b"1850175112001", contexte="nir"
    )


@given(st.data())
def test_any_changed_bit_is_noticed(data):
    octets = bytearray(ANNEAU.chiffrer(b"1850175112001", contexte="nir"))
    octets[data.draw(st.integers(0, len(octets) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Indechiffrable):
        ANNEAU.dechiffrer(bytes(octets), contexte="nir")


@given(st.binary(max_size=60))
def test_any_other_bytes_are_refused_and_nothing_else(octets):
    with pytest.raises(Indechiffrable):
        ANNEAU.dechiffrer(octets, contexte="nir")


def test_a_value_does_not_serve_as_another():
    octets = ANNEAU.chiffrer(b"x", contexte="nir")
    with pytest.raises(Indechiffrable):
        ANNEAU.dechiffrer(octets, contexte="mot")


def test_keys_rotate():
    ancien = ANNEAU.chiffrer(b"x", contexte="nir")
    tourne = Trousseau({"b": CLE_B, "a": CLE_A})
    nouveau = tourne.chiffrer(b"x", contexte="nir")
    assert tourne.dechiffrer(ancien, contexte="nir") == tourne.dechiffrer(nouveau, contexte="nir") == b"x"
    with pytest.raises(Indechiffrable):
        ANNEAU.dechiffrer(nouveau, contexte="nir")


def test_a_key_under_another_name_does_not_read():
    octets = ANNEAU.chiffrer(b"x", contexte="nir")
    with pytest.raises(Indechiffrable):
        Trousseau({"c": CLE_A}).dechiffrer(octets, contexte="nir")


def test_a_ring_has_a_key():
    with pytest.raises(ValueError, match="at least one key"):
        Trousseau({})


def test_fingerprints_depend_on_the_key_the_use_and_the_value():
    reference = empreinte(CLE_A, "nir", b"1")
    assert len(reference) == 32
    assert reference == empreinte(CLE_A, "nir", b"1")
    autres = {empreinte(CLE_B, "nir", b"1"), empreinte(CLE_A, "passage", b"1"), empreinte(CLE_A, "nir", b"2")}
    assert len(autres | {reference}) == 4
