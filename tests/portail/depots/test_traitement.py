"""From the received bytes to the report: every way a passage can end."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from conftest_depots import codes, delivrance, deposer, flux, passage, recevoir, titulaire
from django.urls import reverse
from django.utils import timezone

from accrochage.flux import rapport
from accrochage.flux.model import (
    Action,
    CodeInseeNaissance,
    CodePostalNaissance,
    DossierFormation,
    IdentifiantNational,
)
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.depots import documents, services
from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.journal.models import Entree
from accrochage.portail.passages.models import PassageAccepte
from accrochage.portail.registre.models import Personne
from accrochage.portail.registre.nir import empreinte_nir

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registre", "fiches")]


def relire(depot):
    document = documents.accuse_traitement(depot)
    with document.contenu as contenu:
        return rapport.lire(contenu)


def personne_de(id_technique: str) -> Personne:
    return Personne.objects.get(pk=PassageAccepte.objects.get(id_technique=id_technique).personne_id)


def test_a_passage_found_by_civil_status_enters_the_passeport(certificateur_a):
    depot = deposer(certificateur_a, flux(certificateur_a, passage(id_technique="A1")))
    assert (depot.etat, depot.nb_acceptes, depot.nb_refuses) == (EtatDepot.SUCCES, 1, 0)
    assert bytes(personne_de("A1").nir_empreinte) == empreinte_nir("1850175112001")
    lu = relire(depot)
    assert (list(lu.ok), list(lu.ko), lu.id_flux, lu.id_traitement) == (
        ["A1"],
        [],
        depot.id_flux,
        str(depot.numero),
    )


@pytest.mark.parametrize(
    ("identite", "nir"),
    [
        (IdentifiantNational("1850175112001", "Moreau"), "1850175112001"),
        (DossierFormation("D123", "moreau", "LUC"), "1850175112001"),
        (titulaire(1, nom_naissance="d Angelo", prenom1="ZOE"), "2900369385002"),
        (titulaire(2), "1800575101003"),
        (titulaire(4), "2750213055005"),
        (titulaire(5, code_commune_naissance=CodePostalNaissance("69001")), "2750269123006"),
    ],
)
def test_each_branch_and_each_pass_finds_the_right_person(certificateur_a, identite, nir):
    depot = deposer(certificateur_a, flux(certificateur_a, passage(identite, "A1")))
    assert depot.etat == EtatDepot.SUCCES, codes(depot)
    assert bytes(personne_de("A1").nir_empreinte) == empreinte_nir(nir)


@pytest.mark.parametrize(
    ("identite", "code", "message"),
    [
        (
            titulaire(0, nom_naissance="INTROUVABLE"),
            "T001",
            "Aucun titulaire ne correspond aux critères obligatoires",
        ),
        (
            titulaire(2, jour_naissance=28),
            "T002",
            (
                "Aucun titulaire ne correspond aux critères obligatoires enrichis du jour et du mois "
                "de naissance"
            ),
        ),
        (
            titulaire(4, code_commune_naissance=CodeInseeNaissance("35238")),
            "T003",
            "Aucun titulaire ne correspond aux critères de reconciliation",
        ),
        (titulaire(6), "T004", "Plusieurs titulaires ont été identifiés"),
        (IdentifiantNational("1850175112001", "PETIT"), "T005", None),
        (DossierFormation("D999", "MOREAU", "Luc"), "T006", None),
        (DossierFormation("D123", "MOREAU", "Paul"), "T006", None),
    ],
)
def test_who_is_not_found_is_refused_with_the_sentence_of_the_operator(
    certificateur_a, identite, code, message
):
    octets = flux(certificateur_a, passage(identite, "KO1"), passage(id_technique="OK1"))
    depot = deposer(certificateur_a, octets)
    assert depot.etat == EtatDepot.ERREURS
    assert code in codes(depot)["KO1"]
    lu = relire(depot)
    assert list(lu.ok) == ["OK1"]
    [ko] = lu.ko
    assert ko.id_technique == "KO1"
    if message:
        assert ko.message == message
    assert not PassageAccepte.objects.filter(id_technique="KO1").exists()


def test_no_look_up_leaves_the_journal_without_its_entry(certificateur_a):
    depot = deposer(certificateur_a, flux(certificateur_a, passage(), passage(titulaire(6))))
    entree = Entree.objects.get(action="registre.consulte")
    assert entree.objet == f"depot:{depot.pk}"
    assert entree.details == {"TROUVE": 1, "T004": 1}


@pytest.mark.parametrize(("code", "attendu"), [("RNCP999", "C003"), ("RS300", "C004"), ("RNCP200", "C006")])
def test_a_certification_that_may_not_be_sent_refuses_all_its_passages(certificateur_a, code, attendu):
    depot = deposer(certificateur_a, flux(certificateur_a, passage(), passage(titulaire(1)), code=code))
    assert (depot.etat, depot.nb_refuses) == (EtatDepot.ERREURS, 2)
    assert depot.constats.filter(code=attendu).count() == 2


def test_an_unknown_certification_gets_the_official_sentence_with_its_rank(certificateur_a):
    depot = deposer(certificateur_a, flux(certificateur_a, passage(id_technique="A1"), code="RNCP999"))
    [ko] = relire(depot).ko
    matricule = certificateur_a.organisme.matricule
    assert ko.message == (
        f"Le statut de la certification avec le bcr émetteur {matricule}, l'id technique partenaire A1 "
        "et l'index 0 est KO"
    )


def test_a_delivery_before_the_registration_is_a_warning(certificateur_a):
    vieux = passage(date_debut_validite=delivrance().replace(year=2019, day=1))
    depot = deposer(certificateur_a, flux(certificateur_a, vieux))
    assert depot.etat == EtatDepot.SUCCES
    assert "C005" in codes(depot)[vieux.id_technique]
    assert depot.nb_avertis == 1


def test_the_same_passage_again_is_accepted_and_stored_once(certificateur_a):
    p = passage(id_technique="A1")
    deposer(certificateur_a, flux(certificateur_a, p))
    depot = deposer(certificateur_a, flux(certificateur_a, p))
    assert (depot.etat, depot.nb_acceptes, depot.nb_deja_acceptes) == (EtatDepot.SUCCES, 1, 1)
    assert codes(depot)["A1"] == ["P302"]
    assert PassageAccepte.objects.count() == 1
    assert "A1" in depot.constats.get().message


def test_the_same_key_with_other_content_already_exists(certificateur_a):
    p = passage(id_technique="A1")
    deposer(certificateur_a, flux(certificateur_a, p))
    depot = deposer(certificateur_a, flux(certificateur_a, replace(p, scoring="12/20")))
    assert depot.etat == EtatDepot.ERREURS
    [ko] = relire(depot).ko
    matricule = certificateur_a.organisme.matricule
    assert ko.message == (
        f"Le passage certification avec le bcr émetteur {matricule} et l'id technique partenaire A1 "
        "existe déjà en base"
    )
    assert PassageAccepte.objects.get().contenu.get("scoring") is None


def test_the_same_success_under_another_key_is_a_warning(certificateur_a):
    deposer(certificateur_a, flux(certificateur_a, passage(id_technique="A1")))
    depot = deposer(certificateur_a, flux(certificateur_a, passage(id_technique="A2")))
    assert (depot.etat, depot.nb_avertis) == (EtatDepot.SUCCES, 1)
    assert codes(depot)["A2"] == ["P304"]


def test_a_removed_passage_is_dated_and_its_key_is_free_again(certificateur_a):
    p = passage(id_technique="A1")
    deposer(certificateur_a, flux(certificateur_a, p))
    retrait = deposer(certificateur_a, flux(certificateur_a, p, action=Action.SUPPRESSION))
    assert retrait.etat == EtatDepot.SUCCES, codes(retrait)
    ancien = PassageAccepte.objects.get()
    assert ancien.supprime_le is not None
    assert ancien.supprime_par_depot_id == retrait.pk
    corrige = deposer(certificateur_a, flux(certificateur_a, replace(p, scoring="12/20")))
    assert corrige.etat == EtatDepot.SUCCES, codes(corrige)
    assert PassageAccepte.objects.actifs().get().contenu["scoring"] == "12/20"


def test_what_does_not_exist_or_is_removed_already_cannot_be_removed(certificateur_a):
    p = passage(id_technique="A1")
    deposer(certificateur_a, flux(certificateur_a, p))
    deposer(certificateur_a, flux(certificateur_a, p, action=Action.SUPPRESSION))
    depot = deposer(
        certificateur_a,
        flux(certificateur_a, p, passage(titulaire(1), "JAMAIS"), action=Action.SUPPRESSION),
    )
    assert codes(depot) == {"A1": ["P303"], "JAMAIS": ["P303"]}
    assert depot.nb_refuses == 2


def test_a_fault_in_one_passage_leaves_the_others_alone(certificateur_a):
    octets = flux(certificateur_a, passage(id_technique="A1"), passage(titulaire(1), "A2"))
    octets = octets.replace(b"<cpf:sexe>M</cpf:sexe>", b"<cpf:sexe>Z</cpf:sexe>", 1)
    depot = deposer(certificateur_a, octets)
    assert (depot.nb_acceptes, depot.nb_refuses) == (1, 1)
    assert codes(depot) == {"A1": ["P005"]}
    assert depot.constats.get().ligne == 1 + octets[: octets.index(b">Z<")].count(b"\n")


def test_strict_refuses_the_whole_file(certificateur_a, settings):
    settings.SCHEMA_STRICT = True
    octets = flux(certificateur_a, passage(id_technique="A1"), passage(titulaire(1), "A2"))
    depot = deposer(certificateur_a, octets.replace(b"<cpf:sexe>M</cpf:sexe>", b"<cpf:sexe>Z</cpf:sexe>", 1))
    assert depot.etat == EtatDepot.REJETE
    assert not PassageAccepte.objects.exists()
    assert relire(depot).erreurs


def test_a_passage_without_key_is_still_reported(certificateur_a):
    octets = flux(certificateur_a, passage(id_technique="A1"))
    octets = octets.replace(b"<cpf:idTechnique>A1</cpf:idTechnique>\n", b"")
    depot = deposer(certificateur_a, octets)
    [ko] = relire(depot).ko
    assert ko.id_technique.startswith("(sans idTechnique, ligne ")


def test_a_file_that_breaks_in_the_middle_is_rejected_and_nothing_recorded(certificateur_a):
    octets = flux(certificateur_a, *(passage(id_technique=f"A{i}") for i in range(20)))
    coupe = octets[: octets.rindex(b"<cpf:sexe>")]
    depot = deposer(certificateur_a, coupe)
    assert depot.etat == EtatDepot.REJETE
    assert "F002" in codes(depot)[""]
    assert not PassageAccepte.objects.exists()
    lu = relire(depot)
    assert lu.erreurs
    assert lu.id_flux is None


def test_processing_twice_changes_nothing(certificateur_a):
    depot = deposer(certificateur_a, flux(certificateur_a, passage(), passage(titulaire(6))))
    avant = (depot.constats.count(), PassageAccepte.objects.count(), depot.accuse_traitement)
    with documents.accuse_traitement(depot).contenu as contenu:
        octets = contenu.read()
    services.traiter(depot.pk)
    depot.refresh_from_db()
    assert (depot.constats.count(), PassageAccepte.objects.count(), depot.accuse_traitement) == avant
    with documents.accuse_traitement(depot).contenu as contenu:
        assert contenu.read() == octets


def test_the_notice_says_nothing_of_anybody(certificateur_a, settings):
    depot = deposer(certificateur_a, flux(certificateur_a, passage(id_technique="SECRET-1")))
    courriel = Courriel.objects.get(gabarit="depot_traite")
    assert courriel.destinataire == certificateur_a.titulaire_du_compte.email
    assert f"{settings.URL_PORTAIL}{reverse('suivi:depot', args=[depot.numero])}" in courriel.texte
    for secret in ("SECRET-1", "MOREAU", "Luc", "1850175112001"):
        assert secret not in courriel.texte + courriel.html + courriel.sujet


def test_a_waiting_deposit_can_be_withdrawn_and_then_sent_again(certificateur_a):
    octets = flux(certificateur_a, passage())
    depot = recevoir(certificateur_a, octets)
    services.annuler(depot=depot, utilisateur=certificateur_a.titulaire_du_compte)
    services.traiter(depot.pk)
    depot.refresh_from_db()
    assert depot.etat == EtatDepot.ANNULE
    with pytest.raises(services.TransitionImpossible):
        services.annuler(depot=depot, utilisateur=certificateur_a.titulaire_du_compte)
    assert deposer(certificateur_a, octets).etat == EtatDepot.SUCCES


def test_what_a_dead_worker_left_is_taken_up_and_done_once(certificateur_a):
    depot = recevoir(certificateur_a, flux(certificateur_a, passage(id_technique="A1")))
    type(depot).objects.filter(pk=depot.pk).update(
        etat=EtatDepot.EN_COURS, recu_le=timezone.now() - timedelta(minutes=5)
    )
    assert services.reprendre() in {0, 1}
    services.traiter(depot.pk)
    depot.refresh_from_db()
    assert (depot.etat, PassageAccepte.objects.count()) == (EtatDepot.SUCCES, 1)


def test_exact_totals(certificateur_a):
    depot = deposer(
        certificateur_a,
        flux(certificateur_a, passage(), passage(titulaire(1)), passage(titulaire(6)), passage(titulaire(2))),
    )
    assert (depot.nb_passages, depot.nb_acceptes, depot.nb_refuses) == (4, 3, 1)


def test_an_empty_criterion_is_refused_and_never_looked_up(certificateur_a):
    depot = deposer(certificateur_a, flux(certificateur_a, passage(titulaire(0, prenom1="—"), "VIDE")))
    assert depot.etat == EtatDepot.ERREURS
    assert "T007" in codes(depot)["VIDE"]
    assert Entree.objects.get(action="registre.consulte").details == {}


@pytest.mark.parametrize(("jours", "attendu"), [(-1, ["T008"]), (0, []), (1, [])])
def test_nothing_is_attributed_to_a_person_who_had_died_by_then(certificateur_a, jours, attendu):
    Personne.objects.filter(cle_nom="MOREAU").update(deces=delivrance() + timedelta(days=jours))
    depot = deposer(certificateur_a, flux(certificateur_a, passage(id_technique="A1")))
    assert codes(depot).get("A1", []) == attendu
    assert PassageAccepte.objects.count() == (0 if attendu else 1)
