"""The operator's desk: what waits, charts with their tables, one search, acting with a body."""

import fabriques
import pytest
from conftest_depots import deposer, flux, passage, titulaire
from django.urls import reverse
from fabriques_demandes import confirmee

from accrochage.portail.design.graphiques import LARGEUR, LIGNES_MAX, barres
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.enums import Droit
from accrochage.portail.organismes.models import Appartenance, Changement, Invitation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registre", "fiches")]
ACCUEIL = reverse("gestion:accueil")
RECHERCHE = reverse("gestion:recherche")


def page(reponse):
    return reponse.content.decode()


@pytest.fixture
def agent(connecte, gestionnaire):
    return connecte(gestionnaire)


class TestAccueil:
    def test_what_waits_and_what_was_refused(self, agent, certificateur_a):
        confirmee()
        deposer(certificateur_a, flux(certificateur_a, passage(), passage(titulaire(nom_naissance="XX"))))
        lue = agent.get(ACCUEIL)
        assert next((a.nombre, a.libelle) for a in lue.context["attentes"]) == (1, "Demandes d’organismes")
        assert lue.context["jour"] == {"recus": 1, "en_cours": 0, "passages": 2, "refuses": 1}
        assert {b.valeur for b in lue.context["par_regle"].barres} == {1}
        (part,) = lue.context["par_certificateur"].barres
        assert (part.libelle, part.valeur) == (certificateur_a.organisme.raison_sociale, 0.5)
        assert len(lue.context["par_jour"].barres) == 14
        assert "<svg" in page(lue)
        assert "50\N{NO-BREAK SPACE}%" in page(lue)

    def test_each_role_sees_its_part(self, agent, connecte, technique, superviseur):
        assert "Marche du portail" not in page(agent.get(ACCUEIL))
        lue = page(connecte(technique).get(ACCUEIL))
        assert "Marche du portail" in lue
        assert "Ce qui attend" not in lue
        tout = page(connecte(superviseur).get(ACCUEIL))
        assert "Marche du portail" in tout
        assert "Ce qui attend" in tout

    def test_the_number_of_queries_does_not_grow(self, agent, certificateur_a, django_assert_max_num_queries):
        for _ in range(3):
            deposer(certificateur_a, flux(certificateur_a, passage()))
        with django_assert_max_num_queries(25):
            agent.get(ACCUEIL)


class TestRecherche:
    def test_bodies_persons_and_deposits_with_the_same_box(self, agent, certificateur_a):
        depot = deposer(certificateur_a, flux(certificateur_a, passage()))
        elle = certificateur_a.titulaire_du_compte
        for mot in (elle.email.upper(), f"{elle.prenom} {elle.nom}", elle.identifiant.lower()):
            assert elle in agent.get(RECHERCHE, {"q": mot}).context["personnes"].object_list
        par_siret = agent.get(RECHERCHE, {"q": certificateur_a.organisme.siret_groupe})
        assert list(par_siret.context["organismes"].object_list) == [certificateur_a.organisme]
        assert list(agent.get(RECHERCHE, {"q": str(depot.numero)}).context["depots"].object_list) == [depot]

    def test_it_is_in_the_journal_without_the_words(self, agent, gestionnaire):
        agent.get(RECHERCHE, {"q": "Dupont-Secret"})
        entree = Entree.objects.get(action="recherche.faite")
        assert "Secret" not in f"{entree.details}{entree.objet}"

    @pytest.mark.parametrize("mot", ["", "   ", "\x00", "9" * 50, "%_'\"", "é" * 200])
    def test_anything_typed_has_an_answer(self, agent, mot):
        assert agent.get(RECHERCHE, {"q": mot}).status_code == 200


class TestAvec:
    MOTIF = {"motif": "Demande écrite de la direction"}

    def test_a_member_is_suspended_and_opened_again_under_the_agents_name(
        self, agent, gestionnaire, certificateur_a
    ):
        lui = Appartenance.objects.get(
            compte=certificateur_a, utilisateur=fabriques.membre(certificateur_a, Droit.LECTEUR)
        )
        adresse = reverse("gestion:suspendre_membre", args=[lui.pk])
        assert list(agent.post(adresse, {}).context["form"].errors) == ["motif"]
        agent.post(adresse, self.MOTIF)
        lui.refresh_from_db()
        assert lui.suspendue_le is not None
        entree = Entree.objects.visible_to(certificateur_a).get(action="membre.suspendu")
        assert entree.acteur == f"utilisateur:{gestionnaire.pk}"
        assert Changement.objects.visible_to(certificateur_a).get().motif == self.MOTIF["motif"]
        agent.post(reverse("gestion:reactiver_membre", args=[lui.pk]), self.MOTIF)
        lui.refresh_from_db()
        assert lui.suspendue_le is None

    def test_what_would_leave_the_account_alone_is_refused_with_why(self, agent, certificateur_a):
        titulaire_ = Appartenance.objects.get(
            compte=certificateur_a, utilisateur=certificateur_a.titulaire_du_compte
        )
        reponse = agent.post(reverse("gestion:suspendre_membre", args=[titulaire_.pk]), self.MOTIF)
        assert "titulaire du compte" in page(reponse)
        assert not Changement.objects.exists()

    def test_somebody_is_invited_and_the_same_twice_is_told(self, agent, certificateur_a):
        saisie = {
            "prenom": "Léa",
            "nom": "Hamon",
            "email": "lea@exemple.test",
            "droit": Droit.ADMINISTRATEUR,
            **self.MOTIF,
        }
        adresse = reverse("gestion:inviter_membre", args=[certificateur_a.pk])
        assert agent.post(adresse, saisie).status_code == 302
        assert Invitation.objects.get().email == "lea@exemple.test"
        assert "Une invitation attend déjà" in page(agent.post(adresse, saisie))

    def test_a_technique_acts_with_nobody(self, connecte, technique, certificateur_a):
        adresse = reverse("gestion:inviter_membre", args=[certificateur_a.pk])
        assert connecte(technique).post(adresse, self.MOTIF).status_code == 403


def test_bars_are_laid_out_in_proportion_and_bounded():
    dessin = barres("T", "C", [("a", 4, "4"), ("b", 1, "1"), ("c", 0, "0")])
    assert [b.largeur for b in dessin.barres] == [LARGEUR, LARGEUR // 4, 0]
    assert len(barres("T", "C", [(str(n), n, "") for n in range(100)]).barres) == LIGNES_MAX
    assert barres("T", "C", []).barres == ()
