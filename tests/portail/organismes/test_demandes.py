"""A request to be known: made, confirmed by mail, followed, answered."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from fabriques_demandes import CHARLES, confirmee, declare, deposer, jeton
from fabriques_departs import fichiers
from fabriques_pieces import PDF, flux

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes import pieces
from accrochage.portail.organismes.enums import EtatDemandeInscription, Sens
from accrochage.portail.organismes.models import DemandeInscription
from accrochage.portail.organismes.services import (
    LienDejaUtilise,
    LienExpire,
    LienInconnu,
    confirmation,
    demandes,
    instruction,
)
from accrochage.portail.reglages.registre import entier

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pieces_a_part")]


def expirer(demande):
    DemandeInscription.objects.filter(pk=demande.pk).update(expire_le=timezone.now() - timedelta(seconds=1))


class TestDepot:
    def test_it_keeps_what_was_said_and_waits_for_its_address(self):
        choisi = declare()
        demande = deposer(deposants=[choisi], certifications=["RS2", "RNCP1", "RS2"])
        demande.refresh_from_db()
        assert demande.etat == EtatDemandeInscription.A_CONFIRMER
        assert demande.contact_email == "charles@exemple.test"
        assert demande.certifications == ["RNCP1", "RS2"]
        assert [(d.siret, d.raison_sociale) for d in demande.deposants.all()] == [
            (choisi.siret, "Prestataire Nommé")
        ]
        assert not DemandeInscription.objects.confirmees().exists()
        assert not DemandeInscription.objects.a_traiter().exists()

    def test_only_who_asks_is_written_to_and_the_secret_is_nowhere_else(self):
        deposer(deposants=[declare()])
        assert Courriel.objects.get().destinataire == "charles@exemple.test"
        assert jeton() not in str(DemandeInscription.objects.values().get())
        assert jeton() not in str(list(Entree.objects.values()))

    def test_what_is_no_address_is_refused_whole(self):
        with pytest.raises(ValidationError):
            deposer(contact={**CHARLES, "email": "charles"}, deposants=[declare()])
        assert not DemandeInscription.objects.exists()
        assert not Courriel.objects.exists()

    def test_a_network_and_a_siret_have_their_limits(self):
        siret = deposer().siret
        for _ in range(demandes.DEMANDES_PAR_SIRET - 1):
            deposer(siret=siret, adresse="198.51.100.7")
        with pytest.raises(confirmation.TropDeDemandes):
            deposer(siret=siret, adresse="203.0.113.9")
        for _ in range(entier("DEMANDES_PAR_RESEAU") - 1):
            deposer()
        with pytest.raises(confirmation.TropDeDemandes):
            deposer()
        assert deposer(adresse="203.0.113.9")


class TestConfirmation:
    def test_reading_the_link_confirms_nothing(self):
        demande = deposer()
        assert demandes.lire_lien(jeton=jeton()) == demande
        assert not DemandeInscription.objects.confirmees().exists()

    def test_once_confirmed_the_operator_has_it(self):
        demande = confirmee()
        assert list(DemandeInscription.objects.a_traiter()) == [demande]
        assert demande.reference_groupee in Courriel.objects.get(gabarit="demande_recue").texte
        with pytest.raises(LienDejaUtilise):
            demandes.confirmer(jeton=jeton(), adresse=None)

    def test_a_link_that_is_old_or_not_ours(self):
        expirer(deposer())
        with pytest.raises(LienExpire):
            demandes.confirmer(jeton=jeton(), adresse=None)
        with pytest.raises(LienInconnu):
            demandes.confirmer(jeton="x" * 43, adresse=None)

    def test_the_mail_can_be_sent_again_and_its_link_alone_serves(self):
        demande, ancien = deposer(), jeton()
        assert demandes.renvoyer_lien(cle=demande.pk, adresse=None)
        with pytest.raises(LienInconnu):
            demandes.lire_lien(jeton=ancien)
        for _ in range(demandes.RENVOIS_PAR_DEMANDE - 1):
            demandes.renvoyer_lien(cle=demande.pk, adresse=None)
        with pytest.raises(confirmation.TropDeDemandes):
            demandes.renvoyer_lien(cle=demande.pk, adresse=None)
        demandes.confirmer(jeton=jeton(), adresse=None)
        assert not demandes.renvoyer_lien(cle=demande.pk, adresse=None)

    def test_what_is_never_confirmed_is_forgotten(self):
        gardee, perdue = confirmee(), deposer()
        expirer(perdue)
        expirer(gardee)
        assert demandes.purger() > 0
        assert list(DemandeInscription.objects.all()) == [gardee]

    def test_the_files_of_a_request_decided_long_ago_go_and_its_messages_stay(
        self, gestionnaire, pieces_a_part, django_capture_on_commit_callbacks
    ):
        demande = confirmee()
        demandes.repondre(demande=demande, texte="Voici.", piece=flux(PDF), piece_nom="a.pdf", adresse=None)
        instruction.refuser(demande=demande, motif="Non.", par=gestionnaire, adresse=None)
        with django_capture_on_commit_callbacks(execute=True):
            assert demandes.purger() == 0
        assert len(fichiers(pieces_a_part)) == 1
        DemandeInscription.objects.update(traitee_le=timezone.now() - timedelta(days=9999))
        with django_capture_on_commit_callbacks(execute=True):
            assert demandes.purger() == 1
        assert fichiers(pieces_a_part) == []
        assert demande.messages.get().pieces.get().piece == ""


class TestSuivi:
    def test_the_reference_and_the_address_as_people_type_them(self):
        demande = confirmee()
        saisie = f" {demande.reference_groupee.lower()} "
        assert demandes.retrouver(saisie=saisie, email=" CHARLES@exemple.test", adresse=None) == demande

    @pytest.mark.parametrize("champ", ["saisie", "email"])
    def test_one_same_answer_whichever_is_wrong(self, champ):
        demande = confirmee()
        justes = {"saisie": demande.reference, "email": demande.contact_email}
        with pytest.raises(confirmation.DemandeIntrouvable):
            demandes.retrouver(**{**justes, champ: "autre@exemple.test"}, adresse=None)

    def test_an_unconfirmed_one_is_not_found(self):
        demande = deposer()
        with pytest.raises(confirmation.DemandeIntrouvable):
            demandes.retrouver(saisie=demande.reference, email=demande.contact_email, adresse=None)

    def test_guessing_is_stopped(self):
        demande = confirmee()
        for _ in range(confirmation.SUIVIS_PAR_RESEAU):
            with pytest.raises(confirmation.DemandeIntrouvable):
                demandes.retrouver(saisie="DEM22222222", email=demande.contact_email, adresse="192.0.2.1")
        with pytest.raises(confirmation.TropDeDemandes):
            demandes.retrouver(saisie=demande.reference, email=demande.contact_email, adresse="192.0.2.1")


class TestReponse:
    def test_an_answer_with_its_file_brings_the_request_back_to_the_operator(self, gestionnaire):
        demande = confirmee()
        instruction.demander_information(
            demande=demande, texte="Qui êtes-vous ?", par=gestionnaire, adresse=None
        )
        assert not DemandeInscription.objects.a_traiter().exists()
        message = demandes.repondre(
            demande=demande, texte=" Voici. ", piece=flux(PDF), piece_nom="../a.pdf", adresse=None
        )
        assert (message.sens, message.texte) == (Sens.DEMANDEUR, "Voici.")
        jointe = message.pieces.get()
        assert jointe.nom == "a.pdf"
        assert pieces.ouvrir(jointe.piece).read() == PDF
        assert DemandeInscription.objects.a_traiter().get().etat == EtatDemandeInscription.EN_EXAMEN

    def test_a_bad_file_keeps_nothing(self):
        demande = confirmee()
        with pytest.raises(pieces.PieceRefusee):
            demandes.repondre(
                demande=demande, texte="Voici.", piece=flux(b"<html>"), piece_nom="a.pdf", adresse=None
            )
        assert not demande.messages.exists()

    def test_a_decided_request_and_a_flood_take_nothing_more(self, gestionnaire):
        bavarde = confirmee()
        for _ in range(demandes.MESSAGES_PAR_DEMANDE):
            demandes.repondre(demande=bavarde, texte="Encore.", adresse=None)
        with pytest.raises(confirmation.ReponseInattendue):
            demandes.repondre(demande=bavarde, texte="Encore.", adresse=None)
        refusee = confirmee()
        instruction.refuser(demande=refusee, motif="Non.", par=gestionnaire, adresse=None)
        with pytest.raises(confirmation.ReponseInattendue):
            demandes.repondre(demande=refusee, texte="Pourquoi ?", adresse=None)
