"""Files that turn out to be refused once their passages are read."""

from __future__ import annotations

import pytest
from conftest_depots import codes, flux, passage, recevoir, titulaire

from accrochage.flux import rapport
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.depots import documents, services, synthese
from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.passages.models import PassageAccepte

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registre", "fiches")]


def traiter(depot):
    assert depot.etat == EtatDepot.RECU, codes(depot)
    services.traiter(depot.pk)
    depot.refresh_from_db()
    assert depot.etat == EtatDepot.REJETE
    assert not PassageAccepte.objects.exists()
    with documents.accuse_traitement(depot).contenu as contenu:
        return rapport.lire(contenu)


def fautifs(compte, combien: int) -> bytes:
    octets = flux(compte, *(passage(titulaire(i % 2), f"A{i}") for i in range(combien)))
    return octets.replace(b"<cpf:sexe>M</cpf:sexe>", b"<cpf:sexe>Z</cpf:sexe>")


def test_bytes_that_are_no_xml_inside_a_passage(certificateur_a):
    octets = flux(certificateur_a, *(passage(titulaire(i % 2), f"A{i}") for i in range(3)))
    coupe = octets.replace(b"<cpf:prenom1>Luc</cpf:prenom1>", b"<cpf:prenom1>L&uc</cpf:prenom1>", 1)
    lu = traiter(recevoir(certificateur_a, coupe))
    assert lu.id_flux is None
    assert any("[F002]" in erreur.message for erreur in lu.erreurs)
    assert all(erreur.ligne for erreur in lu.erreurs)


def test_strict_tells_the_faults_of_the_passages_too(certificateur_a, settings):
    settings.SCHEMA_STRICT = True
    depot = recevoir(certificateur_a, fautifs(certificateur_a, 5))
    lu = traiter(depot)
    assert "[F024]" in lu.erreurs[0].message
    assert [e.message.startswith("cvc-enumeration-valid") for e in lu.erreurs[1:]] == [True] * 3
    trouves = {cle: sorted({"F024", "P005"} & set(c)) for cle, c in codes(depot).items() if cle != "A3"}
    assert trouves == {"": ["F024"], "A0": ["P005"], "A2": ["P005"], "A4": ["P005"]}
    assert {"F024", "P005"} <= {g.regle.code for g in synthese.groupes(depot)}
    assert Courriel.objects.filter(gabarit="depot_traite").count() == 1


def test_a_refused_report_has_a_hundred_errors_at_most(certificateur_a, settings):
    settings.SCHEMA_STRICT = True
    depot = recevoir(certificateur_a, fautifs(certificateur_a, 240))
    assert len(list(traiter(depot).erreurs)) == 100
    assert depot.constats.filter(code="P005").count() == 120


def test_a_rejected_file_may_be_sent_again_corrected(certificateur_a, settings):
    settings.SCHEMA_STRICT = True
    octets = fautifs(certificateur_a, 3)
    traiter(recevoir(certificateur_a, octets))
    encore = recevoir(certificateur_a, octets.replace(b">Z<", b">M<"))
    services.traiter(encore.pk)
    encore.refresh_from_db()
    assert encore.etat == EtatDepot.SUCCES
