"""A merger: one transaction, nothing lost, nothing doubled, and files of the old matricule still arrive."""

import threading

import pytest
from conftest_depots import attendre_un_bloque, codes, deposer, flux, passage, recevoir
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from fabriques import Droit, Role, compte, gestionnaire, mandat, membre, organisme, utilisateur

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.depots import fusion, verrous
from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.depots.models import Depot
from accrochage.portail.depots.services import traiter
from accrochage.portail.organismes.enums import EtatMandat
from accrochage.portail.organismes.models import Appartenance, Changement, Compte, Mandat, Organisme
from accrochage.portail.organismes.services import vie
from accrochage.portail.passages.models import PassageAccepte
from accrochage.portail.referentiel.models import Certification

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registre", "fiches")]


def fusionner(absorbe, survivant, par=None):
    geste = vie.Geste(par or utilisateur(), None, "Absorption")
    return fusion.fusionner(absorbe=absorbe, survivant=survivant, geste=geste)


@pytest.fixture
def reste():
    """The account of the body that goes on."""
    return compte(organisme("Lycée qui reste"))


def test_every_relation_to_an_organisme_has_its_policy():
    liees = {r.get_accessor_name() for r in Organisme._meta.related_objects}
    assert liees == set(fusion.POLITIQUE)


class TestFichiers:
    def test_a_file_made_with_the_old_matricule_arrives_with_a_warning(self, certificateur_a, reste):
        octets = flux(certificateur_a, passage())
        fusionner(certificateur_a.organisme, reste.organisme)
        depot = deposer(reste, octets)
        assert (depot.etat, depot.nb_acceptes) == (EtatDepot.SUCCES, 1), codes(depot)
        assert codes(depot)[""] == ["H011", "H011"]
        assert PassageAccepte.objects.get().certificateur == reste.organisme

    def test_a_file_of_the_new_matricule_is_told_nothing(self, certificateur_a, reste):
        fusionner(certificateur_a.organisme, reste.organisme)
        depot = deposer(reste, flux(reste, passage()))
        assert (depot.etat, codes(depot)) == (EtatDepot.SUCCES, {})

    def test_the_same_bytes_and_the_same_key_are_known_under_both(self, certificateur_a, reste):
        p = passage(id_technique="A1")
        octets = flux(certificateur_a, p)
        deposer(certificateur_a, octets)
        fusionner(certificateur_a.organisme, reste.organisme)
        assert codes(recevoir(reste, octets))[""][-1] == "F023"
        encore = deposer(reste, flux(reste, p))
        # Known, and told from the first by the certificateur it names: refused, never recorded twice.
        assert codes(encore)["A1"] == ["P301"]
        comme_avant = deposer(reste, flux(certificateur_a, p))
        assert (comme_avant.etat, comme_avant.nb_deja_acceptes) == (EtatDepot.SUCCES, 1)
        assert PassageAccepte.objects.count() == 1

    def test_what_was_received_before_goes_on(self, certificateur_a, reste):
        recu = recevoir(certificateur_a, flux(certificateur_a, passage(id_technique="A1")))
        fusionner(certificateur_a.organisme, reste.organisme)
        traiter(recu.pk)
        recu.refresh_from_db()
        assert (recu.etat, recu.nb_acceptes) == (EtatDepot.SUCCES, 1), codes(recu)
        assert PassageAccepte.objects.get().certificateur == reste.organisme

    def test_the_survivor_holds_the_certifications_of_both(self, certificateur_a, reste):
        fusionner(certificateur_a.organisme, reste.organisme)
        assert Certification.objects.detenues_par(*reste.organisme.sirets()).filter(code="RNCP100").exists()

    def test_the_deposits_are_seen_from_the_account_that_goes_on(self, certificateur_a, reste):
        depot = deposer(certificateur_a, flux(certificateur_a, passage()))
        fusionner(certificateur_a.organisme, reste.organisme)
        assert list(Depot.objects.visible_to(reste)) == [depot]

    def test_a_file_that_was_coming_in_is_seen_from_there_too(self, certificateur_a, reste):
        """The account was read before the merger, the deposit is recorded after it."""
        fusionner(certificateur_a.organisme, reste.organisme)
        depot = recevoir(certificateur_a, flux(certificateur_a, passage()))
        assert list(Depot.objects.visible_to(reste)) == [depot]

    def test_another_s_matricule_is_still_refused(self, certificateur_a, certificateur_b, reste):
        fusionner(certificateur_a.organisme, reste.organisme)
        assert "H001" in codes(recevoir(certificateur_b, flux(certificateur_a, passage())))[""]


class TestComptes:
    def test_members_join_with_the_stronger_right(self, certificateur_a, reste):
        double = utilisateur()
        membre(certificateur_a, Droit.ADMINISTRATEUR, double)
        membre(reste, Droit.LECTEUR, double)
        fusionner(certificateur_a.organisme, reste.organisme)
        droits = dict(Appartenance.objects.filter(compte=reste).values_list("utilisateur_id", "droit"))
        assert droits[double.pk] == Droit.ADMINISTRATEUR
        assert certificateur_a.titulaire_du_compte_id in droits
        assert not Appartenance.objects.filter(compte=certificateur_a).exists()

    def test_an_account_of_a_role_that_the_survivor_has_not_becomes_its_own(self, reste):
        deposant = compte(organisme("Groupement", roles=(Role.DEPOSANT,)), role=Role.DEPOSANT)
        fusionner(deposant.organisme, reste.organisme)
        assert Compte.objects.get(pk=deposant.pk).organisme == reste.organisme


class TestMandats:
    def test_they_move_unless_they_overlap_or_join_the_body_to_itself(self, certificateur_a, reste):
        tiers, autre = (organisme(roles=(Role.DEPOSANT,)) for _ in range(2))
        deplace = mandat(certificateur_a.organisme, tiers)
        mandat(reste.organisme, autre)
        double = mandat(certificateur_a.organisme, autre)
        entre_eux = mandat(reste.organisme, certificateur_a.organisme)
        vu = fusion.apercu(absorbe=certificateur_a.organisme, survivant=reste.organisme)
        assert (vu.mandats, vu.revoques) == ([deplace], [double, entre_eux])
        fusionner(certificateur_a.organisme, reste.organisme)
        deplace.refresh_from_db()
        assert (deplace.certificateur, deplace.etat) == (reste.organisme, EtatMandat.EN_COURS)
        for m in (double, entre_eux):
            m.refresh_from_db()
            assert m.etat == EtatMandat.REVOQUE
        assert Mandat.objects.count() == 4


class TestActe:
    def test_it_is_in_both_histories_and_both_are_told(self, certificateur_a, reste):
        fusionner(certificateur_a.organisme, reste.organisme)
        assert Changement.objects.filter(sujet="fusion").count() == 2
        assert Courriel.objects.filter(gabarit="organisme_change").count() == 2

    def test_mergers_never_make_chains(self, certificateur_a, certificateur_b, reste):
        fusionner(certificateur_a.organisme, certificateur_b.organisme)
        fusionner(certificateur_b.organisme, reste.organisme)
        for compte_ in (certificateur_a, certificateur_b):
            matricule = compte_.organisme.matricule
            assert Organisme.objects.par_matricule(matricule) == reste.organisme

    def test_oneself_and_the_closed_are_refused(self, certificateur_a, reste):
        with pytest.raises(ValidationError):
            fusionner(reste.organisme, reste.organisme)
        fusionner(certificateur_a.organisme, reste.organisme)
        for paire in ((certificateur_a, reste), (reste, certificateur_a)):
            with pytest.raises(ValidationError):
                fusionner(*(c.organisme for c in paire))

    def test_a_merger_that_fails_changes_nothing(self, certificateur_a, reste, monkeypatch):
        deplace = mandat(certificateur_a.organisme, organisme(roles=(Role.DEPOSANT,)))

        def en_panne(*_args):
            raise OSError

        monkeypatch.setattr(fusion.courrier, "annoncer_changement", en_panne)
        with pytest.raises(OSError):  # noqa: PT011 - ours
            fusionner(certificateur_a.organisme, reste.organisme)
        deplace.refresh_from_db()
        assert deplace.certificateur == certificateur_a.organisme
        assert Organisme.objects.get(pk=certificateur_a.organisme_id).ferme_le is None


@pytest.mark.django_db(transaction=True)
def test_two_gestionnaires_merge_at_once_both_ways_and_one_wins(certificateur_a, reste):
    agents, depart, issues = [gestionnaire(), gestionnaire()], threading.Barrier(2), []
    a, b = certificateur_a.organisme, reste.organisme

    def agir(agent, absorbe, survivant):
        depart.wait()
        try:
            issues.append(fusionner(absorbe, survivant, agent).pk)
        except ValidationError:
            issues.append(None)
        finally:
            connection.close()

    fils = [
        threading.Thread(target=agir, args=(agents[0], a, b)),
        threading.Thread(target=agir, args=(agents[1], b, a)),
    ]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert sorted(i is None for i in issues) == [False, True]
    assert Organisme.objects.filter(fusionne_dans__isnull=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_writer_and_a_merger_never_wait_for_each_other(certificateur_a, reste):
    """The writer holds the emetteur's lock, then needs its row: the merger must not hold it by then."""
    ecrit, fautes = threading.Event(), []

    def ecrire():
        try:
            with transaction.atomic():
                verrous.ecriture(certificateur_a.organisme_id)
                ecrit.set()
                attendre_un_bloque()
                Changement.objects.create(organisme=certificateur_a.organisme, sujet="adresse", acteur="a:1")
        except DatabaseError as faute:
            fautes.append(faute)
        finally:
            connection.close()

    fil = threading.Thread(target=ecrire)
    fil.start()
    ecrit.wait(60)
    fusionner(certificateur_a.organisme, reste.organisme)
    fil.join(60)
    assert fautes == []
    assert Changement.objects.filter(organisme=certificateur_a.organisme).count() == 2
