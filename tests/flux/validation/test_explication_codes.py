"""One fault, one code: what each looks like, where it is said to be, and in which words."""

from __future__ import annotations

import pytest
from fabrique_mutations import NIL, NS, XSI, complet
from lxml import etree

from accrochage.flux.validation import expliquer_enveloppe, expliquer_passage


def sous(element, nom):
    return next(element.iter(f"{NS}{nom}"))


def sans(nom):
    return lambda racine: sous(racine, nom).getparent().remove(sous(racine, nom))


def avec(nom, valeur):
    return lambda racine: setattr(sous(racine, nom), "text", valeur)


def attribut(nom, cle, valeur):
    return lambda racine: sous(racine, nom).set(cle, valeur)


def enfant(nom, fils):
    return lambda racine: etree.SubElement(sous(racine, nom), fils)


def double(nom):
    def acte(racine):
        element = sous(racine, nom)
        element.addnext(etree.fromstring(etree.tostring(element)))

    return acte


def depayse(nom):
    return lambda racine: setattr(sous(racine, nom), "tag", nom)


PASSAGE = [
    ("P001", sans("scoring"), "scoring", "L’élément «\u00a0scoring\u00a0» manque."),
    ("P002", enfant("titulaire", f"{NS}nom"), "nom", "L’élément «\u00a0nom\u00a0» n’est pas attendu"),
    ("P003", double("sexe"), "sexe", "présent deux fois"),
    ("P004", avec("codeInsee", "1034"), "codeInsee", "(5 caractères exactement)\u00a0: «\u00a01034\u00a0»"),
    ("P005", avec("sexe", "H"), "sexe", "«\u00a0H\u00a0» n’est pas une valeur permise"),
    ("P006", avec("dateFinExamen", "2126-06-12"), "dateFinExamen", "de 1900 à 2099"),
    ("P007", avec("anneeNaissance", "199O"), "anneeNaissance", "un nombre entier de 1900 à 2099"),
    ("P008", avec("jourNaissance", "32"), "jourNaissance", "un nombre entier de 1 à 31"),
    ("P009", attribut("prenom2", NIL, "true"), "prenom2", "ne peut pas porter xsi:nil"),
    ("P009", attribut("prenom2", NIL, "false"), "prenom2", "ne peut pas porter xsi:nil"),
    ("P010", attribut("nomUsage", NIL, "1"), "nomUsage", "contient pourtant une valeur"),
    (
        "P011",
        sans("titulaire"),
        "identificationTitulaire",
        "dossierFormation, titulaire, identifiantNational",
    ),
    ("P012", attribut("sexe", "code", "2"), "sexe", "L’attribut «\u00a0code\u00a0»"),
    ("P012", attribut("sexe", f"{{{XSI}}}type", "xsi:x"), "sexe", "L’attribut «\u00a0xsi:type\u00a0»"),
    ("P013", avec("titulaire", " ; "), "titulaire", "du texte entre ses éléments\u00a0: «\u00a0;\u00a0»"),
    ("P014", enfant("sexe", f"{NS}valeur"), "sexe", "un texte est attendu"),
    ("P016", avec("prenom2", ""), "prenom2", "L’élément «\u00a0prenom2\u00a0» est vide."),
    ("P016", avec("anneeNaissance", " \n"), "anneeNaissance", "est vide"),
    ("P017", depayse("sexe"), "sexe", "n’est pas dans l’espace de noms"),
]


@pytest.mark.parametrize(("code", "acte", "champ", "extrait"), PASSAGE, ids=lambda x: str(x)[:12])
def test_one_fault_of_a_passage(code, acte, champ, extrait):
    passage = sous(complet(), "passageCertification")
    acte(passage)
    (constat,) = expliquer_passage(passage)
    assert (constat.code, constat.champ) == (code, champ)
    assert extrait in constat.message


ENVELOPPE = [
    ("F014", sans("idContrat"), "idContrat", "L’élément «\u00a0idContrat\u00a0» manque."),
    ("F015", enfant("emetteur", f"{NS}x"), "x", "«\u00a0x\u00a0» n’est pas attendu"),
    ("F015", attribut("emetteur", "version", "1"), "emetteur", "«\u00a0version\u00a0» n’est pas attendu"),
    ("F015", avec("emetteur", "bonjour"), "emetteur", "«\u00a0bonjour\u00a0» n’est pas attendu"),
    ("F015", attribut("idFlux", NIL, "true"), "idFlux", "«\u00a0xsi:nil\u00a0» n’est pas attendu"),
    ("F015", depayse("action"), "action", "«\u00a0action\u00a0» n’est pas attendu"),
    ("F016", double("idFlux"), "idFlux", "présent deux fois"),
    ("F017", avec("idClient", "12ABC3456"), "idClient", "8 caractères exactement"),
    ("F017", avec("action", "MODIFICATION"), "action", "CREATION, SUPPRESSION"),
    ("F017", avec("code", ""), "code", "de 1 à 100 caractères"),
    ("F019", avec("horodatage", "2026-10-05T14:30:00Z"), "horodatage", "AAAA-MM-JJThh:mm:ss+hh:mm"),
    ("F019", avec("horodatage", ""), "horodatage", "AAAA-MM-JJThh:mm:ss+hh:mm"),
    ("F027", double("certificateur"), "certificateur", "plusieurs certificateurs"),
]


@pytest.mark.parametrize(("code", "acte", "champ", "extrait"), ENVELOPPE, ids=lambda x: str(x)[:12])
def test_one_fault_of_an_envelope(code, acte, champ, extrait):
    racine = complet()
    acte(racine)
    (constat,) = expliquer_enveloppe(racine)
    assert (constat.code, constat.champ) == (code, champ)
    assert extrait in constat.message


def test_a_type_that_is_only_repeated_is_no_fault():
    racine = complet()
    sous(racine, "emetteur").set(f"{{{XSI}}}type", "cpf:emetteur")
    assert expliquer_enveloppe(racine) == []
