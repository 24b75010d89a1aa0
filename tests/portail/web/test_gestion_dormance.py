"""Gestionnaires see who no longer logs in, in every account."""

from __future__ import annotations

from datetime import timedelta

import fabriques
import pytest
from django.urls import reverse
from django.utils import timezone

pytestmark = pytest.mark.django_db
LISTE = reverse("gestion:dormants")


@pytest.fixture
def agent(connecte, gestionnaire):
    return connecte(gestionnaire)


def endormir(personne, mois: int):
    moment = timezone.now() - timedelta(days=31 * mois)
    personne.appartenances.update(depuis=moment)
    personne.last_login = moment
    personne.save(update_fields=["last_login"])
    return personne


def lignes(reponse) -> list[str]:
    return [a.utilisateur.nom_complet for a in reponse.context["page"]]


@pytest.fixture
def trois():
    """The holder of one account, a member of another, and a person who logs in."""
    ancien = fabriques.compte(
        fabriques.organisme("Lycée Endormi"), titulaire=fabriques.utilisateur("Ada", "Ancienne")
    )
    eveille = fabriques.compte(titulaire=fabriques.utilisateur("Eve", "Eveillée"))
    membre = fabriques.membre(eveille, fabriques.Droit.LECTEUR, fabriques.utilisateur("Max", "Moyen"))
    endormir(ancien.titulaire_du_compte, 30)
    endormir(membre, 14)
    endormir(eveille.titulaire_du_compte, 1)


def test_they_are_listed_longest_asleep_first_with_who_holds_the_account(agent, trois):
    reponse = agent.get(LISTE)
    assert lignes(reponse) == ["Ada Ancienne", "Max Moyen"]
    assert [a.titulaire for a in reponse.context["page"]] == [True, False]
    assert "titulaire du compte" in reponse.content.decode()


def test_they_are_found_by_person_and_by_organisme(agent, trois):
    assert lignes(agent.get(LISTE, {"q": "moyen max"})) == ["Max Moyen"]
    assert lignes(agent.get(LISTE, {"q": "endormi"})) == ["Ada Ancienne"]
    assert "Personne ne correspond" in agent.get(LISTE, {"q": "%"}).content.decode()


def test_it_has_pages_and_no_query_a_row(agent, django_assert_max_num_queries):
    compte = fabriques.compte()
    for _ in range(26):
        endormir(fabriques.membre(compte, fabriques.Droit.LECTEUR), 20)
    with django_assert_max_num_queries(20):
        assert len(lignes(agent.get(LISTE))) == 25
    assert len(lignes(agent.get(LISTE, {"page": 2}))) == 1


def test_nobody_and_never_are_said(agent, trois, settings):
    settings.UTILISATEURS_DORMANCE_MOIS = 0
    page = agent.get(LISTE).content.decode()
    assert "ne suspend personne" in page
    assert "Tout le monde se connecte" in page
