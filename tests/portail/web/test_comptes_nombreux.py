"""A person with many accounts finds the one to work in."""

from __future__ import annotations

import fabriques
import pytest
from django.urls import reverse

from accrochage.portail.organismes.enums import Role

pytestmark = pytest.mark.django_db
LISTE = reverse("organisation:comptes")
CHANGER = reverse("organisation:changer_de_compte")
TABLEAU = reverse("public:tableau_de_bord")


@pytest.fixture
def personne():
    """Works in nine accounts."""
    personne = fabriques.utilisateur()
    for rang in range(7):
        fabriques.compte(fabriques.organisme(f"Organisme {rang}"), titulaire=personne)
    lycee = fabriques.organisme("Lycée d’Été")
    for role in Role:
        fabriques.compte(lycee, titulaire=personne, role=role)
    return personne


def trouves(reponse) -> list[str]:
    return [f"{a.compte.organisme.raison_sociale} {a.compte.role}" for a in reponse.context["page"]]


def test_up_to_seven_the_header_lists_them_and_beyond_it_searches(connecte, personne):
    client = connecte(personne)
    assert 'role="search"' in client.get(TABLEAU).content.decode()
    for appartenance in personne.appartenances.all()[:2]:
        appartenance.delete()
    page = client.get(TABLEAU).content.decode()
    assert 'role="search"' not in page
    assert page.count(f'action="{CHANGER}"') == 1


@pytest.mark.parametrize(
    ("saisie", "attendus"),
    [
        ("lycee ete", ["Lycée d’Été CERTIFICATEUR", "Lycée d’Été DEPOSANT"]),
        ("LYCÉE déposant", ["Lycée d’Été DEPOSANT"]),
        ("organisme 3", ["Organisme 3 CERTIFICATEUR"]),
        ("rien de tel", []),
        ("%", []),
    ],
)
def test_they_are_found_by_any_words_of_name_and_role(connecte, personne, saisie, attendus):
    assert trouves(connecte(personne).get(LISTE, {"q": saisie})) == attendus


def test_they_are_found_by_matricule_in_any_spelling(connecte, personne):
    organisme = personne.appartenances.latest("id").compte.organisme
    trouvees = trouves(connecte(personne).get(LISTE, {"q": organisme.matricule_groupe.lower()}))
    assert trouvees == ["Lycée d’Été CERTIFICATEUR", "Lycée d’Été DEPOSANT"]


def test_only_one_s_own_active_accounts_are_there(connecte, personne, certificateur_b):
    reponse = connecte(personne).get(LISTE)
    assert len(trouves(reponse)) == 9
    assert "Centre Témoin" not in reponse.content.decode()


def test_changing_leads_to_the_dashboard_of_the_other_account(connecte, personne):
    client = connecte(personne)
    compte = personne.appartenances.latest("id").compte
    assert client.post(CHANGER, {"compte": compte.pk}).url == TABLEAU
    assert client.get(TABLEAU).context["request"].compte == compte


def test_a_person_without_an_account_reads_so(connecte):
    assert "pas encore de compte" in connecte(fabriques.utilisateur()).get(LISTE).content.decode()
