import pytest
from fabrique_passages import codes, contexte, passage

from accrochage.flux.model import ModalitesInscription, NiveauNumerique, ResultatNumerique
from accrochage.flux.rules import controler_passage
from accrochage.flux.rules.parcours import COMPETENCES_DIGCOMP


@pytest.mark.parametrize(
    ("annonce", "niveau", "attendus"),
    [(True, None, ["P201"]), (False, "B2", ["P202"]), (True, "B2", []), (False, None, [])],
)
def test_p201_p202_language_level_and_its_announcement(annonce, niveau, attendus):
    assert codes(passage(presence_niveau_langue_euro=annonce, niveau_langue_europeen=niveau)) == attendus


@pytest.mark.parametrize(
    ("annonce", "niveau", "attendus"),
    [
        (True, None, ["P203"]),
        (True, NiveauNumerique(), ["P203"]),
        (True, NiveauNumerique(resultats=()), ["P203"]),
        (False, NiveauNumerique(score_general=640), ["P204"]),
        (False, NiveauNumerique(), []),
        (True, NiveauNumerique(score_general=640), []),
    ],
)
def test_p203_p204_digital_level_and_its_announcement(annonce, niveau, attendus):
    assert (
        codes(passage(presence_niveau_numerique_euro=annonce, niveau_numerique_europeen=niveau)) == attendus
    )


@pytest.mark.parametrize(
    ("modalite", "voie", "attendus"),
    [
        ("CANDIDAT_LIBRE", "VAE_CLASSIQUE", ["P205"]),
        (None, "CONGES_VAE", ["P205"]),
        ("VAE", "VAE_CLASSIQUE", []),
        ("VAE", None, []),
    ],
)
def test_p205_way_of_vae_without_vae(modalite, voie, attendus):
    inscription = ModalitesInscription(modalite_acces=modalite, voie_access_vae=voie)
    assert codes(passage(modalites_inscription=inscription)) == attendus


@pytest.mark.parametrize(
    ("obtention", "scoring", "attendus"),
    [("PAR_SCORING", None, ["P206"]), ("PAR_SCORING", "850", []), ("PAR_ADMISSION", None, [])],
)
def test_p206_scoring_without_a_score(obtention, scoring, attendus):
    assert codes(passage(obtention_certification=obtention, scoring=scoring)) == attendus


def test_p206_reads_the_word_nil_as_no_score():
    assert codes(passage(obtention_certification="PAR_SCORING", scoring="nil")) == ["P206", "P219"]


def avec_resultats(*paires):
    resultats = tuple(ResultatNumerique(3, domaine, competence) for domaine, competence in paires)
    niveau = NiveauNumerique(resultats=resultats)
    return passage(presence_niveau_numerique_euro=True, niveau_numerique_europeen=niveau)


def test_p223_accepts_the_twenty_one_competences_of_digcomp():
    paires = [(d, c) for d, competences in COMPETENCES_DIGCOMP.items() for c in competences]
    assert len(paires) == 21
    assert codes(avec_resultats(*paires)) == []


@pytest.mark.parametrize("paire", [("1", "4"), ("2", "7"), ("3", "5"), ("6", "1"), ("0", "1"), ("A", "1")])
def test_p223_refuses_other_competences(paire):
    (constat,) = controler_passage(avec_resultats(paire), contexte())
    assert (constat.code, constat.valeur) == ("P223", ".".join(paire))


def test_p223_warns_of_a_competence_given_twice():
    assert codes(avec_resultats(("1", "1"), ("1", "1"))) == ["P223"]


@pytest.mark.parametrize("paire", [(None, "1"), ("1", None), (None, None)])
def test_p223_has_nothing_to_say_of_half_a_competence(paire):
    assert codes(avec_resultats(paire, paire)) == []
