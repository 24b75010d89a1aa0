"""The bulk cascade says what the cascade says for one person at a time."""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accrochage.matching.criteres import CriteresDossier, CriteresEtatCivil, CriteresNir
from accrochage.matching.decision import decider
from accrochage.portail.journal.models import Entree
from accrochage.portail.registre import rapprochement
from accrochage.portail.registre.chargement import charger, charger_dossiers
from accrochage.portail.registre.models import Personne
from accrochage.portail.registre.nir import empreinte_nir

pytestmark = pytest.mark.django_db


def chercher(*criteres):
    """(person, pass, code) of each search, in order."""
    lot = uuid.uuid4()
    rapprochement.deposer(rapprochement.ligne(lot, rang, c) for rang, c in enumerate(criteres))
    rapprochement.rapprocher(lot)
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT personne_id, passe, code FROM registre_recherche WHERE lot = %s ORDER BY rang", [lot]
        )
        resultats = curseur.fetchall()
    rapprochement.effacer(lot)
    return resultats


def personne(nir="1850175112001", **champs):
    base = {"nir": nir, "nomNaissance": "MARTIN", "prenom1": "Paul", "sexe": "M", "anneeNaissance": "1980"}
    return {**base, **champs}


def etat_civil(**champs):
    base = {
        "nom": "MARTIN",
        "prenom1": "PAUL",
        "sexe": "M",
        "annee": 1980,
        "mois": None,
        "jour": None,
        "lieux": (),
        "pays": None,
        "prenom2": "",
        "prenom3": "",
        "usage": "",
    }
    return CriteresEtatCivil(**{**base, **champs})


NOMS = ["MARTIN", "PETIT"]
COMMUNES = ["", "35238", "75112", "99139"]
REGISTRE = st.lists(
    st.fixed_dictionaries(
        {
            "nomNaissance": st.sampled_from(NOMS),
            "prenom1": st.sampled_from(["Paul", "Luc"]),
            "prenom2": st.sampled_from(["", "Jean"]),
            "prenom3": st.sampled_from(["", "Marc"]),
            "nomUsage": st.sampled_from(["", "ROSSI"]),
            "sexe": st.sampled_from("MF"),
            "anneeNaissance": st.sampled_from(["1980", "1981"]),
            "moisNaissance": st.sampled_from(["", "1", "2"]),
            "jourNaissance": st.sampled_from(["", "5", "6"]),
            "codeInsee": st.sampled_from(COMMUNES),
        }
    ),
    max_size=25,
)
RECHERCHES = st.lists(
    st.builds(
        CriteresEtatCivil,
        nom=st.sampled_from(NOMS),
        prenom1=st.sampled_from(["PAUL", "LUC"]),
        sexe=st.sampled_from("MF"),
        annee=st.sampled_from([1980, 1981]),
        mois=st.sampled_from([None, 1, 2]),
        jour=st.sampled_from([None, 5, 6]),
        lieux=st.sampled_from([(), ("35238",), ("35238", "75112"), ("99139",)]),
        pays=st.sampled_from([None, "", "139"]),
        prenom2=st.sampled_from(["", "JEAN"]),
        prenom3=st.sampled_from(["", "MARC"]),
        usage=st.sampled_from(["", "ROSSI"]),
    ),
    min_size=1,
    max_size=25,
)


def a_la_main(c: CriteresEtatCivil) -> tuple[int | None, int, str | None]:
    """The same cascade, a person at a time."""
    premiers = [
        p
        for p in Personne.objects.order_by("id")
        if (p.cle_nom, p.cle_prenom1, p.sexe, p.annee) == (c.nom, c.prenom1, c.sexe, c.annee)
    ]
    deuxiemes = [p for p in premiers if c.mois in {None, p.mois} and c.jour in {None, p.jour}]
    troisiemes = [
        p
        for p in deuxiemes
        if (not c.lieux or p.cle_lieu in c.lieux)
        and c.pays in {None, p.cle_pays}
        and c.prenom2 in {"", p.cle_prenom2}
        and c.prenom3 in {"", p.cle_prenom3}
        and c.usage in {"", p.cle_usage}
    ]
    passes = (premiers, deuxiemes, troisiemes)
    decision = decider((len(premiers), len(deuxiemes), len(troisiemes)))
    trouvee = None if decision.code else passes[decision.passe - 1][0].pk
    return trouvee, decision.passe, decision.code


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(REGISTRE, RECHERCHES)
def test_in_bulk_as_one_by_one(db, registre, recherches):
    Personne.objects.all().delete()
    charger({**p, "nir": f"185017511{rang:04d}"} for rang, p in enumerate(registre, start=1))
    assert chercher(*recherches) == [a_la_main(c) for c in recherches]


def test_an_unknown_month_of_the_register_is_not_the_month_that_was_sent():
    charger([personne(), personne("1850175112002")])
    assert [code for *_, code in chercher(etat_civil(mois=5))] == ["T002"]


def test_the_nir_goes_with_its_name():
    charger([personne()])
    trouves = chercher(
        CriteresNir("1850175112001", "MARTIN"),
        CriteresNir("1850175112001", "PETIT"),
        CriteresNir("1850175112009", "MARTIN"),
    )
    assert trouves == [(Personne.objects.get().pk, 1, None), (None, 1, "T005"), (None, 1, "T005")]


def test_the_dossier_goes_with_its_names():
    charger([personne()])
    charger_dossiers(
        [{"idDossier": "D1", "nir": "1850175112001", "nomTitulaire": "Martin", "prenom1Titulaire": "Paul"}]
    )
    trouves = chercher(
        CriteresDossier("D1", "MARTIN", "PAUL"),
        CriteresDossier("D1", "MARTIN", "LUC"),
        CriteresDossier("D2", "MARTIN", "PAUL"),
    )
    assert trouves == [(Personne.objects.get().pk, 1, None), (None, 1, "T006"), (None, 1, "T006")]


def test_each_bulk_look_up_is_in_the_journal_with_its_counts_and_no_name():
    charger([personne()])
    chercher(etat_civil(), etat_civil(), etat_civil(nom="INCONNU"))
    entree = Entree.objects.get(action="registre.consulte")
    assert entree.details == {"TROUVE": 2, "T001": 1}


def test_two_lots_do_not_mix():
    charger([personne()])
    lots = [uuid.uuid4(), uuid.uuid4()]
    for lot in lots:
        rapprochement.deposer([rapprochement.ligne(lot, 0, etat_civil())])
    rapprochement.rapprocher(lots[0])
    with connection.cursor() as curseur:
        curseur.execute("SELECT lot, personne_id IS NULL FROM registre_recherche")
        assert dict(curseur.fetchall()) == {lots[0]: False, lots[1]: True}


def test_a_nir_is_not_in_the_searches(db):
    _, *reste = rapprochement.ligne(uuid.uuid4(), 0, CriteresNir("1850175112001", "MARTIN"))
    assert "1850175112001" not in str(reste)
    assert empreinte_nir("1850175112001") in reste
