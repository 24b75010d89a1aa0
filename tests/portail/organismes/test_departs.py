"""A departure: asked with a proof, confirmed by mail, decided once."""

import re
from datetime import timedelta

import fabriques
import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from fabriques_departs import acceptee, confirmee, deposer, fichiers, jeton
from fabriques_pieces import PDF, pdf

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes import pieces
from accrochage.portail.organismes.enums import Droit, EtatDemande
from accrochage.portail.organismes.models import Appartenance, Compte, DemandeDepart, Invitation
from accrochage.portail.organismes.services import LienDejaUtilise, LienExpire, LienInconnu, departs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pieces_a_part")]


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
