"""Work by sets: the number of queries does not grow with the file, and sets hit what they should."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from conftest_depots import codes, delivrance, deposer, flux, passage, recevoir, titulaire
from django.db import connection
from django.test.utils import CaptureQueriesContext
from fabriques import Role, compte, organisme
from lxml import etree

from accrochage.flux.model import Action, Certification, CertificationPassages, Enveloppe, Flux
from accrochage.flux.writing import ecrire
from accrochage.portail.depots import services
from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.organismes.models import Mandat
from accrochage.portail.passages.models import PassageAccepte
from accrochage.portail.referentiel.models import Certification as Fiche

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registre", "fiches")]


def plusieurs(compte_, *groupes: tuple[str, list]) -> bytes:
    """A file with several certifications."""
    modele = etree.fromstring(flux(compte_, passage()))
    valeur = {etree.QName(e).localname: e.text for e in modele.iter() if e.text and e.text.strip()}
    certifications = tuple(
        CertificationPassages(Certification(code.rstrip("0123456789"), code, None, index=i), tuple(passages))
        for i, (code, passages) in enumerate(groupes)
    )
    tete = Enveloppe(
        id_flux=valeur["idFlux"],
        horodatage=valeur["horodatage"],
        emetteur_id_client=compte_.organisme.matricule,
        certificateur_id_client=compte_.organisme.matricule,
        certificateur_id_contrat=valeur["idContrat"],
        certifications=tuple(groupe.certification for groupe in certifications),
    )
    return ecrire(Flux(tete, certifications))


def requetes(compte_, octets: bytes) -> int:
    depot = recevoir(compte_, octets)
    with CaptureQueriesContext(
        connection,
    ) as vues:
        services.traiter(depot.pk)
    return len(vues)


def le(jours: int, id_technique: str):
    """A passage delivered that many days before the others; the first two persons have no namesake."""
    jour = delivrance() - timedelta(days=jours)
    return passage(titulaire(jours % 2), id_technique, date_debut_validite=jour)


def test_queries_do_not_grow_with_passages_certifications_days_or_faults(certificateur_a):
    def fichier(combien: int, debut: str) -> bytes:
        avant = (delivrance() - Fiche.objects.get(code="RNCP100").date_debut_enregistrement).days + 1
        return plusieurs(
            certificateur_a,
            ("RNCP100", [le(i, f"{debut}A{i}") for i in range(combien)]),
            ("RNCP100", [le(avant + i, f"{debut}T{i}") for i in range(combien)]),
            *((f"RNCP9{i}", [le(i, f"{debut}I{i}")]) for i in range(combien)),
            *(("RS300", [le(i, f"{debut}S{i}")]) for i in range(combien)),
            ("RNCP200", [le(i, f"{debut}F{i}") for i in range(combien)]),
            ("RNCP100", [passage(titulaire(6), f"{debut}H{i}") for i in range(combien)]),
        )

    peu = requetes(certificateur_a, fichier(2, "P"))
    # Sent again under other keys: each one is told of the first.
    beaucoup = requetes(certificateur_a, fichier(12, "B"))
    assert beaucoup == peu


def test_each_finding_goes_to_its_passages_and_no_other(certificateur_a):
    avant = delivrance().replace(year=2019, day=1)
    depot = deposer(
        certificateur_a,
        plusieurs(
            certificateur_a,
            ("RNCP100", [le(0, "BON"), passage(titulaire(1), "TOT", date_debut_validite=avant)]),
            ("RNCP999", [le(1, "INCONNUE")]),
            ("RS300", [le(0, "AUTRUI")]),
            ("RNCP200", [le(1, "TARD"), passage(titulaire(0), "VIEUX", date_debut_validite=avant)]),
        ),
    )
    trouves = {cle: [c for c in trouves if c[0] == "C"] for cle, trouves in codes(depot).items()}
    assert {cle: c for cle, c in trouves.items() if c} == {
        "TOT": ["C005"],
        "INCONNUE": ["C003"],
        "AUTRUI": ["C004"],
        "TARD": ["C006"],
        "VIEUX": ["C005"],
    }
    acceptes = set(PassageAccepte.objects.values_list("id_technique", flat=True))
    assert acceptes == {"BON", "TOT", "VIEUX"}
    assert depot.nb_avertis >= 2
    [tard] = depot.constats.filter(code="C006")
    assert (tard.champ, tard.valeur) == ("dateDebutValidite", (delivrance() - timedelta(days=1)).isoformat())


def test_another_key_is_named_for_each(certificateur_a):
    premiers = [passage(titulaire(i), f"A{i}") for i in range(2)]
    deposer(certificateur_a, flux(certificateur_a, *premiers))
    depot = deposer(
        certificateur_a,
        flux(certificateur_a, *(replace(p, id_technique=p.id_technique + "bis") for p in premiers)),
    )
    assert (depot.etat, depot.nb_avertis) == (EtatDepot.SUCCES, 2)
    for constat in depot.constats.filter(code="P304"):
        ancien = constat.id_technique.removesuffix("bis")
        assert constat.parametres == {"autre": ancien}
        assert f"« {ancien} »" in constat.message.replace("\u00a0", " ")


def test_the_same_content_for_another_certificateur_is_another_content(certificateur_a, certificateur_b):
    tiers = compte(organisme("Tiers"), role=Role.DEPOSANT)
    Fiche.objects.get(code="RNCP100").detentions.create(siret=certificateur_b.organisme.siret)
    p = passage(id_technique="A1")
    etats = []
    for certificateur in (certificateur_a, certificateur_b):
        Mandat.objects.create(
            certificateur=certificateur.organisme, deposant=tiers.organisme, debut=delivrance()
        )
        octets = flux(certificateur, p, emetteur_id_client=tiers.organisme.matricule)
        etats.append(codes(deposer(tiers, octets)).get("A1", []))
    assert etats == [[], ["P301"]]


def test_what_became_of_a_certification_does_not_keep_a_passage_in(certificateur_a):
    p = passage(id_technique="A1")
    deposer(certificateur_a, flux(certificateur_a, p))
    Fiche.objects.get(code="RNCP100").detentions.all().delete()
    Fiche.objects.filter(code="RNCP100").update(date_limite_delivrance=delivrance() - timedelta(days=900))
    retrait = deposer(certificateur_a, flux(certificateur_a, p, action=Action.SUPPRESSION))
    assert retrait.etat == EtatDepot.SUCCES, codes(retrait)
    assert not PassageAccepte.objects.actifs().exists()


def test_a_deposant_may_remove_what_the_certificateur_sent_and_a_stranger_may_not(
    certificateur_a, certificateur_b
):
    p = passage(id_technique="A1")
    deposer(certificateur_a, flux(certificateur_a, p))
    etranger = deposer(certificateur_b, flux(certificateur_b, p, action=Action.SUPPRESSION))
    assert codes(etranger)["A1"] == ["P303"]
    tiers = compte(organisme("Tiers"), role=Role.DEPOSANT)
    Mandat.objects.create(
        certificateur=certificateur_a.organisme, deposant=tiers.organisme, debut=delivrance()
    )
    octets = flux(certificateur_a, p, action=Action.SUPPRESSION, emetteur_id_client=tiers.organisme.matricule)
    assert deposer(tiers, octets).etat == EtatDepot.SUCCES
    assert not PassageAccepte.objects.actifs().exists()
