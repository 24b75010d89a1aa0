"""Help: steps, rules and their search."""

import pytest
from django.urls import reverse

from accrochage.flux.catalogue import REGLES
from accrochage.flux.dictionary import VERSIONS, parcourir
from accrochage.flux.findings import Famille
from accrochage.flux.schemas import chemin_xsd
from accrochage.portail.web.aide.catalogue import FAMILLES, chercher
from accrochage.portail.web.aide.textes import plier

pytestmark = pytest.mark.django_db
REGLES_URL = reverse("aide:regles")
DICTIONNAIRE = reverse("aide:dictionnaire")
ETAPES = ["se_faire_connaitre", "preparer", "s_inscrire", "deposer_et_suivre"]


def test_the_help_leads_to_its_pages(client):
    page = client.get(reverse("aide:accueil")).content.decode()
    for nom in (*ETAPES, "regles"):
        assert f'href="{reverse(f"aide:{nom}")}"' in page


@pytest.mark.parametrize("nom", ETAPES)
def test_each_step_has_its_page_for_everybody(client, connecte, lecteur, nom):
    for lecteur_ou_visiteur in (client, connecte(lecteur)):
        page = lecteur_ou_visiteur.get(reverse(f"aide:{nom}"))
        assert page.status_code == 200
        assert "Fil d’Ariane" in page.content.decode()


def test_limits_are_those_of_the_settings(client, settings):
    settings.DEPOT_TAILLE_MAX = 3_000_000
    settings.DEPOT_PASSAGES_MAX = 42
    page = client.get(reverse("aide:preparer")).content.decode()
    assert "3\u00a0Mo et 42\u00a0passages" in page


def test_without_a_search_every_rule_is_there(client):
    page = client.get(REGLES_URL).content.decode()
    assert all(f">{code}</a>" in page for code in REGLES)


def test_the_search_understands_codes_words_and_missing_accents(client):
    assert [g.regles[0].code for g in chercher("t002", "")] == ["T002"]
    page = client.get(REGLES_URL, {"q": "fichier vide"}).content.decode()
    assert ">F001</a>" in page
    assert ">T002</a>" not in page
    assert chercher("decalees", "") == chercher("DÉCALÉES", "") != []


def test_official_sentences_and_schema_codes_are_found():
    assert "T001" in {r.code for g in chercher("Aucun titulaire ne correspond", "") for r in g.regles}
    assert "P005" in {r.code for g in chercher("cvc-enumeration-valid", "") for r in g.regles}


@pytest.mark.parametrize("famille", list(Famille))
def test_a_family_shows_its_rules_only(client, famille):
    page = client.get(REGLES_URL, {"famille": famille.value}).content.decode()
    montres = {code for code in REGLES if f">{code}</a>" in page}
    assert montres == {code for code in REGLES if code.startswith(famille.value)}
    assert FAMILLES[famille] in page


def test_a_search_without_result_says_what_to_do(client):
    page = client.get(REGLES_URL, {"q": "xyzxyz"}).content.decode()
    assert "Aucune règle ne correspond" in page


def test_an_impossible_family_filters_nothing(client):
    assert ">F001</a>" in client.get(REGLES_URL, {"famille": "Z"}).content.decode()


def test_a_rule_is_explained_whole(client):
    page = client.get(reverse("aide:regle", args=["T002"])).content.decode()
    regle = REGLES["T002"]
    for texte in (regle.titre, regle.message, regle.remede, regle.officiel):
        assert texte.replace("'", "&#x27;") in page


def test_a_code_in_lower_case_leads_to_its_page_and_an_unknown_one_to_none(client):
    assert client.get("/aide/regles/t002/").headers["Location"] == "/aide/regles/T002/"
    assert client.get("/aide/regles/Z999/").status_code == 404


def test_folding_forgets_accents_case_and_apostrophes():
    assert plier("L’ÉTÉ Où") == "l'ete ou"


def test_every_element_is_in_the_dictionary_with_an_address(client):
    page = client.get(DICTIONNAIRE).content.decode()
    noms = {champ.nom for chemin, champ in parcourir() if "/" in chemin}
    assert all(f'id="champ-{nom}"' in page for nom in noms)
    assert page.count('id="champ-') == len(noms)


def test_the_dictionary_is_searched_in_names_and_words(client):
    page = client.get(DICTIONNAIRE, {"q": "deuxieme prenom"}).content.decode()
    assert "prenom2" in page
    assert "sexe" not in page.split("<main")[1]
    assert "Aucun élément ne correspond" in client.get(DICTIONNAIRE, {"q": "xyzxyz"}).content.decode()


@pytest.mark.parametrize("version", VERSIONS)
def test_the_schemas_are_downloaded_as_they_are_shipped(client, version):
    reponse = client.get(reverse("aide:schema", args=[version]))
    assert b"".join(reponse.streaming_content) == chemin_xsd(version).read_bytes()
    assert f"flux-{version}.xsd" in reponse.headers["Content-Disposition"]


@pytest.mark.parametrize("version", ["1.1.1", "..", "1.1.5.xsd"])
def test_there_is_no_other_schema(client, version):
    assert client.get(f"/aide/schemas/flux-{version}.xsd").status_code == 404
