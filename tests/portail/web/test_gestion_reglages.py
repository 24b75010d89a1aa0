"""Settings, notices, agents: changed by a superviseur, at once, in the journal."""

import threading
from datetime import timedelta

import fabriques
import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.comptes import agents
from accrochage.portail.comptes.enums import RoleOperateur
from accrochage.portail.comptes.models import Utilisateur
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.journal.models import Entree
from accrochage.portail.reglages.models import Annonce
from accrochage.portail.reglages.registre import ENTREES, entier

pytestmark = pytest.mark.django_db
REGLAGES = reverse("gestion:reglages")
SUPERVISEUR = RoleOperateur.SUPERVISEUR


def page(reponse):
    return reponse.content.decode()


@pytest.fixture
def chef(connecte, superviseur):
    """A superviseur who has just typed the password again."""
    return fabriques.confirmer(connecte(superviseur), superviseur)


@pytest.fixture
def membre(connecte, certificateur_a):
    """Somebody who works in an account."""
    return connecte(certificateur_a.titulaire_du_compte)


class TestReglages:
    def test_the_environment_gives_the_first_value_and_a_change_holds_at_once(self, chef, settings):
        settings.PIECES_JOURS = 77
        assert entier("PIECES_JOURS") == 77
        valeurs = {cle: entier(cle) for cle in ENTREES} | {"PIECES_JOURS": 30}
        assert chef.post(REGLAGES, valeurs).url == REGLAGES
        assert entier("PIECES_JOURS") == 30
        entree = Entree.objects.get(action="reglage.change")
        assert entree.details == {"cle": "PIECES_JOURS", "avant": 77, "apres": 30}

    def test_out_of_its_bounds_it_is_refused_at_its_field(self, chef):
        valeurs = {cle: entier(cle) for cle in ENTREES} | {"PIECES_JOURS": 0, "DEMANDES_PAR_RESEAU": "x"}
        reponse = chef.post(REGLAGES, valeurs)
        assert sorted(reponse.context["form"].errors) == ["DEMANDES_PAR_RESEAU", "PIECES_JOURS"]
        assert not Entree.objects.filter(action="reglage.change").exists()

    def test_a_limit_changed_is_the_limit_applied(self, chef, client):
        chef.post(REGLAGES, {cle: entier(cle) for cle in ENTREES} | {"DEMANDES_PAR_RESEAU": 1})
        champs = {"prenom": "A", "nom": "B", "email": "a@exemple.test", "sujet": "S", "texte": "T"}
        assert client.post(reverse("aide:contact"), champs).status_code == 302
        assert client.post(reverse("aide:contact"), champs).status_code == 429


class TestAnnonces:
    def publier(self, chef, **champs):
        valeurs = {
            "texte": "Interruption <b>mardi</b>",
            "niveau": "ATTENTION",
            "lecteurs": "TOUS",
            "debut": f"{timezone.localtime():%d/%m/%Y %H:%M}",
            "fin": "",
            **champs,
        }
        return chef.post(reverse("gestion:nouvelle_annonce"), valeurs)

    def test_it_is_on_every_page_until_it_is_withdrawn(self, chef, client):
        self.publier(chef)
        accueil = reverse("public:accueil")
        assert "Interruption &lt;b&gt;mardi" in page(client.get(accueil))
        chef.post(reverse("gestion:retirer_annonce", args=[Annonce.objects.get().pk]))
        assert "Interruption" not in page(client.get(accueil))
        assert "Pas affichée" in page(chef.get(reverse("gestion:annonces")))

    @pytest.mark.parametrize(
        ("lecteurs", "vues"),
        [("TOUS", [True, True]), ("CONNECTES", [False, True]), ("AGENTS", [False, False])],
    )
    def test_only_those_for_whom_it_is_see_it(self, chef, client, membre, lecteurs, vues):
        self.publier(chef, lecteurs=lecteurs)
        pages = [page(c.get(reverse("aide:accueil"))) for c in (client, membre)]
        assert ["Interruption" in lue for lue in pages] == vues
        assert "Interruption" in page(chef.get(reverse("aide:accueil")))

    def test_before_and_after_its_period_nobody_sees_it(self, client):
        maintenant = timezone.now()
        for debut, fin in ((1, None), (-2, -1)):
            Annonce.objects.create(
                texte="Interruption",
                debut=maintenant + timedelta(hours=debut),
                fin=fin and maintenant + timedelta(hours=fin),
            )
        assert "Interruption" not in page(client.get(reverse("public:accueil")))

    def test_faults_are_at_their_fields(self, chef):
        reponse = self.publier(chef, texte="", fin="01/01/2020 00:00")
        assert sorted(reponse.context["form"].errors) == ["fin", "texte"]
        assert not Annonce.objects.exists()


class TestAgents:
    def test_one_is_created_and_mailed_a_link(self, chef):
        champs = {"prenom": "Guy", "nom": "Roy", "email": "guy@exemple.test", "role": "TECHNIQUE"}
        assert chef.post(reverse("gestion:nouvel_agent"), champs).url == reverse("gestion:agents")
        lui = Utilisateur.objects.get(email="guy@exemple.test")
        assert lui.role_operateur == RoleOperateur.TECHNIQUE
        assert Courriel.objects.get(gabarit="gestionnaire_cree").destinataire == "guy@exemple.test"

    def test_a_role_changes_at_once(self, chef, gestionnaire, connecte):
        lui = connecte(gestionnaire)
        assert lui.get(reverse("gestion:demandes")).status_code == 200
        chef.post(reverse("gestion:agent", args=[gestionnaire.pk]), {"role": "TECHNIQUE"})
        assert lui.get(reverse("gestion:demandes")).status_code == 403
        assert Entree.objects.filter(action="agent.role_change").count() == 1

    def test_suspended_an_agent_is_out_at_once_and_comes_back(self, chef, gestionnaire, connecte):
        lui, ici = connecte(gestionnaire), reverse("gestion:acces_d_agent", args=[gestionnaire.pk])
        chef.post(ici)
        assert lui.get(reverse("gestion:demandes")).status_code == 302
        chef.post(ici)
        gestionnaire.refresh_from_db()
        assert gestionnaire.is_active

    def test_the_last_superviseur_stays(self, chef, superviseur):
        ici = reverse("gestion:acces_d_agent", args=[superviseur.pk])
        assert "dernier superviseur" in page(chef.post(ici, follow=True))
        chef.post(reverse("gestion:agent", args=[superviseur.pk]), {"role": "GESTIONNAIRE"})
        superviseur.refresh_from_db()
        assert (superviseur.is_active, superviseur.role_operateur) == (True, SUPERVISEUR)

    def test_a_person_of_an_account_is_no_agent(self, chef, certificateur_a):
        lui = certificateur_a.titulaire_du_compte
        assert chef.get(reverse("gestion:agent", args=[lui.pk])).status_code == 404


@pytest.mark.django_db(transaction=True)
def test_two_superviseurs_who_leave_at_once_do_not_both_leave():
    deux = [fabriques.gestionnaire(role=SUPERVISEUR) for _ in range(2)]
    depart, issues = threading.Barrier(2), []

    def partir(agent):
        depart.wait()
        try:
            agents.suspendre(agent=agent, par=agent, adresse=None)
            issues.append("parti")
        except agents.DernierSuperviseur:
            issues.append("reste")
        finally:
            connection.close()

    fils = [threading.Thread(target=partir, args=(agent,)) for agent in deux]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert sorted(issues) == ["parti", "reste"]
    assert Utilisateur.objects.filter(role_operateur=SUPERVISEUR, is_active=True).count() == 1
