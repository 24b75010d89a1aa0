"""A departure decided: the new holder, what is kept of the proof, and people who act at once."""

import threading
from datetime import timedelta

import fabriques
import pytest
from django.db import connection
from django.utils import timezone
from fabriques_departs import acceptee, confirmee, deposer, fichiers, jeton
from fabriques_pieces import PDF, flux

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes import pieces
from accrochage.portail.organismes.enums import Droit, MotifSuspension, Role
from accrochage.portail.organismes.models import Appartenance, Compte, DemandeDepart
from accrochage.portail.organismes.services import LienInconnu, departs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pieces_a_part")]


def installer(demande, personne):
    return departs.installer_titulaire(
        invitation=demande.invitation, utilisateur=personne, adresse="192.0.2.9"
    )


class TestInstallation:
    def test_the_new_holder_administers_and_who_left_is_suspended_there_only(
        self, certificateur_a, administrateur, gestionnaire
    ):
        autre_compte = fabriques.compte(
            certificateur_a.organisme, titulaire=administrateur, role=Role.DEPOSANT
        )
        collegue = fabriques.membre(certificateur_a, Droit.ADMINISTRATEUR)
        demande = acceptee(certificateur_a, gestionnaire)
        paule = fabriques.utilisateur("Paule", "Petit")
        appartenance = installer(demande, paule)
        certificateur_a.refresh_from_db()
        assert certificateur_a.titulaire_du_compte == paule
        assert (appartenance.droit, appartenance.suspendue_le) == (Droit.ADMINISTRATEUR, None)
        depart = Appartenance.objects.get(compte=certificateur_a, utilisateur=administrateur)
        assert depart.suspendue_pour == MotifSuspension.DEPART
        assert depart.suspendue_le
        assert [a.compte for a in Appartenance.objects.actives_de(administrateur)] == [autre_compte]
        autre_compte.refresh_from_db()
        assert autre_compte.titulaire_du_compte == administrateur
        assert Courriel.objects.get(gabarit="depart_remplace").destinataire == administrateur.email
        assert Courriel.objects.get(gabarit="depart_titulaire").destinataire == collegue.email
        assert Entree.objects.get(action="depart.titulaire_installe").acteur == f"utilisateur:{paule.pk}"

    def test_a_member_who_takes_over_becomes_administrator_even_if_suspended(
        self, certificateur_a, lecteur, gestionnaire
    ):
        Appartenance.objects.filter(utilisateur=lecteur).update(
            suspendue_le=timezone.now(), suspendue_pour=MotifSuspension.DORMANCE
        )
        installer(acceptee(certificateur_a, gestionnaire), lecteur)
        appartenance = Appartenance.objects.get(compte=certificateur_a, utilisateur=lecteur)
        assert (appartenance.droit, appartenance.suspendue_le, appartenance.suspendue_pour) == (
            Droit.ADMINISTRATEUR,
            None,
            "",
        )

    def test_a_hand_over_meanwhile_leaves_the_invitation_without_object(
        self, certificateur_a, administrateur, gestionnaire
    ):
        demande = acceptee(certificateur_a, gestionnaire)
        successeur = fabriques.membre(certificateur_a, Droit.ADMINISTRATEUR)
        Compte.objects.filter(pk=certificateur_a.pk).update(titulaire_du_compte=successeur)
        with pytest.raises(departs.InvitationSansObjet):
            installer(demande, fabriques.utilisateur())
        assert Appartenance.objects.filter(compte=certificateur_a, suspendue_le__isnull=True).count() == 2

    def test_a_holder_who_is_gone_does_not_stand_in_the_way(self, certificateur_a, gestionnaire):
        titulaire = certificateur_a.titulaire_du_compte
        autre = fabriques.membre(certificateur_a, Droit.ADMINISTRATEUR)
        Appartenance.objects.filter(utilisateur=titulaire).update(suspendue_le=timezone.now())
        paule = fabriques.utilisateur()
        installer(acceptee(certificateur_a, gestionnaire), paule)
        certificateur_a.refresh_from_db()
        assert certificateur_a.titulaire_du_compte == paule
        assert Appartenance.objects.get(utilisateur=autre).suspendue_pour == MotifSuspension.DEPART


class TestLecture:
    def test_the_proof_is_read_with_an_entry_in_the_journal(self, certificateur_a, gestionnaire):
        demande = confirmee(certificateur_a)
        assert departs.lire_piece(demande=demande, par=gestionnaire, adresse="192.0.2.3").read() == PDF
        entree = Entree.objects.get(action="depart.piece_lue")
        assert (entree.acteur, entree.adresse) == (f"utilisateur:{gestionnaire.pk}", "192.0.2.3")

    def test_an_unconfirmed_proof_is_read_by_nobody(self, certificateur_a, gestionnaire):
        with pytest.raises(FileNotFoundError):
            departs.lire_piece(demande=deposer(certificateur_a), par=gestionnaire, adresse=None)


class TestPurge:
    @pytest.fixture(autouse=True)
    def _apres_transaction(self, django_capture_on_commit_callbacks):
        def purger():
            with django_capture_on_commit_callbacks(execute=True):
                return departs.purger_demandes()

        self.purger = purger

    def test_the_unconfirmed_go_with_their_file(self, certificateur_a, horloge, pieces_a_part):
        deposer(certificateur_a)
        horloge.shift(timedelta(hours=71))
        assert self.purger() == 0
        horloge.shift(timedelta(hours=2))
        assert self.purger() == 1
        assert not DemandeDepart.objects.exists()
        assert fichiers(pieces_a_part) == []
        with pytest.raises(LienInconnu):
            departs.lire_lien(jeton=jeton())

    def test_the_confirmed_stay(self, certificateur_a, horloge, pieces_a_part):
        confirmee(certificateur_a)
        horloge.shift(timedelta(days=4000))
        assert self.purger() == 0
        assert len(fichiers(pieces_a_part)) == 1

    def test_the_proof_of_a_decided_request_goes_after_a_year_and_the_request_stays(
        self, certificateur_a, gestionnaire, horloge, pieces_a_part
    ):
        demande = acceptee(certificateur_a, gestionnaire)
        horloge.shift(timedelta(days=364))
        assert self.purger() == 0
        horloge.shift(timedelta(days=2))
        assert self.purger() == 1
        assert fichiers(pieces_a_part) == []
        demande.refresh_from_db()
        assert (demande.piece, demande.piece_nom) == ("", "lettre.pdf")
        with pytest.raises(FileNotFoundError):
            departs.lire_piece(demande=demande, par=gestionnaire, adresse=None)
        assert self.purger() == 0

    def test_a_refused_request_goes_after_a_year_with_its_proof(
        self, certificateur_a, gestionnaire, horloge, pieces_a_part
    ):
        departs.refuser(demande=confirmee(certificateur_a), motif="Non", par=gestionnaire, adresse=None)
        horloge.shift(timedelta(days=366))
        assert self.purger() == 1
        assert not DemandeDepart.objects.exists()
        assert fichiers(pieces_a_part) == []

    def test_a_file_that_a_crash_left_goes_too(self, certificateur_a, horloge, pieces_a_part):
        confirmee(certificateur_a)
        pieces.ecrire(departs.DOSSIER, flux(PDF))
        horloge.shift(timedelta(days=1, minutes=1))
        assert self.purger() == 1
        assert len(fichiers(pieces_a_part)) == 1


def ensemble(*actes):
    """Run all at once, each on its own connection; return what each gave or raised."""
    depart, issues = threading.Barrier(len(actes)), []

    def agir(acte):
        depart.wait()
        try:
            issues.append(acte())
        except Exception as erreur:  # noqa: BLE001 - what each thread met is compared
            issues.append(erreur)
        finally:
            connection.close()

    fils = [threading.Thread(target=agir, args=(acte,)) for acte in actes]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    return issues


@pytest.mark.django_db(transaction=True)
class TestConcurrence:
    def test_of_two_gestionnaires_one_decides_and_the_other_is_told_who_did(self, certificateur_a):
        premier, second = fabriques.gestionnaire(), fabriques.gestionnaire("Gil", "Dubois")
        demande = confirmee(certificateur_a)
        issues = ensemble(
            lambda: departs.accepter(demande=demande, par=premier, adresse=None),
            lambda: departs.refuser(demande=demande, motif="Non", par=second, adresse=None),
        )
        refus = [i for i in issues if isinstance(i, departs.DejaTraitee)]
        faits = [i for i in issues if isinstance(i, DemandeDepart)]
        assert (len(refus), len(faits)) == (1, 1)
        assert refus[0].demande.traitee_par == faits[0].traitee_par
        decisions = Courriel.objects.filter(gabarit__in=["depart_accepte", "depart_refuse"])
        assert decisions.count() == 1

    def test_two_openings_of_the_link_confirm_once(self, certificateur_a):
        deposer(certificateur_a)
        secret = jeton()
        issues = ensemble(*[lambda: departs.confirmer(jeton=secret, adresse=None)] * 2)
        assert sorted(type(i).__name__ for i in issues) == ["DemandeDepart", "LienDejaUtilise"]
        assert Courriel.objects.filter(gabarit="depart_signale").count() == 1

    def test_requests_at_once_do_not_pass_the_limit(self, certificateur_a, pieces_a_part):
        issues = ensemble(
            *[
                lambda rang=rang: deposer(certificateur_a, adresse=f"192.0.2.{rang}")
                for rang in range(departs.DEMANDES_PAR_COMPTE + 3)
            ]
        )
        assert sum(isinstance(i, DemandeDepart) for i in issues) == departs.DEMANDES_PAR_COMPTE
        assert sum(isinstance(i, departs.TropDeDemandes) for i in issues) == 3
        assert len(fichiers(pieces_a_part)) == departs.DEMANDES_PAR_COMPTE
