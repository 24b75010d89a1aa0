"""The shipped schemas are current, are schemas, and differ as the two generations do."""

import pytest
import xmlschema
from lxml import etree

from accrochage.flux.dictionary import ESPACE_DE_NOMS, VERSIONS, Champ, parcourir
from accrochage.flux.schemas import chemin_xsd, xsd, xsd_morceau
from accrochage.flux.schemas.__main__ import main

XS = "{http://www.w3.org/2001/XMLSchema}"
NS = f"{{{ESPACE_DE_NOMS}}}"
EN_TETE = f'<flux xmlns="{ESPACE_DE_NOMS}" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
PERSONNE = "<dossierFormation><idDossier>1</idDossier><nomTitulaire>M</nomTitulaire>"
PERSONNE += "<prenom1Titulaire>C</prenom1Titulaire></dossierFormation>"
NATIONAL = "<identifiantNational><nir>2900569123456</nir><nomNaissance>M</nomNaissance></identifiantNational>"


def flux(personne: str = PERSONNE, action: str = "") -> etree._Element:
    return etree.fromstring(
        f"""{EN_TETE}{action}<idFlux>f</idFlux><horodatage>2026-10-05T10:00:00+02:00</horodatage>
        <emetteur><idClient>12ABC345</idClient><certificateurs><certificateur><idClient>12ABC345</idClient>
        <idContrat>MCFCER000123</idContrat><certifications><certification><type>RS</type><code>RS1</code>
        <passageCertifications><passageCertification><idTechnique>1</idTechnique>
        <obtentionCertification>PAR_ADMISSION</obtentionCertification><donneeCertifiee>1</donneeCertifiee>
        <dateDebutValidite>2026-10-05</dateDebutValidite><dateFinValidite xsi:nil="true"/>
        <presenceNiveauLangueEuro>0</presenceNiveauLangueEuro>
        <presenceNiveauNumeriqueEuro>false</presenceNiveauNumeriqueEuro><scoring xsi:nil="1"/>
        <mentionValidee xsi:nil="true"/><modalitesInscription><modaliteAcces xsi:nil="true"/>
        </modalitesInscription><identificationTitulaire>{personne}</identificationTitulaire>
        </passageCertification></passageCertifications></certification></certifications></certificateur>
        </certificateurs></emetteur></flux>"""
    )


def accepte(version, racine) -> bool:
    libxml2 = etree.XMLSchema(etree.parse(chemin_xsd(version))).validate(racine)
    assert xmlschema.XMLSchema(chemin_xsd(version)).is_valid(racine) is libxml2
    return libxml2


@pytest.mark.parametrize("version", VERSIONS)
def test_shipped_schemas_are_current(version, tmp_path):
    main(["--dossier", str(tmp_path)])
    attendu = (tmp_path / chemin_xsd(version).name).read_text(encoding="utf-8")
    assert chemin_xsd(version).read_text(encoding="utf-8") == attendu, (
        "run: python -m accrochage.flux.schemas"
    )


@pytest.mark.parametrize("version", VERSIONS)
def test_both_generations_accept_a_plain_file(version):
    assert accepte(version, flux())


@pytest.mark.parametrize(
    "racine",
    [flux(NATIONAL), flux(action="<action>CREATION</action>"), flux(action="<action>SUPPRESSION</action>")],
)
def test_only_the_newer_generation_knows_action_and_nir(racine):
    assert accepte("1.1.5", racine)
    assert not accepte("1.1.2", racine)


@pytest.mark.parametrize("version", VERSIONS)
def test_children_come_in_any_order_everywhere(version):
    racine = flux()
    for element in racine.iter():
        element[:] = list(element)[::-1]
    assert accepte(version, racine)


def attributs(element: etree._Element) -> dict[str, str]:
    return {nom: valeur for nom, valeur in element.attrib.items() if nom != "type"}


def attendus(champ: Champ) -> dict[str, str]:
    dits = {"name": champ.nom}
    if champ.minimum == 0 and champ.maximum == 1:
        dits["minOccurs"] = "0"
    if champ.maximum is None and champ.nom != "resultat":
        dits["maxOccurs"] = "unbounded"
    if champ.nillable:
        dits["nillable"] = "true"
    return dits


def test_every_field_stands_in_the_newer_schema_with_its_cardinality():
    schema = etree.parse(chemin_xsd("1.1.5"))
    decrits = [attributs(element) for element in schema.iter(f"{XS}element")]
    for chemin, champ in parcourir():
        if chemin != "flux":
            assert attendus(champ) in decrits, chemin


def test_the_schema_says_in_french_what_each_element_is():
    schema = etree.parse(chemin_xsd("1.1.5"))
    for element in schema.iter(f"{XS}element"):
        assert element.findtext(f"{XS}annotation/{XS}documentation")


@pytest.mark.parametrize("nombre", [0, 1, 3])
def test_a_piece_holds_any_number_of_passages(nombre):
    schema = etree.XMLSchema(etree.fromstring(xsd_morceau().encode()))
    passages = flux(NATIONAL).find(f".//{NS}passageCertifications")
    passage = passages[0]
    assert schema.validate(passage)
    passages[:] = [etree.fromstring(etree.tostring(passage)) for _ in range(nombre)]
    assert schema.validate(passages)
    assert not schema.validate(flux())


def test_making_a_schema_twice_gives_the_same_bytes():
    assert xsd("1.1.5") == xsd("1.1.5")
