"""Every entry is whole, well written, and says what to do."""

import re
import string

import pytest
from lxml import etree

from accrochage.flux.catalogue import REGLES, constat, message_en, parametres_de
from accrochage.flux.findings import Famille, Severite

TEXTES = ("titre", "message", "explication", "remede")
PUBLIES = [
    *(f"F{n:03}" for n in range(1, 28)),
    *(f"H{n:03}" for n in range(1, 8)),
    *(f"H{n:03}" for n in range(8, 12)),  # ours: mandate, certificateur chosen, closed body, alias
    *(f"C{n:03}" for n in range(1, 8)),
    *(f"P{n:03}" for n in (*range(1, 18), 20, 21)),
    *(f"P{n}" for n in range(101, 116)),
    *(f"P{n}" for n in (*range(201, 214), *range(215, 226))),
    *(f"P{n}" for n in range(301, 305)),
    *(f"T{n:03}" for n in range(1, 8)),
    "T008",  # ours: nothing is attributed after a death
]
toutes = pytest.mark.parametrize("regle", REGLES.values(), ids=REGLES)


def test_the_published_codes_never_change():
    assert sorted(REGLES) == sorted(PUBLIES)
    assert all(code == regle.code for code, regle in REGLES.items())


@toutes
def test_every_text_is_there(regle):
    textes = [getattr(regle, nom) for nom in (*TEXTES, "message_en", "exemple_refuse", "exemple_accepte")]
    assert all(texte == texte.strip() and len(texte) > 2 for texte in textes)
    assert regle.exemple_refuse != regle.exemple_accepte


@toutes
def test_sentences_end_with_a_stop_and_titles_do_not(regle):
    assert not regle.titre.endswith(".")
    for phrase in (regle.explication, regle.remede):
        assert phrase[-1] in ".!"
        premier_mot = phrase.split()[0]
        assert premier_mot != premier_mot.lower() or not premier_mot[0].isalpha()
    assert regle.message[-1] in ".»}?", regle.message
    assert regle.message_en[-1] in ".”}?)", regle.message_en


@toutes
def test_texts_are_short(regle):
    assert len(regle.titre) <= 60
    assert len(regle.message) <= 130
    assert len(regle.explication) <= 320
    assert len(regle.remede) <= 260


FAUTES = {
    "space before a double sign is not breaking": re.compile(r" [:;!?»]"),
    "space after « is not breaking": re.compile(r"« "),
    "double sign without its space": re.compile(r"(?<![\u00a0\w/])[;!?]|\w[;!?»]"),
    "straight apostrophe": re.compile(r"\w'\w"),
    "three dots": re.compile(r"\.\.\.(?!\.)"),
    "two spaces": re.compile(r"  "),
}
_CODE = re.compile(r'<[^<>…]*…?[^<>…]*>|xsi:nil="true"|xmlns:cpf="[^"]*"|encoding="[^"]*"|&\w+;')


@toutes
@pytest.mark.parametrize("faute", FAUTES)
def test_french_typography(regle, faute):
    for nom in TEXTES:
        prose = _CODE.sub("X", getattr(regle, nom))
        assert not FAUTES[faute].search(prose), (nom, prose)


REPROCHES = re.compile(
    r"\b(vous avez (oublié|omis)|faute de votre|erreur de votre|incorrectement|invalide)\b", re.IGNORECASE
)


@toutes
def test_nobody_is_blamed(regle):
    assert not any(REPROCHES.search(getattr(regle, nom)) for nom in TEXTES)


@toutes
def test_severity_goes_with_the_family(regle):
    permises = {
        Famille.FICHIER: {Severite.BLOQUANT, Severite.AVERTISSEMENT},
        Famille.HABILITATION: {Severite.BLOQUANT, Severite.AVERTISSEMENT},
        Famille.CERTIFICATION: {Severite.REJET, Severite.AVERTISSEMENT},
        Famille.PASSAGE: {Severite.REJET, Severite.AVERTISSEMENT},
        Famille.TITULAIRE: {Severite.REJET},
    }
    assert regle.severite in permises[regle.famille]


AVERTISSEMENTS = {"F021", "F026", "H007", "H011", "C005", "P021", "P302", "P304"} | {
    code for code in REGLES if code.startswith("P2")
}


def test_which_codes_only_warn():
    assert {c for c, r in REGLES.items() if r.severite is Severite.AVERTISSEMENT} == AVERTISSEMENTS


def test_schema_codes_name_the_checker_s_code():
    de_schema = {code for code in REGLES if re.fullmatch(r"P01\d|P00\d", code)}
    assert all((REGLES[code].cvc or "").startswith("cvc-") for code in de_schema)
    assert {code for code in REGLES if REGLES[code].cvc and code not in de_schema} <= {
        code for code in REGLES if code.startswith("F")
    }


def test_official_sentences_are_known_for_these_codes():
    assert {code for code, regle in REGLES.items() if regle.officiel} == {
        *("C001", "C002", "C003", "C007"),
        *("P101", "P301"),
        *("T001", "T002", "T003", "T004"),
    }


@toutes
def test_both_languages_ask_for_the_same(regle):
    def noms(texte):
        return {nom for _, nom, _, _ in string.Formatter().parse(texte) if nom}

    assert noms(regle.message) == noms(regle.message_en)


@toutes
def test_placeholders_are_filled(regle):
    parametres = dict.fromkeys(parametres_de(regle.code), "mot")
    trouve = constat(regle.code, id_technique="2026-1", champ="sexe", valeur="Z", **parametres)
    assert trouve.severite is regle.severite
    for texte in (trouve.message, trouve.remede, message_en(trouve)):
        assert "{" not in texte
        assert "}" not in texte


@pytest.mark.parametrize("code", [code for code in REGLES if parametres_de(code)])
def test_a_missing_parameter_is_told(code):
    with pytest.raises(ValueError, match=code):
        constat(code)


def test_an_unknown_code_is_told():
    with pytest.raises(KeyError):
        constat("Z999")


FRAGMENT = re.compile(r"<cpf:[A-Za-z0-9]+( [^<>]*)?>[^<>]*</cpf:[A-Za-z0-9]+>")


@toutes
def test_accepted_examples_are_xml(regle):
    exemple = regle.exemple_accepte
    for trouve in FRAGMENT.finditer(exemple):
        etree.fromstring(f'<a xmlns:cpf="c" xmlns:xsi="x">{trouve.group()}</a>')
