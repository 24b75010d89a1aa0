"""The operator's side of a request: taken, asked about, decided once, all or nothing."""

import threading

import fabriques
import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from fabriques_demandes import confirmee, declare, deposer
from fabriques_pieces import PDF, flux

from accrochage.portail.comptes.enums import RoleOperateur
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.enums import EtatDemandeInscription as Etat
from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.models import DemandeInscription, Mandat, Organisme
from accrochage.portail.organismes.services import demandes, instruction, vie
from accrochage.portail.organismes.services.doublons import demandes_proches, organismes_proches

PAULE = {"nom": "Petit", "prenom": "Paule", "email": "paule@exemple.test"}


def identifiants():
    return list(
        Courriel.objects.filter(gabarit="identifiants_inscription").values_list("destinataire", flat=True)
    )


@pytest.mark.django_db
class TestAcceptation:
    def test_a_body_that_deposits_for_itself(self, gestionnaire):
        demande = instruction.accepter(demande=confirmee(), par=gestionnaire, adresse=None)
        organisme = demande.organisme
        assert (organisme.siret, organisme.raison_sociale) == (demande.siret, "Institut des Demandes")
        assert [c.role for c in organisme.contrats.all()] == [Role.CERTIFICATEUR]
        assert identifiants() == ["charles@exemple.test"]
        assert (demande.etat, demande.traitee_par) == (Etat.ACCEPTEE, gestionnaire)
        assert Courriel.objects.filter(gabarit="demande_acceptee").count() == 1

    def test_a_known_certificateur_deposits_for_it_too(self, gestionnaire):
        """Situation 2: the other body gets one more number, and its identifiers for a second account."""
        autre = fabriques.compte(fabriques.organisme("Autre certificateur")).organisme
        parti = len(identifiants())
        demande = confirmee(deposants=[declare(autre.siret)])
        organisme = instruction.accepter(demande=demande, par=gestionnaire, adresse=None).organisme
        assert Mandat.objects.en_cours().get(certificateur=organisme).deposant == autre
        assert autre.contrats.filter(role=Role.DEPOSANT).count() == 1
        assert sorted(identifiants()[parti:]) == sorted(["charles@exemple.test", autre.contact_email])

    def test_a_deposant_that_is_not_known_is_created_with_its_contact(self, gestionnaire):
        """Situation 3: a body that is only a déposant."""
        demande = confirmee(deposants=[declare()], depose_elle_meme=False)
        (inconnu,) = instruction.inconnus(demande)
        with pytest.raises(instruction.ContactManquant):
            instruction.accepter(demande=demande, par=gestionnaire, adresse=None)
        assert not Organisme.objects.exists()
        assert not Courriel.objects.filter(gabarit="identifiants_inscription").exists()
        instruction.accepter(demande=demande, par=gestionnaire, contacts={inconnu.pk: PAULE}, adresse=None)
        deposant = Organisme.objects.get(siret=inconnu.siret)
        assert [c.role for c in deposant.contrats.all()] == [Role.DEPOSANT]
        assert sorted(identifiants()) == ["charles@exemple.test", "paule@exemple.test"]

    def test_a_known_siret_is_completed_and_its_own_contact_written_to(self, gestionnaire):
        connu = fabriques.organisme("Déjà là", roles=(Role.DEPOSANT,))
        demande = confirmee(siret=connu.siret)
        assert instruction.accepter(demande=demande, par=gestionnaire, adresse=None).organisme == connu
        assert {c.role for c in connu.contrats.all()} == {Role.CERTIFICATEUR, Role.DEPOSANT}
        assert identifiants() == [connu.contact_email]
        encore = confirmee(siret=connu.siret, deposants=[declare(fabriques.organisme().siret)])
        instruction.accepter(demande=encore, par=gestionnaire, adresse=None)
        assert connu.contrats.count() == 2
        deja = confirmee(siret=connu.siret, deposants=[declare(encore.deposants.get().siret)])
        instruction.accepter(demande=deja, par=gestionnaire, adresse=None)
        assert Mandat.objects.filter(certificateur=connu).count() == 1

    def test_a_closed_body_is_not_completed(self, gestionnaire):
        connu = fabriques.organisme()
        vie.fermer(organisme=connu, geste=vie.Geste(gestionnaire, None, "Fin"))
        for champs in ({"siret": connu.siret}, {"deposants": [declare(connu.siret)]}):
            with pytest.raises(ValidationError):
                instruction.accepter(demande=confirmee(**champs), par=gestionnaire, adresse=None)
        assert Organisme.objects.count() == 1

    def test_nothing_is_left_of_an_acceptance_that_fails(self, gestionnaire, monkeypatch):
        demande = confirmee(deposants=[declare(fabriques.organisme().siret)])
        avant = Courriel.objects.count(), Organisme.objects.count()

        def en_panne(*_args, **_kwargs):
            raise OSError

        monkeypatch.setattr(instruction.courrier, "annoncer_acceptation", en_panne)
        with pytest.raises(OSError):  # noqa: PT011 - ours
            instruction.accepter(demande=demande, par=gestionnaire, adresse=None)
        assert (Courriel.objects.count(), Organisme.objects.count()) == avant
        assert not Mandat.objects.exists()
        demande.refresh_from_db()
        assert demande.etat == Etat.RECUE


@pytest.mark.django_db
class TestDecision:
    def test_it_is_taken_by_one_then_by_another(self, gestionnaire):
        demande, autre = confirmee(), fabriques.gestionnaire()
        assert instruction.prendre(demande=demande, par=gestionnaire, adresse=None).etat == Etat.EN_EXAMEN
        assert instruction.prendre(demande=demande, par=autre, adresse=None).prise_par == autre

    def test_a_question_is_not_in_the_mail(self, gestionnaire):
        demande = confirmee()
        instruction.demander_information(demande=demande, texte="Prouvez-le.", par=gestionnaire, adresse=None)
        assert "Prouvez-le" not in Courriel.objects.get(gabarit="demande_information").texte
        assert demande.messages.get().texte == "Prouvez-le."

    def test_a_refusal_says_why_and_creates_nothing(self, gestionnaire):
        demande = confirmee()
        with pytest.raises(ValueError, match="reason"):
            instruction.refuser(demande=demande, motif=" ", par=gestionnaire, adresse=None)
        instruction.refuser(demande=demande, motif="Aucune certification.", par=gestionnaire, adresse=None)
        assert "Aucune certification." in Courriel.objects.get(gabarit="demande_refusee").texte
        assert not Organisme.objects.exists()

    def test_who_comes_second_learns_who_decided(self, gestionnaire):
        demande, autre = confirmee(), fabriques.gestionnaire()
        instruction.refuser(demande=demande, motif="Non.", par=gestionnaire, adresse=None)
        for geste in (
            lambda: instruction.accepter(demande=demande, par=autre, adresse=None),
            lambda: instruction.refuser(demande=demande, motif="Non.", par=autre, adresse=None),
            lambda: instruction.prendre(demande=demande, par=autre, adresse=None),
            lambda: instruction.demander_information(demande=demande, texte="?", par=autre, adresse=None),
        ):
            with pytest.raises(instruction.DejaDecidee) as refus:
                geste()
            assert refus.value.demande.traitee_par == gestionnaire

    def test_an_unconfirmed_request_is_not_decided(self, gestionnaire):
        with pytest.raises(instruction.DejaDecidee):
            instruction.accepter(demande=deposer(), par=gestionnaire, adresse=None)

    @pytest.mark.usefixtures("pieces_a_part")
    def test_reading_a_file_is_in_the_journal(self, gestionnaire):
        demande = confirmee()
        message = demandes.repondre(
            demande=demande, texte="Voici.", piece=flux(PDF), piece_nom="a.pdf", adresse=None
        )
        lu = instruction.lire_piece(piece=message.pieces.get(), par=gestionnaire, adresse=None)
        assert lu.read() == PDF
        assert Entree.objects.filter(action="demande.piece_lue").count() == 1

    def test_the_journal_holds_no_personal_data(self, gestionnaire):
        demande = confirmee()
        instruction.accepter(demande=demande, par=gestionnaire, adresse=None)
        for entree in Entree.objects.filter(action__startswith="demande."):
            ecrit = f"{entree.acteur}{entree.objet}{entree.details}".lower()
            assert not any(mot in ecrit for mot in ("charles", "cordier", "exemple.test", "directeur"))


@pytest.mark.django_db(transaction=True)
def test_two_gestionnaires_accept_at_once_one_body_one_mail():
    agents = [fabriques.gestionnaire(role=role) for role in list(RoleOperateur)[:2]]
    demande, depart, resultats = confirmee(), threading.Barrier(2), []

    def accepter(agent):
        depart.wait()
        try:
            resultats.append(instruction.accepter(demande=demande, par=agent, adresse=None).traitee_par)
        except instruction.DejaDecidee as refus:
            resultats.append(("deja", refus.demande.traitee_par))
        finally:
            connection.close()

    fils = [threading.Thread(target=accepter, args=(agent,)) for agent in agents]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    gagnant = DemandeInscription.objects.get().traitee_par
    assert sorted(resultats, key=str) == sorted([gagnant, ("deja", gagnant)], key=str)
    assert Organisme.objects.filter(siret=demande.siret).count() == 1
    assert identifiants() == ["charles@exemple.test"]
    assert Courriel.objects.filter(gabarit="demande_acceptee").count() == 1


@pytest.mark.django_db
class TestDoublons:
    def test_the_same_siret_then_the_same_siren_then_a_name_that_resembles(self):
        base = fabriques.siret(1)
        memes = [
            fabriques.organisme("Tout autre nom", siret=base),
            fabriques.organisme("Lycée des Métiers de l’Ébénisterie"),
        ]
        fabriques.organisme("Lycée Voisin")
        trouves = organismes_proches(siret=base, raison_sociale="LYCEE DES METIERS DE L'EBENISTERIE")
        assert [(p.organisme, p.motif) for p in trouves] == [(memes[0], "siret"), (memes[1], "nom")]

    def test_another_establishment(self):
        connu = fabriques.organisme("Siège", siret="35600000000048")
        trouves = organismes_proches(siret="35600000049837", raison_sociale="Autre chose")
        assert [(p.organisme, p.motif) for p in trouves] == [(connu, "siren")]

    def test_other_requests_of_the_same_siren(self):
        premiere = confirmee()
        deposer(siret=premiere.siret)
        seconde = confirmee(siret=premiere.siret)
        assert demandes_proches(seconde) == [premiere]
