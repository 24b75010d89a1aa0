import io
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from accrochage.flux.rapport import (
    ErreurFichier,
    PassageKO,
    Rapport,
    ecrire,
    ecrire_refus,
    lire,
    nom_du_rapport,
)

TRAITE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<rapport xmlns:ns2="urn:cdc:cpf:pc5:rapport:schema">
    <nomFichier>mars &amp; avril.xml</nomFichier>
    <idFlux>7f3c1c52</idFlux>
    <idTraitement>42</idTraitement>
    <PassagesKO>
        <passage>
            <idTechnique>2026-0002</idTechnique>
            <messageErreur>Plusieurs titulaires ont été identifiés</messageErreur>
        </passage>
    </PassagesKO>
    <PassagesOK>
        <idTechnique>2026-0001</idTechnique>
        <idTechnique>2026-0003</idTechnique>
    </PassagesOK>
</rapport>
"""
REFUSE = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<rapport xmlns:ns2="urn:cdc:cpf:pc5:rapport:schema">
    <nomFichier>mars.xml</nomFichier>
    <idTraitement>43</idTraitement>
    <erreurs>
        <erreur>
            <type>XSD</type>
            <message>cvc-elt.1.a: l’élément racine est « rapport »</message>
            <ligne>1</ligne>
            <colonne>38</colonne>
        </erreur>
    </erreurs>
</rapport>
"""


def rendu(**contenu) -> bytes:
    valeurs = {"nom_fichier": "mars.xml", "id_flux": "7f3c1c52", "id_traitement": 42, "ko": (), "ok": ()}
    sortie = io.BytesIO()
    ecrire(sortie, **valeurs | contenu)
    return sortie.getvalue()


def test_the_report_has_the_official_shape_to_the_byte():
    ecrit = rendu(
        nom_fichier="mars & avril.xml",
        ko=[PassageKO("2026-0002", "Plusieurs titulaires ont été identifiés")],
        ok=["2026-0001", "2026-0003"],
    )
    assert ecrit.decode() == TRAITE


def test_a_refused_file_has_no_id_flux():
    sortie = io.BytesIO()
    erreurs = [ErreurFichier("XSD", "cvc-elt.1.a: l’élément racine est « rapport »", 1, 38)]
    ecrire_refus(sortie, nom_fichier="mars.xml", id_traitement=43, erreurs=erreurs)
    assert sortie.getvalue().decode() == REFUSE


def test_only_the_first_hundred_errors_are_told():
    sortie = io.BytesIO()
    erreurs = (ErreurFichier("XSD", f"erreur {n}") for n in range(250))
    ecrire_refus(sortie, nom_fichier="mars.xml", id_traitement=43, erreurs=erreurs)
    lu = lire(io.BytesIO(sortie.getvalue()))
    assert [erreur.message for erreur in lu.erreurs] == [f"erreur {n}" for n in range(100)]
    assert lu.erreurs[0].ligne is None


def test_children_are_unqualified_and_both_lists_are_always_there():
    racine = etree.fromstring(rendu())
    assert racine.tag == "rapport"
    assert racine.nsmap == {"ns2": "urn:cdc:cpf:pc5:rapport:schema"}
    assert [enfant.tag for enfant in racine] == [
        "nomFichier",
        "idFlux",
        "idTraitement",
        "PassagesKO",
        "PassagesOK",
    ]


INTERDITS = {*range(0x20)} - {9, 10, 13} | {0xFFFE, 0xFFFF} | {*range(0xD800, 0xE000)}


def lisible(texte: str) -> str:
    return "".join("\ufffd" if ord(c) in INTERDITS else c for c in texte)


n_importe_quoi = st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=40)
hostiles = n_importe_quoi | st.sampled_from(
    ["]]>", "<!--", "&amp;", "\x00", "\x1b[2J", "\r\n", " x ", "\ud800"]
)


@given(
    nom=hostiles,
    id_flux=hostiles,
    ko=st.lists(st.tuples(hostiles, hostiles), max_size=5),
    ok=st.lists(hostiles, max_size=5),
)
def test_whatever_the_texts_the_report_is_read_back(nom, id_flux, ko, ok):
    lu = lire(io.BytesIO(rendu(nom_fichier=nom, id_flux=id_flux, ko=ko, ok=ok)))
    assert lu == Rapport(
        nom_fichier=lisible(nom),
        id_flux=lisible(id_flux),
        id_traitement="42",
        ko=tuple(PassageKO(lisible(i), lisible(m)) for i, m in ko),
        ok=tuple(lisible(i) for i in ok),
    )


@given(
    st.lists(
        st.tuples(hostiles, hostiles, st.none() | st.integers(1, 9999), st.none() | st.integers(1, 9999)),
        min_size=1,
        max_size=5,
    )
)
def test_whatever_the_errors_they_are_read_back(erreurs):
    sortie = io.BytesIO()
    ecrire_refus(sortie, nom_fichier="a", id_traitement=1, erreurs=[ErreurFichier(*e) for e in erreurs])
    lu = lire(io.BytesIO(sortie.getvalue()))
    assert lu.refuse
    assert lu.erreurs == tuple(ErreurFichier(lisible(t), lisible(m), li, co) for t, m, li, co in erreurs)


def test_same_content_same_bytes():
    contenu = {"ko": [("a", "b")], "ok": ["c"]}
    assert rendu(**contenu) == rendu(ko=iter(contenu["ko"]), ok=iter(contenu["ok"]))


class Compteur(io.RawIOBase):
    """An output that keeps nothing and remembers the largest write."""

    def __init__(self):
        super().__init__()
        self.plus_gros = 0
        self.total = 0

    def writable(self):
        return True

    def write(self, octets):
        self.plus_gros = max(self.plus_gros, len(octets))
        self.total += len(octets)
        return len(octets)


def test_a_long_report_is_written_piece_by_piece():
    sortie = Compteur()
    ecrire(
        sortie,
        nom_fichier="a",
        id_flux="b",
        id_traitement=1,
        ko=((f"{n:08}", "Plusieurs titulaires ont été identifiés") for n in range(20_000)),
        ok=(f"{n:08}" for n in range(20_000)),
    )
    assert sortie.total > 4_000_000
    assert sortie.plus_gros < 200_000


@pytest.mark.parametrize(
    ("depose", "attendu"),
    [
        ("mars.xml", "Accusé de traitement_mars.xml_20261123.xml"),
        ("C:\\export\\mars.xml", "Accusé de traitement_mars.xml_20261123.xml"),
        ("../../etc/passwd", "Accusé de traitement_passwd_20261123.xml"),
        ('a"b\r\nc:d.xml', "Accusé de traitement_a_b_c_d.xml_20261123.xml"),
        ("", "Accusé de traitement_fichier_20261123.xml"),
        ("é" * 300 + ".xml", "Accusé de traitement_" + "é" * 116 + ".xml_20261123.xml"),
    ],
)
def test_name_of_the_report(depose, attendu):
    assert nom_du_rapport(depose, date(2026, 11, 23)) == attendu


@given(n_importe_quoi)
def test_name_of_the_report_fits_a_file_system(depose):
    nom = nom_du_rapport(depose, date(2026, 11, 23)).encode()
    assert b"/" not in nom
    assert b"\x00" not in nom
    assert b"\n" not in nom
