"""A departure: asked with a proof, confirmed by mail, decided once, and nothing changes before the end."""

import re
import threading
from datetime import timedelta

import fabriques
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from fabriques_pieces import PDF, flux, pdf

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes import pieces
from accrochage.portail.organismes.enums import Droit, EtatDemande, MotifSuspension, Role
from accrochage.portail.organismes.models import Appartenance, Compte, DemandeDepart, Invitation
from accrochage.portail.organismes.services import (
    LienDejaUtilise,
    LienExpire,
    LienInconnu,
    departs,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pieces_a_part")]
PAULE = {
    "nom": "Petit",
    "prenom": "Paule",
    "email": "Paule@Exemple.test",
    "fonction": "Directrice",
    "explication": "Partie en juin, personne ne la remplace.",
}


def deposer(compte, *, piece=PDF, adresse="192.0.2.1", **champs):
    valeurs = {**PAULE, "piece": flux(piece), "piece_nom": "../lettre\x00.pdf", "adresse": adresse, **champs}
    return departs.deposer_demande(compte=compte, **valeurs)


def jeton(gabarit="depart_lien"):
    texte = Courriel.objects.filter(gabarit=gabarit).latest("id").texte
    return re.search(r"https?://\S+/([^/\s]{40,})/", texte)[1]


def confirmee(compte, **champs):
    deposer(compte, **champs)
    return departs.confirmer(jeton=jeton(), adresse="192.0.2.1")


def acceptee(compte, gestionnaire, **champs):
    return departs.accepter(demande=confirmee(compte, **champs), par=gestionnaire, adresse=None)


def installer(demande, personne):
    return departs.installer_titulaire(
        invitation=demande.invitation, utilisateur=personne, adresse="192.0.2.9"
    )


def fichiers(dossier):
    return sorted(f for f in dossier.rglob("*") if f.is_file())


class TestDepot:
    def test_it_waits_for_its_address_with_its_encrypted_proof(self, certificateur_a, administrateur):
        demande = deposer(certificateur_a)
        demande.refresh_from_db()
        assert demande.etat == EtatDemande.A_CONFIRMER
        assert (demande.partant, demande.email) == (administrateur, "paule@exemple.test")
        assert (demande.piece_nom, demande.piece_type) == ("lettre.pdf", "application/pdf")
        assert demande.piece_taille == len(PDF)
        assert pieces.ouvrir(demande.piece).read() == PDF
        assert re.fullmatch(r"DEP-[2-9A-Z]{4}-[2-9A-Z]{4}", demande.reference_groupee)

    def test_only_the_requester_is_written_to_and_the_secret_is_nowhere_else(self, certificateur_a):
        demande = deposer(certificateur_a)
        courriel = Courriel.objects.get(gabarit="depart_lien")
        assert courriel.destinataire == "paule@exemple.test"
        assert demande.reference_groupee in courriel.texte
        assert set(Courriel.objects.exclude(gabarit="identifiants_inscription")) == {courriel}
        assert jeton() not in str(DemandeDepart.objects.values().get())
        assert jeton() not in str(list(Entree.objects.values()))

    def test_gestionnaires_and_administrators_do_not_see_it_yet(self, certificateur_a):
        deposer(certificateur_a)
        assert not DemandeDepart.objects.confirmees().exists()
        assert not DemandeDepart.objects.a_traiter().exists()
        assert not DemandeDepart.objects.visible_to(certificateur_a).exists()

    def test_the_journal_holds_no_personal_data(self, certificateur_a, gestionnaire):
        acceptee(certificateur_a, gestionnaire)
        for entree in Entree.objects.filter(action__startswith="depart."):
            ecrit = f"{entree.acteur}{entree.objet}{entree.details}".lower()
            assert not any(mot in ecrit for mot in ("paule", "petit", "exemple", "directrice", "lettre"))

    def test_a_bad_proof_keeps_nothing(self, certificateur_a, pieces_a_part):
        for octets in (b"", b"<html>", pdf(5_000_001)):
            with pytest.raises(pieces.PieceRefusee):
                deposer(certificateur_a, piece=octets)
        assert not DemandeDepart.objects.exists()
        assert fichiers(pieces_a_part) == []

    @pytest.mark.parametrize(
        ("champ", "valeur"), [("email", "paule"), ("nom", "x" * 61), ("fonction", " "), ("explication", "")]
    )
    def test_what_is_no_name_or_address_is_refused(self, certificateur_a, champ, valeur, pieces_a_part):
        with pytest.raises(ValidationError) as refus:
            deposer(certificateur_a, **{champ: valeur})
        assert set(refus.value.message_dict) == {champ}
        assert fichiers(pieces_a_part) == []

    def test_the_person_said_to_have_left_is_the_one_outsiders_are_told_to_contact(self, certificateur_a):
        autre = fabriques.membre(certificateur_a, Droit.ADMINISTRATEUR)
        Appartenance.objects.filter(utilisateur=certificateur_a.titulaire_du_compte).update(
            suspendue_le=timezone.now()
        )
        assert deposer(certificateur_a).partant == autre

    def test_each_account_takes_three_a_day_whoever_asks(self, certificateur_a, certificateur_b, horloge):
        for rang in range(departs.DEMANDES_PAR_COMPTE):
            deposer(certificateur_a, adresse=f"192.0.2.{rang}")
        with pytest.raises(departs.TropDeDemandes):
            deposer(certificateur_a, adresse="198.51.100.1")
        deposer(certificateur_b)
        horloge.shift(timedelta(days=1, minutes=1))
        deposer(certificateur_a)

    @pytest.mark.parametrize("voisins", [("192.0.2.1", "192.0.2.1"), ("2001:db8::1", "2001:db8::2:1")])
    def test_each_network_sends_five_a_day_whatever_the_account(self, voisins):
        for _ in range(departs.DEMANDES_PAR_RESEAU):
            deposer(fabriques.compte(), adresse=voisins[0])
        with pytest.raises(departs.TropDeDemandes):
            deposer(fabriques.compte(), adresse=voisins[1])
        deposer(fabriques.compte(), adresse="198.51.100.7")


class TestConfirmation:
    def test_the_operator_has_it_and_everyone_concerned_is_told(self, certificateur_a, administrateur):
        second = fabriques.membre(certificateur_a, Droit.ADMINISTRATEUR)
        fabriques.membre(certificateur_a, Droit.LECTEUR)
        parti = fabriques.membre(certificateur_a, Droit.ADMINISTRATEUR)
        Appartenance.objects.filter(utilisateur=parti).update(suspendue_le=timezone.now())
        demande = confirmee(certificateur_a)
        assert list(DemandeDepart.objects.a_traiter()) == [demande]
        prevenus = Courriel.objects.filter(gabarit="depart_signale")
        assert {c.destinataire for c in prevenus} == {administrateur.email, second.email}
        assert {c.destinataire for c in Courriel.objects.filter(gabarit="depart_recu")} == {
            "paule@exemple.test"
        }
        for courriel in prevenus:
            corps = courriel.texte + courriel.html
            assert "Alice Arnaud" in corps
            assert not any(mot in corps for mot in ("Paule", "paule", "juin", "lettre.pdf"))

    def test_reading_the_link_changes_nothing(self, certificateur_a):
        demande = deposer(certificateur_a)
        assert departs.lire_lien(jeton=jeton()) == demande
        assert not DemandeDepart.objects.confirmees().exists()

    def test_a_link_serves_once(self, certificateur_a):
        confirmee(certificateur_a)
        for agir in (departs.lire_lien, lambda jeton: departs.confirmer(jeton=jeton, adresse=None)):
            with pytest.raises(LienDejaUtilise):
                agir(jeton=jeton())
        assert Courriel.objects.filter(gabarit="depart_recu").count() == 1

    def test_a_link_serves_for_72_hours(self, certificateur_a, horloge):
        deposer(certificateur_a)
        horloge.shift(timedelta(hours=71, minutes=59))
        departs.lire_lien(jeton=jeton())
        horloge.shift(timedelta(minutes=1))
        with pytest.raises(LienExpire):
            departs.confirmer(jeton=jeton(), adresse=None)

    @pytest.mark.parametrize("faux", ["", "x", "\x00", "é" * 500])
    def test_an_unknown_link_is_told(self, certificateur_a, faux):
        deposer(certificateur_a)
        with pytest.raises(LienInconnu):
            departs.confirmer(jeton=faux, adresse=None)


class TestDecision:
    def test_accepting_invites_and_changes_nothing_else(self, certificateur_a, administrateur, gestionnaire):
        avant = list(Appartenance.objects.values())
        demande = acceptee(certificateur_a, gestionnaire)
        certificateur_a.refresh_from_db()
        invitation = Invitation.objects.get()
        assert (invitation.titulaire, invitation.droit) == (True, Droit.ADMINISTRATEUR)
        assert (invitation.email, invitation.compte) == ("paule@exemple.test", certificateur_a)
        assert invitation.expire_le - invitation.cree_le == timedelta(days=7)
        assert (demande.etat, demande.traitee_par) == (EtatDemande.ACCEPTEE, gestionnaire)
        assert certificateur_a.titulaire_du_compte == administrateur
        assert list(Appartenance.objects.values()) == avant
        assert Courriel.objects.get(gabarit="depart_accepte").destinataire == "paule@exemple.test"
        assert jeton("depart_accepte") not in str(Invitation.objects.values().get())

    def test_refusing_mails_the_reason(self, certificateur_a, gestionnaire):
        demande = departs.refuser(
            demande=confirmee(certificateur_a), motif=" Pièce <illisible> ", par=gestionnaire, adresse=None
        )
        courriel = Courriel.objects.get(gabarit="depart_refuse")
        assert demande.etat == EtatDemande.REFUSEE
        assert "\nPièce <illisible>\n" in courriel.texte
        assert "Pièce &lt;illisible&gt;" in courriel.html

    def test_a_refusal_has_its_reason(self, certificateur_a, gestionnaire):
        with pytest.raises(ValueError, match="reason"):
            departs.refuser(demande=confirmee(certificateur_a), motif=" ", par=gestionnaire, adresse=None)

    def test_an_administrator_who_is_still_there_stops_it(self, certificateur_a, administrateur):
        demande = departs.contester(demande=confirmee(certificateur_a), par=administrateur, adresse=None)
        assert (demande.etat, demande.traitee_par) == (EtatDemande.REFUSEE, administrateur)
        courriel = Courriel.objects.get(gabarit="depart_refuse")
        assert "Alice Arnaud" in courriel.texte
        assert administrateur.email not in courriel.texte + courriel.html

    def test_what_is_decided_is_decided(self, certificateur_a, administrateur, gestionnaire):
        demande = confirmee(certificateur_a)
        departs.refuser(demande=demande, motif="Non", par=gestionnaire, adresse=None)
        for agir in (
            lambda: departs.accepter(demande=demande, par=gestionnaire, adresse=None),
            lambda: departs.refuser(demande=demande, motif="Non", par=gestionnaire, adresse=None),
            lambda: departs.contester(demande=demande, par=administrateur, adresse=None),
        ):
            with pytest.raises(departs.DejaTraitee) as refus:
                agir()
            assert refus.value.demande.traitee_par == gestionnaire
        assert not Invitation.objects.exists()

    def test_an_unconfirmed_request_can_not_be_decided(self, certificateur_a, gestionnaire):
        demande = deposer(certificateur_a)
        with pytest.raises(departs.DejaTraitee):
            departs.accepter(demande=demande, par=gestionnaire, adresse=None)

    def test_there_must_be_somebody_to_replace(self, certificateur_a, gestionnaire):
        demande = confirmee(certificateur_a)
        successeur = fabriques.membre(certificateur_a, Droit.ADMINISTRATEUR)
        Compte.objects.filter(pk=certificateur_a.pk).update(titulaire_du_compte=successeur)
        with pytest.raises(departs.TitulaireChange):
            departs.accepter(demande=demande, par=gestionnaire, adresse=None)
        demande.refresh_from_db()
        assert demande.etat == EtatDemande.RECUE

    def test_an_invitation_of_the_same_address_gives_way(self, certificateur_a, administrateur, gestionnaire):
        ancienne = Invitation.objects.create(
            compte=certificateur_a,
            nom="Petit",
            prenom="Paule",
            email="paule@exemple.test",
            droit=Droit.LECTEUR,
            jeton="x",
            invite_par=administrateur,
            expire_le=timezone.now() + timedelta(days=1),
        )
        acceptee(certificateur_a, gestionnaire)
        ancienne.refresh_from_db()
        assert ancienne.annulee_le
        assert Invitation.objects.en_cours().get().titulaire

    def test_the_invitation_is_sent_again_with_a_new_link(self, certificateur_a, gestionnaire, horloge):
        demande = acceptee(certificateur_a, gestionnaire)
        premier = Invitation.objects.get().jeton
        horloge.shift(timedelta(days=8))
        departs.renvoyer_invitation(demande=demande, par=gestionnaire, adresse=None)
        invitation = Invitation.objects.get()
        assert invitation.jeton != premier
        assert timedelta(days=7) - timedelta(minutes=1) < invitation.expire_le - timezone.now()
        assert Courriel.objects.filter(gabarit="depart_accepte").count() == 2

    @pytest.mark.parametrize("champ", ["acceptee_le", "annulee_le"])
    def test_an_invitation_that_is_over_is_not_sent_again(self, certificateur_a, gestionnaire, champ):
        demande = acceptee(certificateur_a, gestionnaire)
        Invitation.objects.update(**{champ: timezone.now()})
        with pytest.raises(LienDejaUtilise):
            departs.renvoyer_invitation(demande=demande, par=gestionnaire, adresse=None)


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
