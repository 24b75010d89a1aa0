"""The whole journal, on the operator's side."""

from __future__ import annotations

import csv
import io

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accrochage.portail.journal.chaine import sceller
from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import noter, reference
from accrochage.portail.journal.verification import tete_actuelle

pytestmark = pytest.mark.django_db
LISTE = reverse("gestion:journal")
CSV = reverse("gestion:journal_csv")


@pytest.fixture
def agent(connecte, gestionnaire):
    return connecte(gestionnaire)


@pytest.fixture
def deux(certificateur_a, certificateur_b, administrateur, etranger):
    """One act in each account."""
    return [
        noter(action="depot.recu", acteur=reference(qui), objet=f"depot:{n}", compte=reference(compte))
        for n, (qui, compte) in enumerate(
            [(administrateur, certificateur_a), (etranger, certificateur_b)], start=1
        )
    ]


def actes(reponse) -> list[int]:
    return [ligne.entree.pk for ligne in reponse.context["lignes"]]


def test_it_holds_every_act_of_everybody(agent, deux, administrateur, certificateur_a):
    reponse = agent.get(LISTE, {"famille": "depot"})
    assert actes(reponse) == [deux[1].pk, deux[0].pk]
    page = reponse.content.decode()
    assert f"{administrateur.get_full_name()} ({administrateur.identifiant_groupe})" in page
    assert certificateur_a.organisme.raison_sociale in page


def test_it_finds_by_person_organisme_and_object(agent, deux, administrateur, certificateur_b):
    a, b = deux
    identifiant = administrateur.identifiant_groupe.lower()
    assert a.pk in actes(agent.get(LISTE, {"personne": identifiant, "famille": "depot"}))
    assert b.pk not in actes(agent.get(LISTE, {"personne": identifiant}))
    for saisie in (certificateur_b.organisme.matricule_groupe, certificateur_b.organisme.siret):
        assert actes(agent.get(LISTE, {"compte": saisie, "famille": "depot"})) == [b.pk]
    assert actes(agent.get(LISTE, {"q": "depot:1"})) == [a.pk]
    assert set(actes(agent.get(LISTE, {"q": "dépôts"}))) == {a.pk, b.pk}
    assert actes(agent.get(LISTE, {"personne": "inconnu", "compte": "x"})) == []


def test_the_acts_of_an_organisme_that_has_no_account_are_found_too(agent, certificateur_a):
    entree = Entree.objects.get(action="organisme.enregistre", objet=reference(certificateur_a.organisme))
    trouves = actes(agent.get(LISTE, {"compte": certificateur_a.organisme.matricule}))
    assert entree.pk in trouves


def test_it_says_where_the_chain_stands(agent, deux):
    assert "Aucun acte n’est encore scellé" in agent.get(LISTE).content.decode()
    sceller()
    noter(action="depot.recu")
    page = agent.get(LISTE).content.decode().replace("\u00a0", " ")
    assert "1 acte attend son sceau" in page
    assert f"{tete_actuelle().rang}:{tete_actuelle().empreinte}" in page
    assert "jamais été vérifié" in page


def test_it_says_what_the_last_check_found(agent, deux, settings):
    sceller()
    call_command("journal", "verifier", stdout=io.StringIO())
    assert "entier" in agent.get(LISTE).content.decode()
    settings.CLE_EMPREINTE = b"y" * 32
    with pytest.raises(SystemExit):
        call_command("journal", "verifier", stdout=io.StringIO())
    assert "fautes trouvées" in agent.get(LISTE).content.decode()


def test_the_csv_holds_it_all_and_its_reading_is_in_the_journal(agent, deux, gestionnaire):
    texte = b"".join(agent.get(CSV).streaming_content).decode("utf-8-sig")
    lues = list(csv.DictReader(io.StringIO(texte), delimiter=";"))
    assert [int(ligne["Numéro"]) for ligne in lues] == list(Entree.objects.values_list("id", flat=True))
    assert lues[0]["Acte"] == "Journal téléchargé"
    assert Entree.objects.get(action="journal.exporte").acteur == reference(gestionnaire)


@pytest.mark.parametrize("qui", ["administrateur", "lecteur"])
@pytest.mark.parametrize("adresse", [LISTE, CSV])
def test_it_is_the_operators_alone(connecte, request, qui, adresse):
    assert connecte(request.getfixturevalue(qui)).get(adresse).status_code == 403


@pytest.mark.parametrize("champ", ["q", "personne", "compte"])
@pytest.mark.parametrize("saisie", ["%", "' OR 1=1 --", "\x00", "9" * 19])
def test_hostile_searches_find_nothing(agent, deux, champ, saisie):
    reponse = agent.get(LISTE, {champ: saisie, "famille": "depot"})
    assert reponse.status_code == 200


def test_it_does_not_cost_a_query_a_row(agent, deux, lecteur):
    def cout() -> int:
        with CaptureQueriesContext(connection) as requetes:
            agent.get(LISTE)
        return len(requetes)

    noter(action="depot.recu", acteur=reference(lecteur), objet="depot:3")
    agent.get(LISTE)
    peu = cout()
    for _ in range(30):
        noter(action="depot.recu", acteur=reference(lecteur), objet="depot:3")
    assert cout() == peu
