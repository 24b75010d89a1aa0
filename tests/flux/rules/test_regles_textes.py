from dataclasses import replace

import pytest
from fabrique_passages import (
    PERSONNE,
    avec_dossier,
    avec_nir,
    codes,
    contexte,
    nee_au_code_postal,
    passage,
    personne,
)

from accrochage.flux.model import CodePostalNaissance
from accrochage.flux.rules import controler_passage, nettoyer

FACULTATIFS_PASSAGE = ["url_preuve", "libelle_option", "code_postal_centre_examen", "scoring", "verbatim"]
FACULTATIFS_PERSONNE = [
    "nom_usage",
    "prenom2",
    "prenom3",
    "libelle_commune_naissance",
    "code_pays_naissance",
    "libelle_pays_naissance",
    "commentaires_men",
]
BLANCS = [" ", "   ", "\n  \n", "\t", "\u00a0", "\u202f \u00a0"]


@pytest.mark.parametrize("blanc", BLANCS)
@pytest.mark.parametrize(
    ("quel", "champ"),
    [
        (lambda b: passage(id_technique=b), "idTechnique"),
        (lambda b: personne(nom_naissance=b), "nomNaissance"),
        (lambda b: personne(prenom1=b), "prenom1"),
        (lambda b: avec_dossier(id_dossier=b), "idDossier"),
        (lambda b: avec_dossier(nom=b), "nomTitulaire"),
        (lambda b: avec_dossier(prenom=b), "prenom1Titulaire"),
        (lambda b: avec_nir("2900569123456", nom=b), "nomNaissance"),
    ],
)
def test_p112_blank_where_a_value_is_required(quel, champ, blanc):
    (constat,) = controler_passage(quel(blanc), contexte())
    assert (constat.code, constat.champ) == ("P112", champ)


@pytest.mark.parametrize("nil", ["nil", "nill", "NIL", "Nill"])
@pytest.mark.parametrize("champ", FACULTATIFS_PASSAGE)
def test_p219_the_word_nil_is_no_value(champ, nil):
    quel = passage(**{champ: nil})
    assert codes(quel) == ["P219"]
    assert nettoyer(quel) == passage()


@pytest.mark.parametrize("nil", ["nil", "nill"])
@pytest.mark.parametrize("champ", FACULTATIFS_PERSONNE)
def test_p219_the_word_nil_is_no_datum_of_a_person(champ, nil):
    quel = personne(**{champ: nil})
    assert codes(quel) == ["P219"]
    assert nettoyer(quel) == passage()


def test_p219_tells_how_to_write_it_with_the_right_element():
    (constat,) = controler_passage(passage(scoring="nill"), contexte())
    assert '<cpf:scoring xsi:nil="true"/>' in constat.remede


@pytest.mark.parametrize("prenom", ["Nil", "NIL"])
def test_nil_is_a_first_name_that_people_bear(prenom):
    quel = personne(prenom1=prenom, prenom2=prenom)
    assert codes(quel) == []
    assert nettoyer(quel) is quel


@pytest.mark.parametrize("blanc", BLANCS)
@pytest.mark.parametrize("champ", [*FACULTATIFS_PASSAGE, *FACULTATIFS_PERSONNE])
def test_p220_blank_optional_text_is_read_as_absent(champ, blanc):
    quel = (passage if champ in FACULTATIFS_PASSAGE else personne)(**{champ: blanc})
    assert codes(quel) == ["P220"]
    assert nettoyer(quel) == passage()


@pytest.mark.parametrize(("texte", "code"), [("nil", "P219"), (" ", "P220")])
def test_a_blank_or_nil_postal_code_means_an_unknown_birthplace(texte, code):
    quel = nee_au_code_postal(texte)
    assert codes(quel) == [code]
    attendue = replace(PERSONNE, code_commune_naissance=CodePostalNaissance(None))
    assert nettoyer(quel).identification_titulaire == attendue


@pytest.mark.parametrize("champ", ["libelle_commune_naissance", "libelle_pays_naissance"])
@pytest.mark.parametrize(("longueur", "attendus"), [(41, ["P221"]), (60, ["P221"]), (40, [])])
def test_p221_label_longer_than_the_dictionary_says(champ, longueur, attendus):
    assert codes(personne(**{champ: "A" * longueur})) == attendus


@pytest.mark.parametrize(
    ("quel", "attendus"),
    [
        (personne(nom_naissance="nil"), ["P225"]),
        (personne(nom_naissance="NIL"), ["P225"]),
        (personne(prenom1="nill"), ["P225"]),
        (avec_dossier(nom="nil"), ["P225"]),
        (personne(nom_naissance="NILSSON"), []),
    ],
)
def test_p225_nil_as_a_required_name(quel, attendus):
    assert codes(quel) == attendus


def test_cleaning_a_clean_passage_gives_the_same_object():
    quel = passage()
    assert nettoyer(quel) is quel


def test_cleaning_twice_changes_nothing_more():
    une_fois = nettoyer(passage(scoring="nil", verbatim=" "))
    assert nettoyer(une_fois) is une_fois
