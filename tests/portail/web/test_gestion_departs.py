"""Departures, on the operator's side."""

import re
from datetime import timedelta

import fabriques
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from fabriques_pieces import PDF, flux

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.enums import Droit, EtatDemande
from accrochage.portail.organismes.models import Appartenance, Compte, DemandeDepart, Invitation
from accrochage.portail.organismes.services import departs
from accrochage.portail.web.gestion.departs_forms import MODELES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pieces_a_part")]
LISTE = reverse("gestion:departs")
ROUTES = ("depart", "piece_depart", "accepter_depart", "refuser_depart", "renvoyer_invitation_depart")


def confirmee(compte, *, nom="lettre.pdf", **champs):
    demande = departs.deposer_demande(
        **{
            "compte": compte,
            "nom": "Petit",
            "prenom": "Paule",
            "email": "paule@exemple.test",
            "fonction": "Directrice",
            "explication": "Partie en juin.\nPersonne <b>ne</b> la remplace.",
            "piece": flux(PDF),
            "piece_nom": nom,
            "adresse": None,
            **champs,
        }
    )
    demande.etat, demande.confirmee_le = EtatDemande.RECUE, timezone.now()
    demande.save()
    return demande


def adresse(route, demande):
    return reverse(f"gestion:{route}", args=[demande.pk])


def page(reponse):
    return reponse.content.decode()


@pytest.fixture
def agent(connecte, gestionnaire):
    return connecte(gestionnaire)


@pytest.fixture
def recent(client, gestionnaire):
    """A gestionnaire who has just given the password again, as the page asked."""
    client.force_login(gestionnaire)
    client.post(reverse("account_reauthenticate"), {"password": fabriques.MOT_DE_PASSE})
    return client


@pytest.fixture
def demande(certificateur_a):
    return confirmee(certificateur_a)


class TestListe:
    def references(self, reponse):
        return [d.reference for d in reponse.context["page"]]

    def test_it_shows_what_is_to_be_treated_oldest_first(self, agent, certificateur_a, certificateur_b):
        seconde, premiere = confirmee(certificateur_a), confirmee(certificateur_b)
        DemandeDepart.objects.filter(pk=premiere.pk).update(confirmee_le=timezone.now() - timedelta(days=2))
        departs.refuser(
            demande=confirmee(certificateur_b), motif="Non", par=fabriques.gestionnaire(), adresse=None
        )
        assert self.references(agent.get(LISTE)) == [premiere.reference, seconde.reference]
        assert self.references(agent.get(LISTE, {"tri": "-date"})) == [seconde.reference, premiere.reference]
        assert self.references(agent.get(LISTE, {"tri": "organisme"})) == [
            premiere.reference,
            seconde.reference,
        ]
        assert len(self.references(agent.get(LISTE, {"etat": "toutes"}))) == 3
        assert len(self.references(agent.get(LISTE, {"etat": "REFUSEE"}))) == 1
        assert len(self.references(agent.get(LISTE, {"etat": "x", "tri": "compte; --"}))) == 2

    def test_it_finds_by_reference_name_and_matricule(self, agent, demande, certificateur_b):
        confirmee(certificateur_b)
        organisme = demande.compte.organisme
        for texte in (
            demande.reference_groupee.lower(),
            "lycée ex",
            organisme.siret_groupe,
            organisme.matricule_groupe.lower(),
        ):
            assert self.references(agent.get(LISTE, {"q": texte})) == [demande.reference]
        for texte in ("introuvable", "%", "' OR 1=1 --", "<script>", "\\"):
            assert self.references(agent.get(LISTE, {"q": texte})) == []
        assert agent.get(LISTE, {"q": "\x00"}).status_code == 200

    def test_the_unconfirmed_are_nowhere(self, agent, demande):
        DemandeDepart.objects.update(etat=EtatDemande.A_CONFIRMER)
        for filtre in ({}, {"etat": "toutes"}, {"etat": "A_CONFIRMER"}):
            assert self.references(agent.get(LISTE, filtre)) == []
        for route in ROUTES:
            assert agent.get(adresse(route, demande)).status_code == 404

    def test_it_has_pages(self, agent):
        modele = confirmee(fabriques.compte())
        DemandeDepart.objects.bulk_create(
            DemandeDepart(
                **{
                    champ.attname: getattr(modele, champ.attname)
                    for champ in DemandeDepart._meta.concrete_fields
                    if champ.attname not in {"id", "reference", "jeton"}
                },
                reference=f"DEPAAAA{rang:04d}",
                jeton=str(rang),
            )
            for rang in range(25)
        )
        assert len(self.references(agent.get(LISTE))) == 25
        assert len(self.references(agent.get(LISTE, {"page": 2}))) == 1
        assert len(self.references(agent.get(LISTE, {"page": "x"}))) == 25

    def test_it_does_not_cost_a_query_a_row(self, agent, certificateur_a, certificateur_b):
        agent.get(LISTE)
        comptees = []
        for compte in (certificateur_a, certificateur_b, fabriques.compte()):
            confirmee(compte)
            with CaptureQueriesContext(connection) as requetes:
                agent.get(LISTE)
            comptees.append(len(requetes))
        assert len(set(comptees)) == 1

    def test_the_navigation_says_how_many_wait(self, agent, certificateur_a):
        assert "à traiter</span>" not in page(agent.get(reverse("gestion:organismes")))
        confirmee(certificateur_a)
        assert '<span class="attente">1<' in page(agent.get(reverse("gestion:organismes")))

    def test_an_empty_list_says_what_will_be_there(self, agent):
        assert "Rien à traiter" in page(agent.get(LISTE))


class TestDemande:
    def test_it_shows_all_that_is_needed_to_decide(self, agent, demande, administrateur, certificateur_a):
        second = fabriques.membre(certificateur_a, Droit.ADMINISTRATEUR)
        precedente = confirmee(certificateur_a)
        administrateur.last_login = timezone.now() - timedelta(days=200)
        administrateur.save()
        vue = page(agent.get(adresse("depart", demande)))
        for mot in (
            "Paule Petit",
            "paule@exemple.test",
            "Personne &lt;b&gt;ne&lt;/b&gt; la remplace.",
            "Alice Arnaud",
            second.nom_complet,
            administrateur.email,
            "jamais",
            "Signalé comme parti",
            precedente.reference_groupee,
            certificateur_a.organisme.contact_email,
        ):
            assert mot in vue
        assert Entree.objects.filter(action="depart.consulte").count() == 1

    def test_what_does_not_exist_is_not_found(self, agent, demande):
        for route in ROUTES:
            assert agent.get(reverse(f"gestion:{route}", args=[10**6])).status_code == 404


class TestPiece:
    def test_it_is_a_file_to_keep_apart_from_the_portal(self, agent, demande, gestionnaire):
        reponse = agent.get(adresse("piece_depart", demande))
        assert b"".join(reponse.streaming_content) == PDF
        assert reponse["Content-Type"] == "application/pdf"
        assert reponse["Content-Disposition"] == (
            f'attachment; filename="{demande.reference_groupee} lettre.pdf"'
        )
        assert reponse["Content-Length"] == str(len(PDF))
        assert reponse["Content-Security-Policy"] == "default-src 'none'; sandbox"
        assert reponse["X-Content-Type-Options"] == "nosniff"
        assert "no-store" in reponse["Cache-Control"]
        lecture = Entree.objects.get(action="depart.piece_lue")
        assert lecture.acteur == f"utilisateur:{gestionnaire.pk}"
        assert lecture.compte == f"compte:{demande.compte_id}"

    @pytest.mark.parametrize("nom", ['a"; filename="b.html.pdf', "é\r\nX: y.pdf", "\u202egpj.pdf"])
    def test_its_name_can_not_act_on_the_answer(self, agent, certificateur_a, nom):
        reponse = agent.get(adresse("piece_depart", confirmee(certificateur_a, nom=nom)))
        reponse.close()
        entete = reponse["Content-Disposition"]
        assert re.fullmatch(r'attachment; filename(="[^"\\]*"|\*=utf-8\'\'[\w.%-]*)', entete)
        assert "X" not in reponse.headers

    def test_an_erased_proof_is_said_and_not_found(self, agent, demande):
        DemandeDepart.objects.update(piece="")
        assert "effacée" in page(agent.get(adresse("depart", demande)))
        assert agent.get(adresse("piece_depart", demande)).status_code == 404


class TestAcceptation:
    def test_it_says_what_it_does_then_does_it(self, recent, demande, administrateur):
        avant = page(recent.get(adresse("accepter_depart", demande)))
        assert "Alice Arnaud" in avant
        assert not Invitation.objects.exists()
        apres = page(recent.post(adresse("accepter_depart", demande), follow=True))
        assert "L’invitation est partie" in apres
        assert "Renvoyer l’invitation" in apres
        assert Invitation.objects.get().email == "paule@exemple.test"
        assert Compte.objects.get().titulaire_du_compte == administrateur

    def test_who_did_not_just_log_in_gives_the_password_again(self, agent, demande):
        reponse = agent.post(adresse("accepter_depart", demande))
        assert reponse.status_code == 302
        assert reverse("gestion:depart", args=[demande.pk]) not in reponse.url
        demande.refresh_from_db()
        assert demande.etat == EtatDemande.RECUE

    def test_the_act_goes_on_by_itself_once_the_password_was_given(self, agent, demande):
        vers = agent.post(adresse("accepter_depart", demande)).url
        assert vers.startswith(reverse("account_reauthenticate"))
        fin = agent.post(vers, {"password": fabriques.MOT_DE_PASSE}, follow=True)
        assert "L’invitation est partie" in page(fin)
        demande.refresh_from_db()
        assert demande.etat == EtatDemande.ACCEPTEE
        assert Entree.objects.get(action="depart.accepte").adresse == "127.0.0.1"

    def test_the_second_of_two_is_told_who_decided(self, recent, demande):
        autre = fabriques.gestionnaire("Gil", "Dubois")
        departs.refuser(demande=demande, motif="Illisible", par=autre, adresse=None)
        for methode, route in (
            (recent.post, "accepter_depart"),
            (recent.get, "accepter_depart"),
            (recent.post, "refuser_depart"),
        ):
            vue = page(methode(adresse(route, demande), follow=True))
            assert "Gil Dubois a déjà refusé cette demande" in vue
            assert "Illisible" in vue
        assert not Invitation.objects.exists()

    def test_an_account_with_a_new_holder_is_left_alone(self, recent, demande, certificateur_a):
        successeur = fabriques.membre(certificateur_a, Droit.ADMINISTRATEUR)
        Compte.objects.update(titulaire_du_compte=successeur)
        assert "a changé" in page(recent.post(adresse("accepter_depart", demande), follow=True))
        assert not Invitation.objects.exists()

    def test_the_invitation_is_sent_again_until_it_is_taken_up(self, recent, demande):
        recent.post(adresse("accepter_depart", demande))
        chemin = adresse("renvoyer_invitation_depart", demande)
        recent.get(chemin)
        assert Courriel.objects.filter(gabarit="depart_accepte").count() == 1
        assert "nouvelle invitation" in page(recent.post(chemin, follow=True))
        assert Courriel.objects.filter(gabarit="depart_accepte").count() == 2
        Invitation.objects.update(annulee_le=timezone.now())
        assert "a déjà servi" in page(recent.post(chemin, follow=True))


class TestRefus:
    def test_a_ready_reason_and_own_words_are_mailed_together(self, agent, demande):
        reponse = agent.post(
            adresse("refuser_depart", demande), {"modele": "piece", "precisions": "Appelez-nous."}
        )
        assert reponse.url == adresse("depart", demande)
        texte = Courriel.objects.get(gabarit="depart_refuse").texte
        assert "La pièce ne montre pas le départ de Alice Arnaud" in texte
        assert "Appelez-nous." in texte

    @pytest.mark.parametrize("modele", MODELES)
    def test_each_ready_reason_can_be_sent_alone(self, agent, demande, modele):
        agent.post(adresse("refuser_depart", demande), {"modele": modele, "precisions": ""})
        demande.refresh_from_db()
        assert demande.etat == EtatDemande.REFUSEE
        assert "{" not in demande.motif

    @pytest.mark.parametrize(
        "saisie", [{}, {"modele": "autre"}, {"precisions": " "}, {"precisions": "a" * 1501}]
    )
    def test_without_a_reason_nothing_is_refused(self, agent, demande, saisie):
        reponse = agent.post(adresse("refuser_depart", demande), saisie)
        assert reponse.status_code == 200
        assert reponse.context["form"].errors
        demande.refresh_from_db()
        assert demande.etat == EtatDemande.RECUE


@pytest.mark.parametrize("route", ROUTES)
def test_nobody_else_gets_there(connecte, demande, administrateur, etranger, route):
    client = Client()
    chemin = adresse(route, demande)
    for methode in ("get", "post"):
        assert getattr(client, methode)(chemin).status_code in {302, 405}
        for personne in (administrateur, etranger):
            assert getattr(connecte(personne), methode)(chemin).status_code in {403, 405}
    assert client.get(LISTE).status_code == 302
    assert connecte(administrateur).get(LISTE).status_code == 403
    demande.refresh_from_db()
    assert demande.etat == EtatDemande.RECUE
    assert Appartenance.objects.filter(suspendue_le__isnull=False).count() == 0
    assert not Entree.objects.filter(action="depart.piece_lue").exists()
