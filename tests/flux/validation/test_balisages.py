"""A passage recognised by its markup is one that the schema accepts, and says the same."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from strategies_flux import passages

from accrochage.flux.model import Certification, CertificationPassages, Enveloppe, Flux, Passage
from accrochage.flux.validation import ESPACE_DE_NOMS, construire_passage, schema_morceau
from accrochage.flux.validation._formes import Formes
from accrochage.flux.writing import ecrire

FIN = "</cpf:passageCertification>"
ESPACES = f'xmlns:cpf="{ESPACE_DE_NOMS}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
VALEURS = st.one_of(
    st.text(max_size=5),
    st.sampled_from(
        [
            *(
                "",
                " ",
                "\n",
                "\r\n",
                "nil",
                "2026-02-30",
                "2026-10-05",
                " 2026-10-05 ",
                "2026-10-05Z",
                "05",
                "+3",
            ),
            *(
                "true",
                "TRUE",
                "1",
                "M",
                "X",
                "&amp;",
                "&#13;",
                "&inconnue;",
                "]]>",
                "a>b",
                "\0",
                "\ufffe",
                "É" * 61,
            ),
            *('" xsi:nil="true', "</cpf:sexe>", "<a/>", "x" * 256, "99352", "0", "13", "2100", "\u00a0"),
        ]
    ),
)


def texte_de(passage: Passage) -> str:
    """Write one passage, from its first tag to just before its last."""
    certification = CertificationPassages(Certification("RNCP", "RNCP1"), (passage,))
    enveloppe = Enveloppe("a", "2026-10-05T10:00:00+02:00", "12ABC345", "12ABC345", "MCFCER000123")
    xml = ecrire(Flux(enveloppe, (certification,))).decode()
    return xml[xml.index("<cpf:passageCertification>") : xml.index(FIN)]


def lire(texte: str) -> etree._Element | None:
    """Parse the passage and return it if the schema accepts it."""
    try:
        element = etree.fromstring(f"<a {ESPACES}>{texte}{FIN}</a>".encode())[0]
    except (etree.XMLSyntaxError, ValueError):
        return None
    return element if schema_morceau().validate(element) else None


@settings(max_examples=60)
@given(passages)
def test_a_known_markup_is_read_as_the_tree_is(passage):
    texte, connues = texte_de(passage), Formes()
    assert connues.reconnaitre(texte) is None
    connues.apprendre(texte)
    lu = connues.reconnaitre(texte)
    if lu is not None:
        assert lu == construire_passage(lire(texte))
    else:
        # A reference, or a character that the parser must see.
        assert any(c in "&>" or not c.isprintable() for v in re.findall(r">([^<]+)</", texte) for c in v)


@settings(max_examples=150)
@given(passages, st.data())
def test_nothing_is_recognised_that_the_schema_refuses(passage, data):
    texte, connues = texte_de(passage), Formes()
    connues.apprendre(texte)
    trous = [m.span(1) for m in re.finditer(r">([^<]*)<", texte)]
    debut, fin = data.draw(st.sampled_from(trous))
    abime = texte[:debut] + data.draw(VALEURS) + texte[fin:]
    lu = connues.reconnaitre(abime)
    if lu is not None:
        element = lire(abime)
        assert element is not None
        assert lu == construire_passage(element)


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ('<cpf:nomUsage xsi:nil="true"></cpf:nomUsage>', '<cpf:nomUsage xsi:nil="true"> </cpf:nomUsage>'),
        ('<cpf:nomUsage xsi:nil="true"/>', '<cpf:nomUsage xsi:nil="true">X</cpf:nomUsage>'),
        ("<cpf:prenom1>A</cpf:prenom1>", "<cpf:prenom1>A</cpf:prenom1>x"),
    ],
)
def test_a_blank_is_not_nothing_everywhere(avant, apres):
    modele = f"""<cpf:passageCertification><cpf:idTechnique>1</cpf:idTechnique>
<cpf:obtentionCertification>PAR_ADMISSION</cpf:obtentionCertification><cpf:donneeCertifiee>1</cpf:donneeCertifiee>
<cpf:dateDebutValidite>2026-10-05</cpf:dateDebutValidite><cpf:dateFinValidite xsi:nil="true"/>
<cpf:presenceNiveauLangueEuro>0</cpf:presenceNiveauLangueEuro>
<cpf:presenceNiveauNumeriqueEuro>0</cpf:presenceNiveauNumeriqueEuro><cpf:scoring xsi:nil="true"/>
<cpf:mentionValidee xsi:nil="true"/>
<cpf:modalitesInscription><cpf:modaliteAcces xsi:nil="true"/></cpf:modalitesInscription>
<cpf:identificationTitulaire><cpf:titulaire><cpf:nomNaissance>A</cpf:nomNaissance>
{avant if "nomUsage" in avant else '<cpf:nomUsage xsi:nil="true"/>'}
{avant if "prenom1" in avant else "<cpf:prenom1>A</cpf:prenom1>"}
<cpf:anneeNaissance>1990</cpf:anneeNaissance><cpf:moisNaissance>1</cpf:moisNaissance>
<cpf:jourNaissance>1</cpf:jourNaissance><cpf:sexe>F</cpf:sexe><cpf:codeCommuneNaissance><cpf:codeInseeNaissance>
<cpf:codeInsee>69123</cpf:codeInsee></cpf:codeInseeNaissance></cpf:codeCommuneNaissance>
</cpf:titulaire></cpf:identificationTitulaire>"""
    connues = Formes()
    assert lire(modele) is not None
    connues.apprendre(modele)
    abime = modele.replace(avant, apres)
    assert abime != modele
    assert lire(abime) is None
    assert connues.reconnaitre(abime) is None


def test_an_exporter_without_a_habit_is_given_up():
    connues = Formes()
    for rang in range(1_500):
        connues.reconnaitre(f"<a{rang}>x</a{rang}>")
    assert not connues.utiles
