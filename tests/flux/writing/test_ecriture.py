"""What is written is read back as it was, and always with the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given
from lxml import etree
from strategies_flux import flux

from accrochage.flux.model import (
    Action,
    Certification,
    CertificationPassages,
    CodePostalNaissance,
    Enveloppe,
    Flux,
    ModalitesInscription,
    Passage,
    Titulaire,
)
from accrochage.flux.validation import ESPACE_DE_NOMS, construire_enveloppe, construire_passage
from accrochage.flux.writing import EcrivainFlux, ecrire

NS = f"{{{ESPACE_DE_NOMS}}}"
ENVELOPPE = Enveloppe(
    id_flux="f-1",
    horodatage="2026-11-20T10:00:00+01:00",
    emetteur_id_client="12ABC345",
    certificateur_id_client="99ZZZ999",
    certificateur_id_contrat="MCFCER000123",
    action=Action.SUPPRESSION,
)
PASSAGE = Passage(
    id_technique="A&B",
    obtention_certification="PAR_SCORING",
    donnee_certifiee=True,
    date_debut_validite=date(2026, 10, 5),
    date_fin_validite=None,
    presence_niveau_langue_euro=False,
    presence_niveau_numerique_euro=False,
    scoring="640",
    mention_validee=None,
    modalites_inscription=ModalitesInscription(None),
    identification_titulaire=Titulaire(
        nom_naissance="MOREAU",
        nom_usage=None,
        prenom1="ZOÉ",
        annee_naissance=1990,
        mois_naissance=5,
        jour_naissance=None,
        sexe="F",
        code_commune_naissance=CodePostalNaissance(None),
    ),
)
FLUX = Flux(ENVELOPPE, (CertificationPassages(Certification("RS", "RS5893"), (PASSAGE,)),))
ECRIT = """<?xml version="1.0" encoding="UTF-8"?>
<cpf:flux xmlns:cpf="urn:cdc:cpf:pc5:schema:1.0.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<cpf:idFlux>f-1</cpf:idFlux>
<cpf:horodatage>2026-11-20T10:00:00+01:00</cpf:horodatage>
<cpf:action>SUPPRESSION</cpf:action>
<cpf:emetteur>
<cpf:idClient>12ABC345</cpf:idClient>
<cpf:certificateurs>
<cpf:certificateur>
<cpf:idClient>99ZZZ999</cpf:idClient>
<cpf:idContrat>MCFCER000123</cpf:idContrat>
<cpf:certifications>
<cpf:certification>
<cpf:type>RS</cpf:type>
<cpf:code>RS5893</cpf:code>
<cpf:passageCertifications>
<cpf:passageCertification>
<cpf:idTechnique>A&amp;B</cpf:idTechnique>
<cpf:obtentionCertification>PAR_SCORING</cpf:obtentionCertification>
<cpf:donneeCertifiee>true</cpf:donneeCertifiee>
<cpf:dateDebutValidite>2026-10-05</cpf:dateDebutValidite>
<cpf:dateFinValidite xsi:nil="true"/>
<cpf:presenceNiveauLangueEuro>false</cpf:presenceNiveauLangueEuro>
<cpf:presenceNiveauNumeriqueEuro>false</cpf:presenceNiveauNumeriqueEuro>
<cpf:scoring>640</cpf:scoring>
<cpf:mentionValidee xsi:nil="true"/>
<cpf:modalitesInscription>
<cpf:modaliteAcces xsi:nil="true"/>
</cpf:modalitesInscription>
<cpf:identificationTitulaire>
<cpf:titulaire>
<cpf:nomNaissance>MOREAU</cpf:nomNaissance>
<cpf:nomUsage xsi:nil="true"/>
<cpf:prenom1>ZOÉ</cpf:prenom1>
<cpf:anneeNaissance>1990</cpf:anneeNaissance>
<cpf:moisNaissance>5</cpf:moisNaissance>
<cpf:jourNaissance xsi:nil="true"/>
<cpf:sexe>F</cpf:sexe>
<cpf:codeCommuneNaissance>
<cpf:codePostalNaissance>
<cpf:codePostal xsi:nil="true"/>
</cpf:codePostalNaissance>
</cpf:codeCommuneNaissance>
</cpf:titulaire>
</cpf:identificationTitulaire>
</cpf:passageCertification>
</cpf:passageCertifications>
</cpf:certification>
</cpf:certifications>
</cpf:certificateur>
</cpf:certificateurs>
</cpf:emetteur>
</cpf:flux>
"""


def relire(octets: bytes) -> Flux:
    """Read a small file as a tree, and forget the line numbers, which no model has when written."""
    racine = etree.fromstring(octets)
    lue = construire_enveloppe(racine)
    elements = racine.iter(f"{NS}certification")
    groupes = tuple(
        CertificationPassages(
            replace(certification, ligne=None, index=0),
            tuple(map(construire_passage, element.iter(f"{NS}passageCertification"))),
        )
        for certification, element in zip(lue.certifications, elements, strict=True)
    )
    return Flux(replace(lue, certifications=()), groupes)


def test_the_bytes_are_these():
    assert ecrire(FLUX).decode() == ECRIT


@given(flux)
def test_what_is_written_is_read_back(ecrit):
    octets = ecrire(ecrit)
    assert relire(octets) == ecrit
    assert ecrire(relire(octets)) == octets


@pytest.mark.parametrize("interdit", ["\x00", "\x0b", "\ud800", "\ufffe"])
def test_a_character_that_xml_cannot_carry_is_refused_without_being_quoted(interdit):
    enveloppe = replace(ENVELOPPE, id_flux=f"MOREAU{interdit}")
    with pytest.raises(ValueError, match=f"U\\+{ord(interdit):04X}") as erreur:
        ecrire(replace(FLUX, enveloppe=enveloppe))
    assert "MOREAU" not in str(erreur.value)


def test_a_file_without_certification_is_refused():
    with pytest.raises(ValueError, match="at least one certification"):
        ecrire(Flux(ENVELOPPE, ()))


@pytest.mark.parametrize("rang", [0, 1])
def test_a_certification_without_passage_is_refused(rang):
    vide = CertificationPassages(Certification("RS", "RS1"), ())
    groupes = list(FLUX.certifications)
    groupes.insert(rang, vide)
    with pytest.raises(ValueError, match="at least one passage"):
        ecrire(Flux(ENVELOPPE, tuple(groupes)))


def test_a_passage_before_any_certification_is_refused():
    with EcrivainFlux(BytesIO(), ENVELOPPE) as ecrivain:
        with pytest.raises(ValueError, match="belongs to a certification"):
            ecrivain.passage(PASSAGE)
        ecrivain.certification(Certification("RS", "RS5893"))
        ecrivain.passage(PASSAGE)


def interrompre(sortie: BytesIO) -> None:
    with EcrivainFlux(sortie, ENVELOPPE) as ecrivain:
        ecrivain.certification(Certification("RS", "RS5893"))
        ecrivain.passage(PASSAGE)
        raise KeyboardInterrupt


def test_an_interrupted_file_does_not_look_whole():
    sortie = BytesIO()
    with pytest.raises(KeyboardInterrupt):
        interrompre(sortie)
    with pytest.raises(etree.XMLSyntaxError):
        etree.fromstring(sortie.getvalue())
