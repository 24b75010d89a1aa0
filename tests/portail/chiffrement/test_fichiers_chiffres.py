"""Encrypted files: any cut, swap, repeat, graft or changed bit is noticed."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accrochage.portail.chiffrement import Indechiffrable, LecteurChiffre, Trousseau, chiffrer_flux, fichiers

ANNEAU = Trousseau({"a": b"a" * 32})
PETIT = 16
BLOC = PETIT + fichiers.ETIQUETTE
ENTETE = len(fichiers.MAGIE) + 1 + len("a") + 16


@pytest.fixture(autouse=True)
def petits_morceaux(monkeypatch):
    """Chunks of 16 bytes, so that small files have many."""
    monkeypatch.setattr(fichiers, "MORCEAU", PETIT)


def chiffrer(clair: bytes) -> bytes:
    return b"".join(chiffrer_flux(ANNEAU, [clair]))


def lire(octets: bytes, anneau: Trousseau = ANNEAU) -> bytes:
    with LecteurChiffre(anneau, io.BytesIO(octets)) as lecteur:
        return lecteur.read()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.binary(max_size=50), max_size=8))
def test_pieces_of_any_size_are_read_back(morceaux):
    octets = b"".join(chiffrer_flux(ANNEAU, morceaux))
    assert lire(octets) == b"".join(morceaux)


@pytest.mark.parametrize("taille", [0, 1, PETIT - 1, PETIT, PETIT + 1, 3 * PETIT])
def test_every_length_near_a_chunk(taille):
    clair = bytes(range(256))[:taille]
    assert lire(chiffrer(clair)) == clair


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_any_changed_bit_is_noticed(data):
    octets = bytearray(chiffrer(b"x" * 40))
    octets[data.draw(st.integers(0, len(octets) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Indechiffrable):
        lire(bytes(octets))


def test_any_cut_is_noticed():
    octets = chiffrer(b"x" * 3 * PETIT)
    for fin in range(len(octets)):
        with pytest.raises(Indechiffrable):
            lire(octets[:fin])


def blocs(octets: bytes) -> tuple[bytes, list[bytes]]:
    corps = octets[ENTETE:]
    return octets[:ENTETE], [corps[i : i + BLOC] for i in range(0, len(corps), BLOC)]


def test_chunks_cannot_be_swapped_repeated_or_dropped():
    entete, (un, deux, trois) = blocs(chiffrer(b"a" * PETIT + b"b" * PETIT + b"c" * PETIT))
    assert lire(entete + un + deux + trois)
    for ordre in (
        [deux, un, trois],
        [un, un, deux, trois],
        [un, trois],
        [un, deux],
        [un, deux, trois, trois],
    ):
        with pytest.raises(Indechiffrable):
            lire(entete + b"".join(ordre))


def test_chunks_of_another_file_cannot_be_grafted():
    entete, (un, _) = blocs(chiffrer(b"a" * 2 * PETIT))
    _, (_, autre) = blocs(chiffrer(b"b" * 2 * PETIT))
    with pytest.raises(Indechiffrable):
        lire(entete + un + autre)


def test_a_file_is_read_after_its_key_was_replaced_and_not_without_it():
    octets = chiffrer(b"secret")
    assert lire(octets, Trousseau({"b": b"b" * 32, "a": b"a" * 32})) == b"secret"
    with pytest.raises(Indechiffrable):
        lire(octets, Trousseau({"b": b"b" * 32}))


def test_nothing_of_the_content_or_its_repeats_shows():
    octets = chiffrer(b"MOREAU 185017511" * 40)
    assert b"MOREAU" not in octets
    _, morceaux = blocs(octets)
    assert len(set(morceaux)) == len(morceaux)


@pytest.mark.parametrize("octets", [b"", b"ACR1", b"ACR2" + b"x" * 60, b"ACR1\xff" + b"x" * 30])
def test_what_is_no_encrypted_file_is_refused(octets):
    with pytest.raises(Indechiffrable):
        lire(octets)


def test_reading_by_small_pieces_and_closing_the_source():
    source = io.BytesIO(chiffrer(b"0123456789" * 10))
    with LecteurChiffre(ANNEAU, source) as lecteur:
        assert lecteur.readable()
        assert b"".join(iter(lambda: lecteur.read(7), b"")) == b"0123456789" * 10
    assert source.closed
