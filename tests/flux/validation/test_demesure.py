"""Values and markups out of all proportion: legal or not, they cost no more than their length."""

from __future__ import annotations

from fabrique_mutations import NS, complet
from lxml import etree

from accrochage.flux.dictionary import ESPACE_DE_NOMS
from accrochage.flux.validation import Formes, construire_passage, expliquer_passage, schema_morceau
from accrochage.flux.validation._construction import _dates, _entiers
from accrochage.flux.validation._formes import _decouper
from accrochage.flux.validation._valeurs import LONGUEUR_RETENUE, lire_entier

ZEROS = "0" * 5_000


def passage(**valeurs: str) -> etree._Element:
    element = next(complet().iter(f"{NS}passageCertification"))
    for nom, valeur in valeurs.items():
        element.find(f".//{NS}{nom}").text = valeur
    return element


def texte(element: etree._Element) -> str:
    """Up to the last tag, as the engine hands passages to the recognition."""
    return etree.tostring(element, encoding="unicode").rpartition("</")[0]


def test_zeros_before_a_number_are_no_digits_to_count():
    element = passage(anneeNaissance=f"+{ZEROS}1990")
    assert schema_morceau().validate(element)
    assert expliquer_passage(element) == []
    assert construire_passage(element).identification_titulaire.annee_naissance == 1990


def test_zeros_before_a_number_out_of_bounds_do_not_hide_it():
    element = passage(anneeNaissance=f"{ZEROS}19")
    assert not schema_morceau().validate(element)
    assert [(c.code, c.champ) for c in expliquer_passage(element)] == [("P008", "anneeNaissance")]


def test_a_recognised_markup_may_hold_such_a_number():
    formes = Formes()
    formes.apprendre(texte(passage()))
    lu = formes.reconnaitre(texte(passage(anneeNaissance=f"{ZEROS}1990")))
    assert lu is not None
    assert lu.identification_titulaire.annee_naissance == 1990


def test_numbers_are_read_as_the_schema_reads_them():
    assert [lire_entier(lu) for lu in (" 3 ", "+3", "05", f"-{ZEROS}5", f"{ZEROS}\n", ZEROS)] == [
        *(3, 3, 5, -5, 0, 0),
    ]


def test_long_texts_are_not_kept():
    blancs = " " * (LONGUEUR_RETENUE + 1)
    lu = construire_passage(passage(dateDebutValidite=f"{blancs}2026-10-05", jourNaissance=f"{blancs}3"))
    assert lu.date_debut_validite.isoformat() == "2026-10-05"
    assert all(len(cle or "") <= LONGUEUR_RETENUE for cache in (_dates, _entiers) for cle in cache)


def test_a_cut_value_holds_no_closing_bracket():
    """Else a text made of them would be gone through again from each of them: minutes a passage."""
    assert _decouper("<a>" + ">" * 5 + "b</a>") == ["<a>>>>>", "b", "a>"]


def test_a_closing_bracket_in_a_text_is_left_to_the_parser():
    ecrit = texte(passage()).replace(">CAMILLE<", ">CA>MILLE<")
    assert ecrit.count("CA>MILLE") == 1
    formes = Formes()
    formes.apprendre(ecrit)
    assert formes.reconnaitre(ecrit) is None


def test_markups_are_remembered_up_to_so_many_characters():
    formes = Formes()
    tout = [
        texte(passage()).replace("<cpf:scoring", " " * (3_000_000 + rang) + "<cpf:scoring")
        for rang in range(3)
    ]
    for ecrit in tout:
        formes.apprendre(ecrit)
    assert [formes.reconnaitre(ecrit) is not None for ecrit in tout] == [True, True, False]


def test_what_has_hundreds_of_faults_is_told_the_first_hundred():
    element = passage()
    element.extend([etree.Element(f"{{{ESPACE_DE_NOMS}}}inconnu") for _ in range(500)])
    assert len(expliquer_passage(element)) == 100


def test_names_and_keys_are_cut_in_findings():
    element = passage(idTechnique="I" * 90_000)
    etree.SubElement(element, "n" * 40_000)
    for constat in expliquer_passage(element):
        assert len(constat.champ) <= 60
        assert len(constat.id_technique) <= 255
        assert len(constat.message) < 500
