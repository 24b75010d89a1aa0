import pytest
from fabrique_passages import contexte, passage, personne

from accrochage.flux.catalogue import constat
from accrochage.flux.rules import controler_passage, semble_decale


def refus(code, champ, valeur):
    return [constat(code, champ=champ, valeur=valeur, regle="une autre valeur")]


@pytest.mark.parametrize(
    ("code", "champ", "valeur"),
    [
        ("P005", "sexe", "75012"),
        ("P005", "sexe", "PARIS"),
        ("P005", "sexe", "1990-05-12"),
        ("P005", "sexe", "2A004"),
        ("P007", "anneeNaissance", "MOREAU"),
        ("P007", "dateDebutValidite", "MENTION_BIEN".replace("_", " ")),
        ("P005", "mentionValidee", "2026-10-05"),
        ("P005", "obtentionCertification", "69003"),
    ],
)
def test_a_value_of_another_element_shows_a_shift(code, champ, valeur):
    assert semble_decale(refus(code, champ, valeur))


@pytest.mark.parametrize(
    ("code", "champ", "valeur"),
    [
        ("P005", "sexe", "1"),
        ("P005", "sexe", "H"),
        ("P005", "sexe", "Masculin"),
        ("P005", "sexe", "nil"),
        ("P005", "modaliteAcces", "EQUIVALENCE_(DIPLOME_ETRANGER)"),
        ("P007", "dateDebutValidite", "05/10/2026"),
        ("P007", "moisNaissance", "nil"),
        ("P007", "moisNaissance", "mai"),
        ("P008", "moisNaissance", "13"),
        ("P004", "codeInsee", "1034"),
    ],
)
def test_a_plain_mistake_shows_none(code, champ, valeur):
    assert not semble_decale(refus(code, champ, valeur))


@pytest.mark.parametrize(
    ("quel", "attendu"),
    [
        (personne(nom_naissance="05/10/1990"), True),
        (personne(prenom1="75012"), True),
        (personne(prenom1="a@exemple.fr"), True),
        (personne(nom_naissance="12345678"), False),
        (personne(nom_naissance="M0REAU"), False),
        (personne(nom_naissance="XXX"), False),
        (passage(), False),
    ],
)
def test_findings_of_the_rules_count_as_well(quel, attendu):
    assert semble_decale(controler_passage(quel, contexte())) is attendu
