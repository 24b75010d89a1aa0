"""Synthetic persons: always the same, all different, shaped like a population."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest
from stdnum.fr import nir as nir_std

from accrochage.matching.synthese import Generateur

COMMUNES = [("35238", 900), ("2A004", 90), ("97411", 10)]


@pytest.fixture(scope="module")
def population():
    return list(Generateur(7, COMMUNES).personnes(20_000))


def test_the_same_seed_gives_the_same_persons(population):
    assert list(Generateur(7, COMMUNES).personnes(500)) == population[:500]
    assert list(Generateur(8, COMMUNES).personnes(500)) != population[:500]


def test_no_two_persons_share_a_nir(population):
    assert len({p.nir for p in population}) == len(population)


def test_every_nir_is_well_made_and_agrees_with_its_person(population):
    for p in population[:3000]:
        assert nir_std.validate(p.nir + nir_std.calc_check_digits(p.nir))
        assert p.nir[0] == ("1" if p.sexe == "M" else "2")
        assert int(p.nir[1:3]) == p.annee % 100


def test_dates_exist(population):
    assert all(date(p.annee, p.mois, p.jour) for p in population)


def test_names_are_very_unequal(population):
    noms = Counter(p.nom_naissance for p in population).most_common()
    assert noms[0][1] > 20 * noms[len(noms) // 2][1]


def test_births_follow_the_population_and_some_are_abroad(population):
    lieux = Counter("99" if p.code_pays else p.code_insee for p in population)
    assert lieux["35238"] > 5 * lieux["2A004"] > lieux["97411"]
    assert 0.05 < lieux["99"] / len(population) < 0.15


def test_there_are_twins_compound_names_and_usage_names(population):
    jumeaux = [
        (un, deux)
        for un, deux in pairwise(population)
        if (un.nom_naissance, un.annee, un.mois, un.jour, un.code_insee)
        == (deux.nom_naissance, deux.annee, deux.mois, deux.jour, deux.code_insee)
    ]
    assert len(jumeaux) > 50
    assert any("-" in p.nom_naissance for p in population)
    assert any("-" in p.prenom1 for p in population)
    assert {p.sexe for p in population if p.nom_usage} == {"F"}


def test_a_row_has_the_columns_of_a_register_file(population):
    ligne = population[0].ligne()
    assert ligne["nir"] == population[0].nir
    assert set(ligne) >= {"nir", "nomNaissance", "prenom1", "sexe", "anneeNaissance", "codeInsee"}
    assert all(isinstance(valeur, str) for valeur in ligne.values())
