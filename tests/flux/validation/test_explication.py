"""The dictionary's verdict is the schema checkers', and the explanation names each fault."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
import xmlschema
from fabrique_mutations import NS, complet, gater, mutations
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from accrochage.flux.catalogue import REGLES
from accrochage.flux.findings import Constat
from accrochage.flux.schemas import chemin_xsd
from accrochage.flux.validation import expliquer_enveloppe, expliquer_passage, schema_morceau
from accrochage.flux.validation._explication import _filet

branches = st.sampled_from(["titulaire", "dossierFormation", "identifiantNational"])
lieux = st.sampled_from(["codeInseeNaissance", "codePostalNaissance"])
LIBXML2 = etree.XMLSchema(etree.parse(chemin_xsd("1.1.5")))
SECOND_AVIS = xmlschema.XMLSchema(chemin_xsd("1.1.5"))


def relu(racine: etree._Element) -> etree._Element:
    """Through bytes and back, as a file is read."""
    analyseur = etree.XMLParser(remove_comments=True, resolve_entities=False)
    return etree.parse(BytesIO(etree.tostring(racine)), analyseur).getroot()


def du_passage(racine):
    passage = next(racine.iter(f"{NS}passageCertification"))
    return [element for element in passage.iter() if isinstance(element.tag, str)][1:]


def de_l_enveloppe(racine):
    hors = {*racine.iter(f"{NS}passageCertification")}
    dedans = {fils for passage in hors for fils in passage.iter()}
    return [element for element in racine.iter() if isinstance(element.tag, str) and element not in dedans]


@settings(max_examples=300)
@given(branches, lieux, mutations)
def test_a_passage_is_explained_exactly_when_the_schema_refuses_it(branche, lieu, actes):
    racine = complet(branche, lieu)
    gater(racine, actes, du_passage)
    lue = relu(racine)
    passage = next(lue.iter(f"{NS}passageCertification"))
    constats = expliquer_passage(passage)
    assert bool(constats) is not schema_morceau().validate(passage)
    assert "P015" not in {constat.code for constat in constats}
    assert bool(constats) is not LIBXML2.validate(lue)


@settings(max_examples=300)
@given(branches, mutations)
def test_an_envelope_is_explained_exactly_when_the_schema_refuses_it(branche, actes):
    racine = complet(branche)
    gater(racine, actes, de_l_enveloppe)
    lue = relu(racine)
    assert bool(expliquer_enveloppe(lue)) is not LIBXML2.validate(lue)


@settings(max_examples=100, deadline=None)
@given(branches, mutations, st.booleans())
def test_a_second_checker_agrees(branche, actes, dedans):
    racine = complet(branche)
    gater(racine, actes, du_passage if dedans else de_l_enveloppe)
    lue = relu(racine)
    assert SECOND_AVIS.is_valid(lue) is LIBXML2.validate(lue)


@pytest.mark.parametrize("branche", ["titulaire", "dossierFormation", "identifiantNational"])
@pytest.mark.parametrize("lieu", ["codeInseeNaissance", "codePostalNaissance"])
def test_a_complete_file_has_nothing_to_explain(branche, lieu):
    racine = relu(complet(branche, lieu))
    passage = next(racine.iter(f"{NS}passageCertification"))
    assert LIBXML2.validate(racine)
    assert expliquer_enveloppe(racine) == []
    assert expliquer_passage(passage) == []


DOSSIER = Path(__file__).parents[2] / "data" / "regles"
DU_SCHEMA = {code for code in REGLES if "P001" <= code <= "P017"} - {"P015"}
D_ENVELOPPE = {"F012", "F013", "F014", "F015", "F016", "F017", "F019", "F027"}
FICHIERS = sorted(chemin for code in DU_SCHEMA | D_ENVELOPPE for chemin in (DOSSIER / code).glob("*.xml"))


@pytest.mark.parametrize("chemin", FICHIERS, ids=lambda chemin: f"{chemin.parent.name}/{chemin.stem}")
def test_each_sample_file_has_the_fault_of_its_folder_or_none(chemin):
    racine = relu(etree.parse(chemin).getroot())
    constats = expliquer_enveloppe(racine)
    for passage in racine.iter(f"{NS}passageCertification"):
        constats += expliquer_passage(passage)
    attendus = {chemin.parent.name} if chemin.stem.startswith("invalide") else set()
    assert {constat.code for constat in constats} == attendus
    assert all(constat.ligne and constat.champ for constat in constats)


@pytest.mark.parametrize("code", sorted(DU_SCHEMA | D_ENVELOPPE))
def test_each_code_has_a_file_refused_and_a_file_accepted(code):
    genres = {chemin.stem.split("-")[0] for chemin in (DOSSIER / code).glob("*.xml")}
    assert genres == {"invalide", "valide"}


def passage_gate(acte) -> list[Constat]:
    racine = complet()
    passage = next(racine.iter(f"{NS}passageCertification"))
    acte(passage)
    return expliquer_passage(passage)


def test_all_the_faults_of_a_passage_are_told_at_once():
    def acte(passage):
        passage.find(f".//{NS}sexe").text = "H"
        passage.find(f".//{NS}moisNaissance").text = "13"
        passage.remove(passage.find(f"{NS}scoring"))
        etree.SubElement(passage, f"{NS}nomNaissance")

    constats = passage_gate(acte)
    assert sorted((constat.code, constat.champ) for constat in constats) == [
        ("P001", "scoring"),
        ("P002", "nomNaissance"),
        ("P005", "sexe"),
        ("P008", "moisNaissance"),
    ]
    assert {constat.id_technique for constat in constats} == {"2026-0001"}
    assert next(c for c in constats if c.champ == "sexe").valeur == "H"


def test_a_passage_without_its_identifier_is_explained_too():
    constats = passage_gate(lambda passage: passage.remove(passage.find(f"{NS}idTechnique")))
    assert [(c.code, c.champ, c.id_technique) for c in constats] == [("P001", "idTechnique", None)]


def test_the_caller_may_name_the_passage():
    passage = etree.Element(f"{NS}passageCertification")
    assert {constat.id_technique for constat in expliquer_passage(passage, id_technique="x")} == {"x"}


def test_a_refusal_that_the_dictionary_does_not_foresee_carries_the_checker_s_words():
    autre = etree.Element(f"{NS}passageCertifications")
    autre.append(etree.Element(f"{NS}autre"))
    constats = _filet(autre, "2026-0001")
    assert [(c.code, c.id_technique) for c in constats] == [("P015", "2026-0001")]
    assert "autre" in constats[0].message
    assert "urn:" not in constats[0].message


def test_a_refused_nir_is_never_shown():
    racine = complet("identifiantNational")
    passage = next(racine.iter(f"{NS}passageCertification"))
    passage.find(f".//{NS}nir").text = "2 90 05 69 123 456"
    (constat,) = expliquer_passage(passage)
    assert constat.code == "P006"
    assert "123 456" not in repr(constat)


@pytest.mark.parametrize("nom", ["rapport", "Flux", "passageCertification"])
def test_another_root_is_the_only_finding(nom):
    assert [c.code for c in expliquer_enveloppe(etree.Element(f"{NS}{nom}"))] == ["F012"]


@pytest.mark.parametrize("espace", ["", "{urn:autre}"])
def test_another_namespace_is_the_only_finding(espace):
    assert [c.code for c in expliquer_enveloppe(etree.Element(f"{espace}flux"))] == ["F013"]


def test_nobody_looks_inside_the_passages_of_an_envelope():
    racine = complet()
    passage = next(racine.iter(f"{NS}passageCertification"))
    for fils in list(passage):
        passage.remove(fils)
    assert expliquer_enveloppe(racine) == []
    passage.getparent().remove(passage)
    assert [(c.code, c.champ) for c in expliquer_enveloppe(racine)] == [("F014", "passageCertification")]
