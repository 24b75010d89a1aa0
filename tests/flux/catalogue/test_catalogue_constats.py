"""What constat does to the values that it is given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accrochage.flux.catalogue import constat, masquer_nir
from accrochage.flux.findings import Severite

NIRS = ["2850578006084", "285057800608491", "2 85 05 78 006 084 91", "2.85.05.78.006.084", "185052A004123"]


@pytest.mark.parametrize("nir", NIRS)
@pytest.mark.parametrize("phrase", ["{}", "NIR {} de la personne", "'{}'", "x{}y", "({})"])
def test_a_nir_is_masked_wherever_it_stands(nir, phrase):
    masque = masquer_nir(phrase.format(nir))
    assert masque == phrase.format("*" * len(nir))


@pytest.mark.parametrize(
    "texte",
    [
        "MCFCER000123",
        "7f3c1c52-7f0e-4b3a-9d0a-3a4d8f0e9b11",
        "2026-11-23",
        "0612345678",
        "12345678901234567890",
    ],
)
def test_what_is_no_nir_is_left_alone(texte):
    assert masquer_nir(texte) == texte


@pytest.mark.parametrize("nir", NIRS)
def test_no_part_of_a_finding_shows_a_nir(nir):
    trouve = constat("P015", champ="verbatim", valeur=nir, detail=f"The value '{nir}' is refused")
    assert nir not in repr(trouve)


@given(st.text(min_size=1, max_size=30))
def test_whatever_is_sent_as_a_nir_is_masked(texte):
    trouve = constat("P006", champ="nir", valeur=texte, regle="13 caractères")
    assert set(trouve.valeur) == {"*"}


@given(st.text(max_size=500))
def test_a_value_is_one_printable_line_of_a_hundred_characters_at_most(texte):
    valeur = constat("P109", champ="nomNaissance", valeur=texte).valeur
    assert len(valeur) <= 100
    assert "\n" not in valeur or not texte.strip()


def test_a_long_value_is_cut_and_says_so():
    assert constat("P109", champ="nomNaissance", valeur="A" * 101).valeur == "A" * 99 + "…"
    assert constat("P109", champ="nomNaissance", valeur="A" * 100).valeur == "A" * 100


def test_line_breaks_of_a_value_become_spaces():
    assert constat("F017", champ="idClient", valeur="\n  12ABC345\n", regle="8").valeur == "12ABC345"


@pytest.mark.parametrize(
    ("code", "champ", "valeur", "attendu"),
    [
        ("F017", "natureDeposant", "TIERS_DE_CONFIANCE", "TIERS_CONFIANCE, sans"),
        ("F017", "idClient", "\n   12ABC345\n", "sur une seule ligne"),
        ("P005", "modaliteAcces", "EQUIVALENCE_(DIPLOME_ETRANGER)", "le schéma qui a raison"),
        ("P005", "modaliteAcces", "nil", '<cpf:modaliteAcces xsi:nil="true"/>'),
        ("P007", "dateFinValidite", "nill", '<cpf:dateFinValidite xsi:nil="true"/>'),
        ("P007", "dateDebutValidite", "nil", "n’est pas une valeur"),
        ("P007", "dateDebutValidite", "05/10/2026", "2026-10-05"),
        ("P007", "donneeCertifiee", "OUI", "true ou false"),
        ("P005", "sexe", "H", "M pour un homme"),
        ("P005", "sexe", "2", "F pour une femme"),
    ],
)
def test_the_remedy_speaks_of_the_trap(code, champ, valeur, attendu):
    assert attendu in constat(code, champ=champ, valeur=valeur, regle="…").remede


@pytest.mark.parametrize(
    ("code", "champ", "valeur"),
    [("P005", "sexe", "Z"), ("P109", "nomNaissance", "nil"), ("P004", "codeInsee", "1")],
)
def test_the_remedy_adds_nothing_without_a_trap(code, champ, valeur):
    plain = constat(code, champ=champ, valeur=valeur, regle="une règle").remede
    assert plain == constat(code, champ=champ, regle="une règle").remede


def test_severity_can_be_raised_and_positions_kept():
    trouve = constat("F021", champ="idFlux", valeur="x", ligne=3, colonne=9, severite=Severite.BLOQUANT)
    assert (trouve.severite, trouve.ligne, trouve.colonne) == (Severite.BLOQUANT, 3, 9)


def test_braces_in_a_value_are_only_text():
    assert "{valeur.__class__}" in constat("P109", champ="nomNaissance", valeur="{valeur.__class__}").message
