"""From a passage to its look-up: nothing is ever searched with an empty or trivial criterion."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accrochage.flux.model import (
    CodeInseeNaissance,
    CodePostalNaissance,
    DossierFormation,
    IdentifiantNational,
    ModalitesInscription,
    Passage,
    Titulaire,
)
from accrochage.flux.reference import communes
from accrochage.matching.criteres import (
    CriteresDossier,
    CriteresEtatCivil,
    CriteresNir,
    CritereTrivial,
    criteres,
)
from accrochage.matching.lieux import Lieux

LIEUX = Lieux(communes())


def passage(identite) -> Passage:
    return Passage(
        id_technique="A1",
        obtention_certification="PAR_ADMISSION",
        donnee_certifiee=True,
        date_debut_validite=date(2026, 1, 5),
        date_fin_validite=None,
        presence_niveau_langue_euro=False,
        presence_niveau_numerique_euro=False,
        scoring=None,
        mention_validee=None,
        modalites_inscription=ModalitesInscription(),
        identification_titulaire=identite,
    )


def titulaire(**champs) -> Titulaire:
    valeurs = {
        "nom_naissance": "D’Angelo",
        "nom_usage": None,
        "prenom1": "Zoé",
        "annee_naissance": 1990,
        "mois_naissance": 3,
        "jour_naissance": None,
        "sexe": "F",
        "code_commune_naissance": CodeInseeNaissance("69385"),
    }
    return Titulaire(**{**valeurs, **champs})


def chercher(identite):
    return criteres(passage(identite), LIEUX)


def test_civil_status_becomes_keys():
    assert chercher(titulaire(prenom2="Anne-Marie", nom_usage="Lévy")) == CriteresEtatCivil(
        nom="D ANGELO",
        prenom1="ZOE",
        sexe="F",
        annee=1990,
        mois=3,
        jour=None,
        lieux=("69385", "69123"),
        pays=None,
        prenom2="ANNE MARIE",
        prenom3="",
        usage="LEVY",
    )


@pytest.mark.parametrize(
    ("lieu", "attendus"),
    [
        (CodePostalNaissance(None), ()),
        (CodePostalNaissance("99999"), ()),
        (CodePostalNaissance("75012"), ("75112", "75056")),
        (CodeInseeNaissance("     "), ()),
        (CodeInseeNaissance("99139"), ("99139",)),
    ],
)
def test_places_that_were_sent(lieu, attendus):
    assert chercher(titulaire(code_commune_naissance=lieu)).lieux == attendus


@pytest.mark.parametrize(("pays", "attendu"), [(None, None), ("139", "139"), ("100", "")])
def test_a_country_is_compared_when_it_was_sent(pays, attendu):
    assert chercher(titulaire(code_pays_naissance=pays)).pays == attendu


def test_the_other_two_branches():
    assert chercher(IdentifiantNational("185017511200 1", "Moreau")) == CriteresNir("1850175112001", "MOREAU")
    assert chercher(DossierFormation(" d123 ", "Moreau", "Luc")) == CriteresDossier("D123", "MOREAU", "LUC")


def test_a_nir_stays_out_of_traces():
    assert "1850175112001" not in repr(chercher(IdentifiantNational("1850175112001", "Moreau")))


@pytest.mark.parametrize(
    ("identite", "champ"),
    [
        (titulaire(nom_naissance="-"), "nomNaissance"),
        (titulaire(nom_naissance="123"), "nomNaissance"),
        (titulaire(prenom1="’’"), "prenom1"),
        (IdentifiantNational("", "MOREAU"), "nir"),
        (IdentifiantNational("0000000000000", "MOREAU"), "nir"),
        (IdentifiantNational("1850175112001", "."), "nomNaissance"),
        (DossierFormation("0", "MOREAU", "LUC"), "idDossier"),
        (DossierFormation(" ", "MOREAU", "LUC"), "idDossier"),
        (DossierFormation("D1", "?", "LUC"), "nomTitulaire"),
        (DossierFormation("D1", "MOREAU", "-"), "prenom1Titulaire"),
    ],
)
def test_a_trivial_criterion_is_named_and_not_searched(identite, champ):
    assert chercher(identite) == CritereTrivial(champ)


TEXTES = st.text(max_size=12)
IDENTITES = st.one_of(
    st.builds(IdentifiantNational, TEXTES, TEXTES),
    st.builds(DossierFormation, TEXTES, TEXTES, TEXTES),
    st.builds(
        titulaire,
        nom_naissance=TEXTES,
        prenom1=TEXTES,
        prenom2=st.none() | TEXTES,
        nom_usage=st.none() | TEXTES,
        code_commune_naissance=st.builds(CodeInseeNaissance, TEXTES)
        | st.builds(CodePostalNaissance, st.none() | TEXTES),
    ),
)


@given(IDENTITES)
def test_no_look_up_ever_has_an_empty_key(identite):
    trouve = chercher(identite)
    match trouve:
        case CriteresEtatCivil():
            assert trouve.nom
            assert trouve.prenom1
            assert all(trouve.lieux)
        case CriteresNir():
            assert trouve.nir.strip("0")
            assert trouve.nom
        case CriteresDossier():
            assert trouve.id_dossier.strip("0-")
            assert trouve.nom
            assert trouve.prenom
        case CritereTrivial():
            assert trouve.champ
