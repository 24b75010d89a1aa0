"""Receiving: the bytes are kept, rights and replays are told at once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from conftest_depots import codes, deposer, flux, passage, recevoir
from django.db import IntegrityError, transaction
from django.utils import timezone
from fabriques import Droit, Role, compte, membre, organisme
from lxml import etree

from accrochage.portail.chiffrement import Indechiffrable
from accrochage.portail.depots import documents, reception, stockage
from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.depots.models import Depot
from accrochage.portail.depots.services import traiter
from accrochage.portail.organismes.models import Mandat
from accrochage.portail.organismes.services import donner_mandat, revoquer_mandat, vie

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registre", "fiches")]


def accuse(depot):
    with documents.accuse_reception(depot).contenu as contenu:
        return etree.fromstring(contenu.read())


def texte(racine, nom):
    return racine.findtext(f"{{*}}{nom}")


def test_the_receipt_says_what_was_received(certificateur_a):
    octets = flux(certificateur_a, passage())
    depot = recevoir(certificateur_a, octets, "Été & co.xml")
    recu = accuse(depot)
    assert texte(recu, "nomFichier") == "Été & co.xml"
    assert texte(recu, "taille") == str(len(octets))
    assert texte(recu, "sha256") == depot.sha256
    assert texte(recu, "idFlux") == depot.id_flux
    assert texte(recu, "recevable") == "true"
    assert depot.etat == EtatDepot.RECU


def test_the_bytes_are_kept_as_they_came_and_unreadable_on_the_disk(certificateur_a, tmp_path):
    octets = flux(certificateur_a, passage())
    depot = recevoir(certificateur_a, octets)
    with documents.fichier(depot).contenu as contenu:
        assert contenu.read() == octets
    for fichier in (tmp_path / "depots").rglob("*"):
        if fichier.is_file():
            assert b"MOREAU" not in fichier.read_bytes()
    assert list(stockage.dossier_temporaire().iterdir()) == []


def test_a_tampered_file_is_not_handed_out(certificateur_a, tmp_path):
    depot = recevoir(certificateur_a, flux(certificateur_a, passage()))
    chemin = tmp_path / "depots" / depot.fichier
    octets = bytearray(chemin.read_bytes())
    octets[-20] ^= 1
    chemin.write_bytes(octets)
    with pytest.raises(Indechiffrable), documents.fichier(depot).contenu as contenu:
        contenu.read()


@pytest.mark.parametrize(
    "octets", [b"", b"%PDF-1.7", b"<a/>", "é".encode("latin-1"), b"\x00" * 100, b"<flux"]
)
def test_any_bytes_get_a_deposit_and_reasons(certificateur_a, octets):
    depot = recevoir(certificateur_a, octets)
    assert depot.etat == EtatDepot.REJETE
    assert all(code.startswith("F") for code in codes(depot)[""])
    assert texte(accuse(depot), "recevable") == "false"
    with documents.accuse_traitement(depot).contenu as contenu:
        assert b"<erreurs>" in contenu.read()


def test_the_same_bytes_twice_name_the_first_deposit(certificateur_a):
    octets = flux(certificateur_a, passage())
    premier = recevoir(certificateur_a, octets)
    second = recevoir(certificateur_a, octets)
    assert (second.etat, codes(second)[""]) == (EtatDepot.REJETE, ["F023"])
    assert str(premier.numero) in second.constats.get().message


def test_the_same_id_flux_twice_names_the_first_deposit(certificateur_a):
    premier = recevoir(certificateur_a, flux(certificateur_a, passage(), id_flux="LOT-1"))
    second = recevoir(certificateur_a, flux(certificateur_a, passage(), passage(), id_flux="LOT-1"))
    assert second.etat == EtatDepot.REJETE
    constat = second.constats.get(code="F022")
    assert str(premier.numero) in constat.message


def test_a_rejected_file_may_come_again(certificateur_a):
    assert recevoir(certificateur_a, b"<a/>").etat == EtatDepot.REJETE
    assert [c for c in codes(recevoir(certificateur_a, b"<a/>"))[""] if c in {"F022", "F023"}] == []


def test_two_at_once_are_told_by_the_database(certificateur_a, monkeypatch):
    octets = flux(certificateur_a, passage())
    recevoir(certificateur_a, octets)
    vrai, vus = reception._rejeu, []

    def aveugle_une_fois(depot):
        vus.append(depot)
        return iter(()) if len(vus) == 1 else vrai(depot)

    monkeypatch.setattr(reception, "_rejeu", aveugle_une_fois)
    second = recevoir(certificateur_a, octets)
    assert (second.etat, codes(second)[""]) == (EtatDepot.REJETE, ["F023"])
    assert Depot.objects.exclude(etat=EtatDepot.REJETE).count() == 1


def test_the_database_itself_refuses_the_same_bytes_twice(certificateur_a):
    depot = recevoir(certificateur_a, flux(certificateur_a, passage()))
    depot.pk, depot.numero, depot.id_flux = None, depot.numero + 1000, "autre"
    with pytest.raises(IntegrityError), transaction.atomic():
        depot.save(force_insert=True)


def test_another_emetteur_is_refused(certificateur_a):
    depot = recevoir(certificateur_a, flux(certificateur_a, passage(), emetteur_id_client="99ZZZ999"))
    assert (depot.etat, codes(depot)[""]) == (EtatDepot.REJETE, ["H001"])


@pytest.mark.parametrize(
    ("enveloppe", "attendus"),
    [
        ({"certificateur_id_client": "99ZZZ999"}, ["H002"]),
        ({"certificateur_id_contrat": "MCFCER999999"}, ["H003"]),
    ],
)
def test_unknown_parties_are_refused(certificateur_a, enveloppe, attendus):
    depot = recevoir(certificateur_a, flux(certificateur_a, passage(), **enveloppe))
    assert depot.etat == EtatDepot.REJETE
    assert codes(depot)[""] == attendus


def test_the_contract_of_another_is_refused(certificateur_a, certificateur_b):
    numero = certificateur_b.organisme.contrats.get().numero
    depot = recevoir(certificateur_a, flux(certificateur_a, passage(), certificateur_id_contrat=numero))
    assert codes(depot)[""] == ["H004"]


def test_an_ended_contract_is_refused(certificateur_a):
    hier = timezone.localdate() - timedelta(days=1)
    certificateur_a.organisme.contrats.update(debut=hier - timedelta(days=10), fin=hier)
    assert codes(recevoir(certificateur_a, flux(certificateur_a, passage())))[""] == ["H005"]


def deposer_pour(certificateur, **mandat):
    """The deposit of a déposant for this certificateur, with a mandate of these dates."""
    tiers = compte(organisme("Tiers"), role=Role.DEPOSANT)
    if mandat:
        Mandat.objects.create(certificateur=certificateur.organisme, deposant=tiers.organisme, **mandat)
    octets = flux(certificateur, passage(), emetteur_id_client=tiers.organisme.matricule)
    return deposer(tiers, octets)


def test_a_mandate_in_force_lets_a_deposant_deposit(certificateur_a):
    depot = deposer_pour(certificateur_a, debut=timezone.localdate())
    assert depot.etat == EtatDepot.SUCCES, codes(depot)


@pytest.mark.parametrize(
    "mandat",
    [
        {},
        {"debut": timezone.localdate() + timedelta(days=1)},
        {"debut": timezone.localdate() - timedelta(days=9), "fin": timezone.localdate() - timedelta(days=1)},
        {"debut": timezone.localdate(), "revoque_le": timezone.now()},
    ],
)
def test_without_a_mandate_in_force_nothing_passes(certificateur_a, mandat):
    assert codes(deposer_pour(certificateur_a, **mandat))[""] == ["H006"]


def test_a_mandate_for_some_certifications_covers_no_other(certificateur_a):
    jour = timezone.localdate()
    dehors = deposer_pour(certificateur_a, debut=jour, certifications=["RNCP200"])
    assert (dehors.etat, codes(dehors)[""]) == (EtatDepot.REJETE, ["H008"])
    Mandat.objects.update(revoque_le=timezone.now())
    dedans = deposer_pour(certificateur_a, debut=jour, certifications=["RNCP100", "RNCP200"])
    assert dedans.etat == EtatDepot.SUCCES, codes(dedans)


def test_a_mandate_revoked_meanwhile_stops_the_next_deposit_not_the_one_received(certificateur_a):
    tiers = compte(organisme("Tiers"), role=Role.DEPOSANT)
    mandat = donner_mandat(
        certificateur=certificateur_a.organisme,
        deposant=tiers.organisme,
        debut=timezone.localdate(),
        fin=None,
        par="essai:1",
    )
    emetteur = {"emetteur_id_client": tiers.organisme.matricule}
    recu = recevoir(tiers, flux(certificateur_a, passage(), **emetteur))
    revoquer_mandat(mandat=mandat, par="essai:1")
    traiter(recu.pk)
    recu.refresh_from_db()
    assert (recu.etat, recu.nb_acceptes) == (EtatDepot.SUCCES, 1)
    suivant = recevoir(tiers, flux(certificateur_a, passage(), **emetteur))
    assert codes(suivant)[""] == ["H006"]


def test_a_closed_body_deposits_nothing_and_what_was_received_goes_on(certificateur_a):
    recu = recevoir(certificateur_a, flux(certificateur_a, passage()))
    agent = vie.Geste(certificateur_a.titulaire_du_compte, None, "Fin d’activité")
    vie.fermer(organisme=certificateur_a.organisme, geste=agent)
    certificateur_a.organisme.refresh_from_db()
    suivant = recevoir(certificateur_a, flux(certificateur_a, passage()))
    assert codes(suivant)[""] == ["H010"]
    traiter(recu.pk)
    recu.refresh_from_db()
    assert recu.etat == EtatDepot.SUCCES


def test_a_file_for_another_certificateur_than_the_one_chosen_is_refused(certificateur_a, certificateur_b):
    tiers = compte(organisme("Tiers"), role=Role.DEPOSANT)
    for certificateur in (certificateur_a, certificateur_b):
        Mandat.objects.create(
            certificateur=certificateur.organisme, deposant=tiers.organisme, debut=timezone.localdate()
        )
    octets = flux(certificateur_a, passage(), emetteur_id_client=tiers.organisme.matricule)
    assert codes(recevoir(tiers, octets, certificateur=certificateur_b.organisme))[""] == ["H009"]
    assert recevoir(tiers, octets, certificateur=certificateur_a.organisme).etat == EtatDepot.RECU


def test_a_certificateur_account_deposits_for_nobody_else(certificateur_a, certificateur_b):
    octets = flux(certificateur_b, passage(), emetteur_id_client=certificateur_a.organisme.matricule)
    assert codes(recevoir(certificateur_a, octets))[""] == ["H006"]


def test_a_deposit_is_seen_from_its_account_and_no_other(certificateur_a, certificateur_b):
    depot = recevoir(certificateur_a, flux(certificateur_a, passage()))
    membre(certificateur_a, Droit.LECTEUR)
    assert list(Depot.objects.visible_to(certificateur_a)) == [depot]
    assert list(Depot.objects.visible_to(certificateur_b)) == []


@pytest.mark.parametrize(
    ("nom", "attendu"),
    [("C:\\x\\a.xml", "a.xml"), ("../../etc/passwd", "passwd"), ("a\x00\nb.xml", "ab.xml"), ("", "fichier")],
)
def test_file_names_are_only_names(nom, attendu):
    assert reception.nom_propre(nom) == attendu
