"""The fast way and the thorough way say the same, and every rule is in the catalogue."""

from __future__ import annotations

from datetime import date

import pytest
from fabrique_passages import contexte, passage
from hypothesis import example, given, settings
from hypothesis import strategies as st

from accrochage.flux.catalogue import REGLES
from accrochage.flux.findings import Severite
from accrochage.flux.model import (
    CodeInseeNaissance,
    CodePostalNaissance,
    DossierFormation,
    IdentifiantNational,
    ModalitesInscription,
    NiveauNumerique,
    Passage,
    ResultatNumerique,
    Titulaire,
)
from accrochage.flux.rules import controler_et_nettoyer, controler_passage, nettoyer
from accrochage.flux.rules.registre import FAMILLES
from accrochage.flux.rules.textes import FAMILLE as TEXTES

REGLES_DE_PASSAGE = [regle for famille in (TEXTES, *FAMILLES) for regle in famille.regles]

MORCEAUX = [
    "MOREAU",
    "nil",
    "Nill",
    "XXX",
    "inconnu",
    " ",
    "\u00a0",
    "-",
    "'",
    "(",
    "Mme",
    "M.",
    "1",
    "é",
    "@",
    "A",
]
textes = st.one_of(
    st.sampled_from(["MOREAU", "Moreau", "JEAN-PIERRE", "DE LA TOUR", "nil", "Nil", " ", "NC", "XXX"]),
    st.lists(st.sampled_from(MORCEAUX), min_size=1, max_size=4).map("".join),
    st.text(min_size=1, max_size=60),
)
peut_etre = st.none() | textes
jours = st.dates(date(1900, 1, 1), date(2099, 12, 31)) | st.dates(date(2026, 1, 1), date(2026, 12, 31))
codes_de_lieu = st.sampled_from(["69123", "75999", "99134", "99100", "91352", "2A004", "2a004", "20004"])
codes_postaux = st.sampled_from(["69003", "1400", "75231", "69 003", " ", "nil"])
pays = st.none() | st.sampled_from(["100", "134", "352", "ESP", "nil", "   "])

titulaires = st.builds(
    Titulaire,
    nom_naissance=textes,
    nom_usage=peut_etre,
    prenom1=textes,
    annee_naissance=st.integers(1900, 2099),
    mois_naissance=st.none() | st.integers(1, 12),
    jour_naissance=st.none() | st.integers(1, 31),
    sexe=st.sampled_from("MF"),
    code_commune_naissance=st.builds(CodeInseeNaissance, codes_de_lieu)
    | st.builds(CodePostalNaissance, st.none() | codes_postaux),
    prenom2=peut_etre,
    prenom3=peut_etre,
    libelle_commune_naissance=peut_etre,
    code_pays_naissance=pays,
    libelle_pays_naissance=peut_etre,
    commentaires_men=peut_etre,
)
nirs = st.from_regex(r"[12][0-9]{4}(2[AB]|[0-9]{2})[0-9]{6}", fullmatch=True) | st.builds(
    "{}{:02}{:02}{}001".format,
    st.sampled_from([1, 2, 7]),
    st.integers(0, 99),
    st.integers(0, 99) | st.integers(1, 12),
    codes_de_lieu,
)
personnes = (
    titulaires
    | st.builds(DossierFormation, textes, textes, textes)
    | st.builds(IdentifiantNational, nirs, textes)
)
chiffres = st.none() | st.sampled_from("01236A")
niveaux = st.builds(
    NiveauNumerique,
    st.none() | st.integers(1, 1000),
    st.none() | st.lists(st.builds(ResultatNumerique, st.none(), chiffres, chiffres), max_size=3).map(tuple),
)
passages = st.builds(
    Passage,
    id_technique=textes,
    obtention_certification=st.sampled_from(["PAR_ADMISSION", "PAR_SCORING"]),
    donnee_certifiee=st.booleans(),
    date_debut_validite=jours,
    date_fin_validite=st.none() | jours,
    presence_niveau_langue_euro=st.booleans(),
    presence_niveau_numerique_euro=st.booleans(),
    scoring=peut_etre,
    mention_validee=st.none(),
    modalites_inscription=st.builds(
        ModalitesInscription, st.sampled_from(["VAE", None]), st.sampled_from(["CONGES_VAE", None])
    ),
    identification_titulaire=personnes,
    url_preuve=peut_etre,
    date_debut_examen=st.none() | jours,
    date_fin_examen=st.none() | jours,
    code_postal_centre_examen=st.none() | codes_postaux,
    niveau_langue_europeen=st.sampled_from(["B2", None]),
    niveau_numerique_europeen=st.none() | niveaux,
    verbatim=peut_etre,
)


@settings(max_examples=400)
@example(passage())
@example(passage(identification_titulaire=DossierFormation("1", "MOREAU", "²")))
@given(passages)
def test_no_suspicion_lets_a_fault_through(quel):
    """Run every rule without asking for a suspicion first: nothing more is found."""
    ctx = contexte()
    propre = nettoyer(quel)
    tous = [constat for regle in TEXTES.regles for constat in regle(quel, ctx)]
    tous += [constat for famille in FAMILLES for regle in famille.regles for constat in regle(propre, ctx)]
    trouves = controler_passage(quel, ctx)
    assert sorted(map(repr, trouves)) == sorted(map(repr, tous))
    assert [constat.code for constat in trouves] == sorted(constat.code for constat in tous)


@given(passages)
def test_findings_are_about_this_passage_and_rules_set_no_line(quel):
    for constat in controler_passage(quel, contexte()):
        assert constat.id_technique == quel.id_technique
        assert constat.ligne is None
        assert constat.champ


@given(passages)
def test_checking_and_cleaning_at_once_is_the_same_as_apart(quel):
    ctx = contexte()
    assert controler_et_nettoyer(quel, ctx) == (controler_passage(quel, ctx), nettoyer(quel))


@given(passages)
def test_checking_tells_the_same_each_time(quel):
    ctx = contexte()
    assert controler_passage(quel, ctx) == controler_passage(quel, ctx)


@pytest.mark.parametrize("regle", REGLES_DE_PASSAGE, ids=lambda regle: regle.__name__)
def test_each_rule_is_named_by_its_code_and_explains_itself(regle):
    code = regle.__name__.partition("_")[0].upper()
    attendue = Severite.REJET if code.startswith("P1") else Severite.AVERTISSEMENT
    assert REGLES[code].severite is attendue
    assert regle.__doc__


@given(passages)
def test_each_rule_yields_its_own_code_only(quel):
    ctx = contexte()
    for regle in REGLES_DE_PASSAGE:
        code = regle.__name__.partition("_")[0].upper()
        assert {constat.code for constat in regle(quel, ctx)} <= {code}


def test_every_p1_and_p2_of_the_catalogue_has_its_rule():
    nommees = [regle.__name__.partition("_")[0].upper() for regle in REGLES_DE_PASSAGE]
    assert sorted(nommees) == sorted(code for code in REGLES if code.startswith(("P1", "P2")))
