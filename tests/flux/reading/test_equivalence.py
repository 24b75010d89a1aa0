"""The fast reading, the careful one and a naive tree say the same of the same file."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

import pytest
from fabrique_fichiers import FORMES, REFERENCE, Verdict, juger, lire, lire_naivement
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree
from strategies_flux import flux

from accrochage.flux.controle import Statut
from accrochage.flux.reading import Limites, rapide
from accrochage.flux.reading.limites import Surprise
from accrochage.flux.rules import nettoyer
from accrochage.flux.validation import ESPACE_DE_NOMS
from accrochage.flux.writing import ecrire

EN_SUITE = {"certifications", "passageCertifications", "resultats"}
BLANCS = ["", " ", "\n", "\r\n", "\t  \n", "\n" * 50]
BRUITS = [
    *("<!-- </cpf:passageCertification> -->", "<!---->", "<?outil <cpf:passageCertification> ?>"),
    *("<!--\n\n-->", "<!-- > ' \" & -->"),
]
DECLARATIONS = ["", "\ufeff", '<?xml version="1.0"?>', "<?xml version='1.0' encoding='utf-8'?>\r\n"]
LENT = settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
MORCEAUX = st.sampled_from([100, 300, 5_000, 512 * 1024])


@st.composite
def fichiers(draw) -> bytes:
    """Draw a conforming file in any shape: order, prefix, white space, comments, quotes."""
    racine = etree.fromstring(ecrire(draw(flux)))
    hasard = draw(st.randoms(use_true_random=False))
    bruits = BLANCS + (BRUITS if draw(st.booleans()) else [])
    prefixe = draw(st.sampled_from(["cpf:", "", "p:", "a-b.c_1:"]))
    texte = "".join(_rendre(racine, prefixe, hasard, bruits))
    return (draw(st.sampled_from(DECLARATIONS)) + texte + hasard.choice(bruits)).encode()


def _rendre(element, prefixe, hasard, bruits):
    """Write the element in pieces, by hand: a serialiser would tidy up."""
    nom = f"{prefixe}{etree.QName(element).localname}"
    if element.attrib:
        yield f"<{nom} xsi:nil={hasard.choice(QUOTES)}{hasard.choice(['/>', f'></{nom}>'])}"
        return
    yield f"<{nom}{_declarations(element, prefixe)}{hasard.choice(['', '', ' ', chr(10)])}>"
    enfants = list(element)
    if etree.QName(element).localname not in EN_SUITE:
        hasard.shuffle(enfants)
    if not enfants:
        yield _echapper(element.text or "")
    for enfant in enfants:
        yield hasard.choice(bruits)
        yield from _rendre(enfant, prefixe, hasard, bruits)
    yield hasard.choice(bruits) if enfants else ""
    yield f"</{nom}{hasard.choice(['', '', '', ' '])}>"


QUOTES = ['"true"', "'true'", '"1"', '" true "']


def _declarations(element, prefixe) -> str:
    if element.getparent() is not None:
        return ""
    declare = f"xmlns:{prefixe[:-1]}" if prefixe else "xmlns"
    return f' {declare}="{ESPACE_DE_NOMS}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def _echapper(texte: str) -> str:
    for caractere, reference in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\r", "&#13;")):
        texte = texte.replace(caractere, reference)
    return texte


def pose(octets: bytes, dossier: str | Path) -> Path:
    chemin = Path(dossier) / "flux.xml"
    chemin.write_bytes(octets)
    return chemin


def avec_soin():
    """Make the fast reading give up on every file."""
    return patch.object(rapide, "reperer", side_effect=Surprise)


def jugements(octets: bytes, limites: Limites) -> tuple[Verdict, Verdict]:
    with tempfile.TemporaryDirectory() as dossier:
        chemin = pose(octets, dossier)
        rapidement = juger(chemin, limites=limites)
        with avec_soin():
            return rapidement, juger(chemin, limites=limites)


@LENT
@given(fichiers(), MORCEAUX)
def test_a_conforming_file_is_read_as_a_naive_tree_would(octets, morceau):
    attendus = [nettoyer(passage) for passage in lire_naivement(octets)]
    with tempfile.TemporaryDirectory() as dossier:
        lus = lire(pose(octets, dossier), limites=Limites(morceau=morceau))
    assert [lu.passage for lu in lus] == attendus


@LENT
@given(fichiers(), MORCEAUX)
def test_both_readings_say_the_same_of_a_conforming_file(octets, morceau):
    rapidement, soigneusement = jugements(octets, Limites(morceau=morceau))
    assert rapidement == soigneusement
    assert rapidement.statut is not Statut.REJETE


JETONS = st.sampled_from(
    [
        *("", " ", "\n", "x", "<", ">", "&", "'", '"', "/", "<!--", "-->", "<![CDATA[", "]]>", "<?x", "?>"),
        *("<cpf:passageCertification>", "</cpf:passageCertification>", "<cpf:passageCertification/>"),
        *("<cpf:passageCertifications>", "</cpf:passageCertifications>", "</cpf:certification>"),
        *("<cpf:certification>", '<x xmlns="autre"/>', '<x xmlns:cpf="autre"><cpf:sexe/></x>', "<a>b</a>"),
        *("<cpf:action>SUPPRESSION</cpf:action>", "<cpf:sexe>X</cpf:sexe>", "\x00", "&#0;", "&amp;"),
        *("]]", "\r\n"),
        *("<!DOCTYPE a>", 'xsi:nil="true"', ' xmlns:cpf="autre"', ">texte", "\n" * 70_000),
    ]
)


def _repeter(trouve: re.Match[str]) -> str:
    return "".join(trouve[0].replace("2026-", f"{annee}-") for annee in (2026, 2025, 2024))


REPETE = re.sub(
    r"\s*<cpf:passageCertification>.*?</cpf:passageCertification>", _repeter, REFERENCE, flags=re.DOTALL
)
"""Passages that have the markup of the one before, so that they are recognised by it."""


BASES = {
    nom: (FORMES / f"{nom}.xml").read_bytes()
    for nom in ("reference", "une-ligne", "espace-redeclare", "prefixes-melanges")
} | {"repete": REPETE.encode()}


class Retouche(NamedTuple):
    """Replace ``longueur`` bytes by a token, somewhere or at the next border of a tag."""

    place: int
    longueur: int
    jeton: str
    au_bord: bool


retouches = st.builds(
    Retouche, st.integers(0, 30_000), st.just(0) | st.integers(0, 300), JETONS, st.booleans()
)


def abimer(base: str, a_faire: list[Retouche]) -> bytes:
    octets = BASES[base]
    for place, longueur, jeton, au_bord in a_faire:
        debut = place % (len(octets) + 1)
        if au_bord:
            bord = BORD.search(octets, debut)
            debut = bord.start() if bord else 0
        octets = octets[:debut] + jeton.encode() + octets[debut + longueur :]
    return octets


BORD = re.compile(rb"(?=<)|(?<=>)|(?<=<)|(?=>)")
abimes = st.tuples(st.sampled_from(sorted(BASES)), st.lists(retouches, min_size=1, max_size=3))


@settings(LENT, max_examples=100)
@given(abimes, MORCEAUX)
def test_both_readings_say_the_same_of_a_spoilt_file(abime, morceau):
    octets = abimer(*abime)
    rapidement, soigneusement = jugements(octets, Limites(morceau=morceau))
    assert rapidement.statut is soigneusement.statut
    if soigneusement.statut is Statut.REJETE:
        # The careful reading stops at these; the fast one may have found more before.
        assume(not soigneusement.codes & {"F002", "F004", "F005"})
        assert bloquants(rapidement) == bloquants(soigneusement)
    else:
        assert rapidement == soigneusement


def bloquants(verdict: Verdict) -> list[str]:
    return sorted(repr(constat) for constat in verdict.constats if constat.severite == "bloquant")


@settings(LENT, max_examples=100)
@given(abimes)
def test_a_spoilt_file_is_refused_when_a_tree_cannot_be_made_of_it(abime):
    octets = abimer(*abime)
    with tempfile.TemporaryDirectory() as dossier:
        verdict = juger(pose(octets, dossier))
    try:
        etree.fromstring(octets, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        assert verdict.statut is Statut.REJETE
        assert any(code[0] == "F" for code in verdict.codes)
    else:
        assert not verdict.codes & {"F002", "F003", "F004", "F010"}


@LENT
@given(
    st.binary(max_size=200)
    | st.builds(lambda debut, fin: debut + fin, st.just(REFERENCE.encode()[:200]), st.binary(max_size=50))
)
def test_any_bytes_end_in_a_code(octets):
    with tempfile.TemporaryDirectory() as dossier:
        verdict = juger(pose(octets, dossier))
    assert verdict.statut is Statut.REJETE
    assert verdict.constats


@pytest.mark.parametrize("nom", ["reference", "une-ligne", "espace-redeclare"])
def test_the_fast_reading_is_used_where_it_can_be(nom):
    """Otherwise the properties above would compare the careful reading with itself."""
    with patch("accrochage.flux.reading.canonique.reperer") as soigneuse:
        assert len(lire(FORMES / f"{nom}.xml")) == 4
    soigneuse.assert_not_called()


def test_a_nul_cannot_pass_for_a_border_of_the_markup(tmp_path):
    """The markup of a known passage, with a NUL where its value was."""
    texte = REPETE.replace(">2024-0001</cpf:idTechnique>", "\0cpf:idTechnique>", 1)
    assert "F002" in juger(pose(texte.encode(), tmp_path)).codes


def test_a_line_far_in_a_passage_is_right():
    """libxml2 counts lines on 16 bits."""
    texte = REFERENCE.replace("<cpf:sexe>F", "\n" * 100_000 + "<cpf:sexe>X", 1)
    ligne = texte[: texte.index("<cpf:sexe>X")].count("\n") + 1
    with tempfile.TemporaryDirectory() as dossier:
        verdict = juger(pose(texte.encode(), dossier))
    assert Counter((c.code, c.ligne) for c in verdict.constats) == Counter([("P005", ligne)])
