import io

import pytest

from accrochage.flux.rapport import ErreurFichier, LimitesRapport, PassageKO, RapportIllisible, lire

PREFIXE = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<ns2:rapport xmlns:ns2="urn:cdc:cpf:pc5:rapport:schema"><nomFichier>mars.xml</nomFichier>
<idFlux>f</idFlux><idTraitement>7</idTraitement>
<passagesKO><passage><idTechnique>1</idTechnique><messageErreur>Aucun titulaire
ne correspond</messageErreur></passage></passagesKO>
<passagesOK><idTechnique>2</idTechnique></passagesOK></ns2:rapport>"""
PAR_DEFAUT = """<rapport xmlns="urn:cdc:cpf:pc5:rapport:schema"><!-- 2021 --><idDemande>9</idDemande>
<PassagesOK><idTechnique>2</idTechnique><idTechnique>3</idTechnique></PassagesOK>
<PassagesKO/></rapport>"""
REFUS_2021 = """<rapport><idDemande>9</idDemande><erreurs><erreur><type>XSD</type>
<message>cvc-elt.1.a</message><ligne>12</ligne><colonne>-1</colonne></erreur>
<erreur><type>XSD</type></erreur></erreurs></rapport>"""


def lu(texte: str, **limites):
    return lire(io.BytesIO(texte.encode()), LimitesRapport(**limites))


def test_prefixed_root_lower_case_lists_and_line_breaks():
    rapport = lu(PREFIXE)
    assert (rapport.nom_fichier, rapport.id_flux, rapport.id_traitement) == ("mars.xml", "f", "7")
    assert rapport.ko == (PassageKO("1", "Aucun titulaire\nne correspond"),)
    assert rapport.ok == ("2",)
    assert not rapport.refuse


def test_children_in_a_default_namespace_id_demande_and_no_file_name():
    rapport = lu(PAR_DEFAUT)
    assert (rapport.nom_fichier, rapport.id_flux, rapport.id_traitement) == (None, None, "9")
    assert rapport.ok == ("2", "3")
    assert rapport.ko == ()


def test_the_shape_of_a_refused_file():
    rapport = lu(REFUS_2021)
    assert rapport.refuse
    assert rapport.erreurs == (
        ErreurFichier("XSD", "cvc-elt.1.a", 12, None),
        ErreurFichier("XSD", "", None, None),
    )


def test_a_byte_order_mark_and_another_encoding_are_read():
    assert lire(io.BytesIO(PAR_DEFAUT.encode("utf-8-sig"))).ok == ("2", "3")
    assert lire(io.BytesIO(PAR_DEFAUT.encode("utf-16"))).ok == ("2", "3")


def test_unknown_elements_do_no_harm():
    assert lu("<rapport><nouveau><a>1</a></nouveau><idFlux>f</idFlux></rapport>").id_flux == "f"


def test_a_path_is_read_too(tmp_path):
    fichier = tmp_path / "rapport.xml"
    fichier.write_text(PREFIXE, encoding="utf-8")
    assert lire(fichier) == lu(PREFIXE)
    with pytest.raises(FileNotFoundError):
        lire(tmp_path / "absent.xml")


def test_a_long_report_is_read_whole():
    milieu = "".join(f"<idTechnique>{n}</idTechnique>" for n in range(30_000))
    assert len(lu(f"<rapport><PassagesOK>{milieu}</PassagesOK></rapport>").ok) == 30_000


BOMBE = '<!DOCTYPE rapport [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("texte", "raison"),
    [
        ("", "vide"),
        ("%PDF-1.7", "bien formé"),
        ("<rapport><PassagesOK>", "bien formé"),
        ("<flux/>", "racine"),
        (f"{BOMBE}<rapport><idFlux>&b;</idFlux></rapport>", "DOCTYPE"),
        ('<!DOCTYPE rapport SYSTEM "file:///etc/passwd"><rapport/>', "DOCTYPE"),
        ("<rapport>" + "<a>" * 50 + "</a>" * 50 + "</rapport>", "imbriqués"),
        ("<rapport>" + "<a>" * 20_000, "bien formé|imbriqués"),
        ("<rapport><PassagesKO><passage/></PassagesKO></rapport>", "idTechnique"),
        (f"<rapport><idFlux>{'x' * 30_000}</idFlux></rapport>", "trop long"),
    ],
)
def test_what_is_no_report_is_refused(texte, raison):
    with pytest.raises(RapportIllisible, match=raison):
        lu(texte)


def test_limits_on_size_and_on_elements():
    with pytest.raises(RapportIllisible, match="trop gros"):
        lu(PREFIXE, taille_max=100)
    with pytest.raises(RapportIllisible, match="trop d’éléments"):
        lu(PAR_DEFAUT, elements_max=1)
