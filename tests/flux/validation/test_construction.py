"""From accepted elements to the model."""

import pickle
from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest
from lxml import etree

from accrochage.flux.model import (
    Action,
    Certification,
    CodeInseeNaissance,
    CodePostalNaissance,
    DossierFormation,
    Enveloppe,
    IdentifiantNational,
    ModalitesInscription,
    NiveauNumerique,
    Passage,
    ResultatNumerique,
    Titulaire,
)
from accrochage.flux.validation import (
    ESPACE_DE_NOMS,
    construire_enveloppe,
    construire_passage,
    version_schema,
)

XSI = "http://www.w3.org/2001/XMLSchema-instance"
TITULAIRE = """<titulaire><sexe>F</sexe><nomNaissance> MOREAU</nomNaissance><nomUsage xsi:nil="1"/>
<prenom1>CAMILLE</prenom1><prenom3>LOU</prenom3><anneeNaissance> 1990 </anneeNaissance>
<moisNaissance>05</moisNaissance><jourNaissance>+3</jourNaissance>
<codeCommuneNaissance><codeInseeNaissance><codeInsee>69123</codeInsee></codeInseeNaissance></codeCommuneNaissance>
<codePaysNaissance>100</codePaysNaissance><commentairesMEN>rien</commentairesMEN></titulaire>"""


def element(texte: str) -> etree._Element:
    nom = texte[1:].partition(">")[0].partition(" ")[0]
    declare = f'<{nom} xmlns="{ESPACE_DE_NOMS}" xmlns:xsi="{XSI}"'
    return etree.fromstring(declare + texte[len(nom) + 1 :])


def passage(personne: str = TITULAIRE, ajout: str = "") -> Passage:
    return construire_passage(
        element(
            f"""<passageCertification><identificationTitulaire>{personne}</identificationTitulaire>
            <idTechnique>2026-0001</idTechnique><donneeCertifiee> 1 </donneeCertifiee>
            <obtentionCertification>PAR_SCORING</obtentionCertification>
            <dateDebutValidite>
              2026-10-05
            </dateDebutValidite><dateFinValidite xsi:nil="true"></dateFinValidite>
            <presenceNiveauLangueEuro>false</presenceNiveauLangueEuro>
            <presenceNiveauNumeriqueEuro>0</presenceNiveauNumeriqueEuro><scoring>nil</scoring>
            <mentionValidee xsi:nil="true"/><modalitesInscription><modaliteAcces>VAE</modaliteAcces>
            <voieAccessVAE>CONGES_VAE</voieAccessVAE><dateInscription>2026-01-02</dateInscription>
            </modalitesInscription>{ajout}</passageCertification>"""
        )
    )


def test_every_field_of_a_passage_whatever_the_order():
    assert passage(
        ajout="""<verbatim>v</verbatim><urlPreuve>u</urlPreuve><libelleOption>o</libelleOption>
        <dateDebutExamen>2026-06-01</dateDebutExamen><dateFinExamen>2026-06-02</dateFinExamen>
        <modalitePassageExamen>MIXTE</modalitePassageExamen>
        <codePostalCentreExamen>69001</codePostalCentreExamen>
        <niveauLangueEuropeen>B2</niveauLangueEuropeen>"""
    ) == Passage(
        id_technique="2026-0001",
        obtention_certification="PAR_SCORING",
        donnee_certifiee=True,
        date_debut_validite=date(2026, 10, 5),
        date_fin_validite=None,
        presence_niveau_langue_euro=False,
        presence_niveau_numerique_euro=False,
        scoring="nil",
        mention_validee=None,
        modalites_inscription=ModalitesInscription("VAE", "CONGES_VAE", None, date(2026, 1, 2)),
        identification_titulaire=Titulaire(
            nom_naissance=" MOREAU",
            nom_usage=None,
            prenom1="CAMILLE",
            annee_naissance=1990,
            mois_naissance=5,
            jour_naissance=3,
            sexe="F",
            code_commune_naissance=CodeInseeNaissance("69123"),
            prenom3="LOU",
            code_pays_naissance="100",
            commentaires_men="rien",
        ),
        url_preuve="u",
        libelle_option="o",
        date_debut_examen=date(2026, 6, 1),
        date_fin_examen=date(2026, 6, 2),
        modalite_passage_examen="MIXTE",
        code_postal_centre_examen="69001",
        niveau_langue_europeen="B2",
        verbatim="v",
    )


@pytest.mark.parametrize(
    ("lieu", "attendu"),
    [("<codePostal>69003</codePostal>", "69003"), ('<codePostal xsi:nil="true"/>', None)],
)
def test_birthplace_by_postal_code(lieu, attendu):
    personne = TITULAIRE.replace(
        "<codeInseeNaissance><codeInsee>69123</codeInsee></codeInseeNaissance>",
        f"<codePostalNaissance>{lieu}</codePostalNaissance>",
    )
    lu = passage(personne).identification_titulaire
    assert lu.code_commune_naissance == CodePostalNaissance(attendu)


def test_the_two_other_ways_to_identify_a_person():
    dossier = "<idDossier>12</idDossier><prenom1Titulaire>C</prenom1Titulaire><nomTitulaire>M</nomTitulaire>"
    assert passage(
        f"<dossierFormation>{dossier}</dossierFormation>"
    ).identification_titulaire == DossierFormation("12", "M", "C")
    national = "<nomNaissance>M</nomNaissance><nir>2900569123456</nir>"
    assert passage(
        f"<identifiantNational>{national}</identifiantNational>"
    ).identification_titulaire == IdentifiantNational("2900569123456", "M")


def resultat(*champs: tuple[str, str]) -> str:
    return "<resultat>" + "".join(f"<{nom}>{valeur}</{nom}>" for nom, valeur in champs) + "</resultat>"


@pytest.mark.parametrize(
    ("contenu", "attendu"),
    [
        ("", NiveauNumerique()),
        ("<scoreGeneral>640</scoreGeneral>", NiveauNumerique(640)),
        ("<resultats/>", NiveauNumerique(None, ())),
        (
            "<resultats>"
            + resultat(("competenceId", "3"), ("niveau", "08"), ("domaineCompetenceId", "1"))
            + resultat()
            + "</resultats>",
            NiveauNumerique(None, (ResultatNumerique(8, "1", "3"), ResultatNumerique())),
        ),
    ],
)
def test_digital_levels(contenu, attendu):
    ajout = f"<niveauNumeriqueEuropeen>{contenu}</niveauNumeriqueEuropeen>"
    assert passage(ajout=ajout).niveau_numerique_europeen == attendu


FLUX = """<flux><emetteur><certificateurs><certificateur><certifications>
<certification><code>RS5893</code><type>RS</type><passageCertifications/></certification>
<certification><type>RNCP</type><code>RNCP34567</code><natureDeposant>CERTIFICATEUR</natureDeposant>
<passageCertifications/></certification></certifications><idContrat>MCFCER000123</idContrat>
<idClient>99ZZZ999</idClient></certificateur></certificateurs><idClient>12ABC345</idClient></emetteur>
<horodatage>2026-11-20T10:00:00+01:00</horodatage><idFlux>f-1</idFlux>{}</flux>"""


def test_every_field_of_an_envelope_whatever_the_order():
    racine = element(FLUX.format("<action>SUPPRESSION</action>"))
    assert construire_enveloppe(racine) == Enveloppe(
        id_flux="f-1",
        horodatage="2026-11-20T10:00:00+01:00",
        emetteur_id_client="12ABC345",
        certificateur_id_client="99ZZZ999",
        certificateur_id_contrat="MCFCER000123",
        certifications=(
            Certification("RS", "RS5893", None, 0, 2),
            Certification("RNCP", "RNCP34567", "CERTIFICATEUR", 1, 3),
        ),
        action=Action.SUPPRESSION,
    )
    assert construire_enveloppe(element(FLUX.format(""))).action is None


def test_an_envelope_without_its_certificateur_was_not_checked():
    with pytest.raises(ValueError, match="refuses"):
        construire_enveloppe(element("<flux><emetteur/></flux>"))


@pytest.mark.parametrize(
    ("ajout", "attendue"),
    [("", "1.1.2"), ("<action>CREATION</action>", "1.1.5"), ("<x><identifiantNational/></x>", "1.1.5")],
)
def test_generation_of_the_schema(ajout, attendue):
    assert version_schema(element(FLUX.format(ajout))) == attendue


def test_what_is_built_fast_is_frozen_and_equal_as_any_other():
    lu = passage()
    assert type(lu) is Passage
    assert lu == replace(lu)
    assert hash(lu) == hash(replace(lu))
    assert pickle.loads(pickle.dumps(lu)) == lu
    for objet, nom in (
        (lu, "scoring"),
        (lu.identification_titulaire, "sexe"),
        (lu.modalites_inscription, "modalite_acces"),
    ):
        assert repr(objet).startswith(type(objet).__name__)
        with pytest.raises(FrozenInstanceError):
            setattr(objet, nom, None)
