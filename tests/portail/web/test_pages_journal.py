"""The journal of an account, as its administrators read it."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import fabriques
import pytest
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.journal.models import Entree
from accrochage.portail.journal.services import Resultat, noter, reference
from accrochage.portail.organismes.models import Mandat

pytestmark = pytest.mark.django_db
LISTE = reverse("journal:liste")
CSV = reverse("journal:csv")


@pytest.fixture
def agir(certificateur_a):
    """Note an act in account A."""

    def faire(action="depot.recu", par=None, **champs):
        valeurs = {"compte": reference(certificateur_a), "acteur": reference(par) if par else ""}
        return noter(action=action, **{**valeurs, **champs})

    return faire


@pytest.fixture
def client_a(connecte, administrateur):
    return connecte(administrateur)


def organisme_lie(certificateur):
    """A déposant of the certificateur."""
    deposant = fabriques.organisme("Organisme Lié")
    Mandat.objects.create(
        certificateur=certificateur.organisme, deposant=deposant, debut=timezone.localdate()
    )
    return deposant


def actes(reponse) -> list[int]:
    return [ligne.entree.pk for ligne in reponse.context["lignes"]]


def rangees(reponse) -> list[dict[str, str]]:
    texte = b"".join(reponse.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(texte), delimiter=";"))


class TestPortee:
    def test_it_holds_what_was_done_in_the_account_and_to_it(self, agir, client_a, certificateur_a):
        dedans = agir()
        dessus = noter(action="compte.choisi", objet=reference(certificateur_a))
        assert actes(client_a.get(LISTE)) == [dessus.pk, dedans.pk]

    def test_it_holds_nothing_of_others(self, client_a, certificateur_b, etranger, administrateur):
        noter(action="depot.recu", compte=reference(certificateur_b), acteur=reference(etranger))
        noter(action="connexion.reussie", acteur=reference(administrateur))
        noter(action="referentiel.importe", acteur="commande:referentiel")
        assert actes(client_a.get(LISTE)) == []
        assert rangees(client_a.get(CSV))[0]["Code de l’acte"] == "journal.exporte"

    def test_an_account_whose_number_starts_alike_is_another(self, client_a, certificateur_a):
        noter(action="depot.recu", compte=f"{reference(certificateur_a)}0")
        assert actes(client_a.get(LISTE)) == []

    @pytest.mark.parametrize("qui", ["lecteur", "deposant", "gestionnaire"])
    @pytest.mark.parametrize("adresse", [LISTE, CSV])
    def test_only_administrators_read_it(self, connecte, request, qui, adresse):
        assert connecte(request.getfixturevalue(qui)).get(adresse).status_code == 403


class TestNoms:
    def test_members_are_named_others_are_not(self, agir, client_a, lecteur, etranger, gestionnaire):
        for qui in (lecteur, etranger, gestionnaire):
            agir(par=qui)
        agir(acteur="systeme")
        agir(acteur="")
        agir(acteur="commande:preparer")
        reponse = client_a.get(LISTE)
        assert [ligne.acteur for ligne in reversed(reponse.context["lignes"])] == [
            lecteur.get_full_name(),
            "personne extérieure au compte",
            "opérateur",
            "portail",
            "visiteur non connecté",
            "opérateur",
        ]
        page = reponse.content.decode()
        assert "Bruno" not in page
        assert "Gaëlle" not in page

    def test_objects_are_named_alike(self, agir, client_a, lecteur, etranger, certificateur_a):
        agir(objet=reference(lecteur))
        agir(objet=reference(etranger))
        agir(objet=reference(certificateur_a.organisme))
        agir(objet="mandat:12", details={"deposant": reference(organisme_lie(certificateur_a))})
        agir(objet=reference(fabriques.organisme("Inconnu")))
        agir(objet="depot:3f2a9c11-0000-4000-8000-000000000000", details={"numero": 41})
        agir(objet="chose:9")
        page = client_a.get(LISTE)
        assert "déposant\u00a0: Organisme Lié" in page.content.decode()
        vus = [ligne.objet for ligne in reversed(page.context["lignes"])]
        assert vus == [
            lecteur.get_full_name(),
            "personne extérieure au compte",
            "Lycée Exemple",
            "Mandat nº\u00a012",
            "autre organisme",
            "Dépôt nº\u00a041",
            "chose:9",
        ]

    def test_a_former_member_keeps_their_name(self, agir, client_a, lecteur, certificateur_a):
        agir(par=lecteur)
        certificateur_a.appartenances.get(utilisateur=lecteur).delete()
        agir("membre.retire", objet=reference(lecteur))
        page = client_a.get(LISTE)
        assert [ligne.acteur for ligne in page.context["lignes"]][-1].endswith("(ancien membre)")

    def test_acts_are_in_french_with_their_details(self, agir, client_a):
        agir("depot.telecharge", details={"numero": 3, "document": "fichier", "sha256": "ab"})
        page = client_a.get(LISTE).content.decode()
        assert "Document d’un dépôt téléchargé" in page
        assert "document\u00a0: fichier" in page
        assert "sha256" not in page

    def test_details_are_in_words_too(self, agir, client_a, lecteur, etranger):
        agir("membre.droit_change", details={"avant": "LECTEUR", "apres": "ADMINISTRATEUR"})
        agir("compte.titulaire_change", details={"avant": reference(lecteur), "qui": reference(etranger)})
        agir(details={"filtre": True, "roles": ["CERTIFICATEUR", "DEPOSANT"], "nombre": 0, "motif": ""})
        vus = [ligne.details.replace("\u00a0", " ") for ligne in client_a.get(LISTE).context["lignes"]]
        assert vus == [
            "motif : –, rôles : certificateur et déposant, avec un filtre : oui, nombre : 0",
            f"avant : {lecteur.get_full_name()}, qui : personne extérieure au compte",
            "avant : lecteur, après : administrateur",
        ]


class TestFiltres:
    def test_by_family(self, agir, client_a):
        agir("depot.recu")
        mandat = agir("mandat.donne")
        assert actes(client_a.get(LISTE, {"famille": "mandat"})) == [mandat.pk]

    def test_by_person(self, agir, client_a, lecteur, gestionnaire):
        la_sienne, _ = agir(par=lecteur), agir()
        operateur, systeme = agir(par=gestionnaire), agir(acteur="systeme")
        assert actes(client_a.get(LISTE, {"personne": reference(lecteur)})) == [la_sienne.pk]
        assert actes(client_a.get(LISTE, {"personne": "operateur"})) == [operateur.pk]
        assert actes(client_a.get(LISTE, {"personne": "systeme"})) == [systeme.pk]

    def test_by_result(self, agir, client_a):
        agir()
        refus = agir(resultat=Resultat.REFUS)
        assert actes(client_a.get(LISTE, {"resultat": "REFUS"})) == [refus.pk]

    def test_by_period_both_days_included(self, agir, client_a, horloge, administrateur):
        agir()
        horloge.shift(timedelta(days=2))
        milieu = agir()
        jour = f"{timezone.localdate():%d/%m/%Y}"
        horloge.shift(timedelta(days=2))
        agir()
        client_a.force_login(administrateur)  # the session ended two days ago
        assert actes(client_a.get(LISTE, {"du": jour, "au": jour})) == [milieu.pk]

    def test_by_object(self, agir, client_a, lecteur):
        invitation = agir(objet="invitation:4")
        personne = agir(objet=reference(lecteur))
        agir(objet="mandat:4")
        assert actes(client_a.get(LISTE, {"q": "Invitations"})) == [invitation.pk]
        assert actes(client_a.get(LISTE, {"q": lecteur.nom.upper()})) == [personne.pk]
        assert actes(client_a.get(LISTE, {"q": "invitation:4"})) == [invitation.pk]

    @pytest.mark.parametrize("saisie", ["%", "' OR 1=1 --", "\\", "9" * 30, "\x00", "<script>", "²"])
    def test_hostile_searches_find_nothing(self, agir, client_a, saisie):
        agir(objet="mandat:4")
        reponse = client_a.get(LISTE, {"q": saisie})
        assert reponse.status_code == 200
        assert "<script>" not in reponse.content.decode().partition("<h1>")[2]

    def test_a_wrong_field_says_so_and_filters_nothing(self, agir, client_a):
        agir()
        reponse = client_a.get(LISTE, {"du": "hier", "famille": "x", "personne": "utilisateur:999"})
        assert len(actes(reponse)) == 1
        assert "Erreur" in reponse.content.decode().partition("</title>")[0]

    def test_it_has_pages(self, agir, client_a):
        for _ in range(51):
            agir()
        assert len(actes(client_a.get(LISTE))) == 50
        assert len(actes(client_a.get(LISTE, {"page": 2}))) == 1
        assert len(actes(client_a.get(LISTE, {"page": "x", "taille": "100"}))) == 51

    def test_empty_states_say_what_will_be_here(self, agir, client_a):
        assert "encore vide" in client_a.get(LISTE).content.decode()
        agir()
        assert "Aucun acte" in client_a.get(LISTE, {"famille": "mandat"}).content.decode()

    def test_it_does_not_cost_a_query_a_row(self, agir, client_a, lecteur, django_assert_max_num_queries):
        for rang in range(30):
            agir(par=lecteur, objet=f"depot:3f2a9c11-0000-4000-8000-{rang:012}")
        with django_assert_max_num_queries(18):
            client_a.get(LISTE)


class TestCsv:
    def test_it_holds_what_the_list_shows(self, agir, client_a, lecteur):
        agir("mandat.donne")
        agir(par=lecteur, adresse="10.0.0.1", details={"numero": 7}, objet="depot:x")
        (ligne,) = rangees(client_a.get(CSV, {"famille": "depot"}))
        assert ligne["Personne"] == lecteur.get_full_name()
        assert ligne["Acte"] == "Dépôt reçu"
        assert ligne["Sorte d’acte"] == "Dépôts"
        assert ligne["Objet"] == "Dépôt nº\u00a07"
        assert ligne["Adresse réseau"] == "10.0.0.1"
        assert ligne["Résultat"] == "Succès"
        assert ligne["Précisions"] == "numéro\u00a0: 7"

    def test_reading_it_is_in_the_journal(self, client_a, administrateur, certificateur_a):
        reponse = client_a.get(CSV)
        assert reponse["Content-Disposition"].startswith("attachment")
        assert "no-store" in reponse["Cache-Control"]
        entree = Entree.objects.get(action="journal.exporte")
        assert (entree.acteur, entree.compte) == (reference(administrateur), reference(certificateur_a))
        assert rangees(reponse)[0]["Acte"] == "Journal téléchargé"

    def test_no_cell_is_a_formula(self, agir, client_a, lecteur):
        lecteur.prenom = "=cmd|' /C calc'!A0"
        lecteur.save()
        agir(par=lecteur, objet="+1")
        ligne = rangees(client_a.get(CSV))[-1]
        assert ligne["Personne"].startswith("'=")
        assert ligne["Objet"] == "'+1"

    def test_it_is_bounded_and_the_newest_are_kept(self, agir, client_a, monkeypatch):
        monkeypatch.setattr("accrochage.portail.web.journal.export.MAXIMUM", 3)
        for _ in range(5):
            agir()
        page = client_a.get(LISTE).content.decode()
        assert "les 3 actes les plus récents" in page
        lues = rangees(client_a.get(CSV))
        assert len(lues) == 3
        assert int(lues[0]["Numéro"]) == Entree.objects.order_by("-id").first().pk

    def test_several_batches_make_one_file(self, agir, client_a, monkeypatch):
        monkeypatch.setattr("accrochage.portail.web.journal.export.LOT", 2)
        for _ in range(5):
            agir()
        assert len(rangees(client_a.get(CSV))) == 6


def test_the_account_of_another_role_has_its_own_journal(connecte, certificateur_a, administrateur, agir):
    agir()
    second = fabriques.compte(
        certificateur_a.organisme, titulaire=administrateur, role=fabriques.Role.DEPOSANT
    )
    client = connecte(administrateur)
    client.post(reverse("organisation:changer_de_compte"), {"compte": second.pk})
    assert {e.compte for e in (ligne.entree for ligne in client.get(LISTE).context["lignes"])} == {
        reference(second)
    }


@pytest.mark.usefixtures("registre", "fiches")
def test_all_the_life_of_a_deposit_is_there_and_linked(connecte, certificateur_a, administrateur):
    from conftest_depots import deposer, flux, passage

    depot = deposer(certificateur_a, flux(certificateur_a, passage()))
    client = connecte(administrateur)
    client.get(reverse("suivi:depot", args=[depot.numero]))
    lues = client.get(LISTE, {"q": str(depot.numero)}).context["lignes"]
    assert {ligne.entree.action for ligne in lues} == {
        *("depot.recu", "registre.consulte", "depot.traite", "depot.consulte")
    }
    assert {ligne.objet_url for ligne in lues} == {reverse("suivi:depot", args=[depot.numero])}


@pytest.mark.parametrize(("decision", "acte"), [("lever", "leve"), ("refuser", "garde")])
def test_what_is_decided_for_a_lost_device_is_there(client_a, certificateur_a, lecteur, decision, acte):
    from accrochage.portail.organismes.services import second_facteur

    fabriques.second_facteur(lecteur)
    demande = second_facteur.demander(utilisateur=lecteur)
    getattr(second_facteur, decision)(
        demande=demande, par=certificateur_a.titulaire_du_compte, compte=certificateur_a
    )
    lues = client_a.get(LISTE, {"famille": "second_facteur"}).context["lignes"]
    assert [ligne.entree.action for ligne in lues] == [f"second_facteur.{acte}"]
