"""« This person has left »: the pages, from the right identifiers to the operator's hands."""

import re
from datetime import timedelta

import fabriques
import pytest
from django.test import Client
from django.urls import reverse
from fabriques_pieces import PDF, PNG, envoi, pdf

from accrochage.portail.courriels.models import Courriel
from accrochage.portail.organismes.enums import Droit, EtatDemande, Role
from accrochage.portail.organismes.models import DemandeDepart
from accrochage.portail.organismes.services import departs

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pieces_a_part")]
DEPART = reverse("inscription:depart")
ENVOYE = reverse("inscription:depart_envoye")
CONFIRMER = reverse("inscription:depart_confirmer")
RECU = reverse("inscription:depart_recu")
IDENTIFIANTS = reverse("inscription:identifiants")
ORGANISATION = reverse("organisation:compte")
PAULE = {
    "prenom": "Paule",
    "nom": "Petit",
    "email": "paule@exemple.test",
    "fonction": "Directrice",
    "explication": "Partie en juin.\nPersonne ne la remplace.",
}


def saisie(octets=PDF, nom="lettre.pdf", **champs):
    return {**PAULE, "piece": envoi(octets, nom), **champs}


def lien():
    texte = Courriel.objects.filter(gabarit="depart_lien").latest("id").texte
    return re.search(r"/inscription/depart/lien/\S+", texte)[0]


def page(reponse):
    return reponse.content.decode()


@pytest.fixture
def informe(client, certificateur_a):
    """A visitor who gave the right identifiers and learned that the account is open."""
    organisme = certificateur_a.organisme
    numeros = {"matricule": organisme.matricule, "second": organisme.contrats.get().numero}
    reponse = client.post(IDENTIFIANTS, numeros)
    assert reponse.status_code == 409
    assert DEPART in page(reponse)
    return client


def test_from_the_identifiers_to_the_operator(informe, gestionnaire):
    formulaire = page(informe.get(DEPART))
    assert "Alice Arnaud" in formulaire
    assert "Lycée Exemple" in formulaire
    assert informe.post(DEPART, saisie()).url == ENVOYE
    assert "paule@exemple.test" in page(informe.get(ENVOYE))
    demande = DemandeDepart.objects.get()
    assert demande.etat == EtatDemande.A_CONFIRMER
    ailleurs = Client()
    assert ailleurs.get(lien()).url == CONFIRMER
    relue = page(ailleurs.get(CONFIRMER))
    for mot in ("Paule Petit", "Directrice", "Partie en juin.", "lettre.pdf", demande.reference_groupee):
        assert mot in relue
    demande.refresh_from_db()
    assert demande.etat == EtatDemande.A_CONFIRMER
    assert ailleurs.post(CONFIRMER).url == RECU
    assert demande.reference_groupee in page(ailleurs.get(RECU))
    demande.refresh_from_db()
    assert demande.etat == EtatDemande.RECUE


class TestAcces:
    def test_nobody_comes_there_without_the_right_identifiers(self, client, administrateur, connecte):
        for visiteur in (client, connecte(administrateur)):
            assert visiteur.get(DEPART).url == IDENTIFIANTS
            assert visiteur.post(DEPART, saisie()).url == IDENTIFIANTS
        assert not DemandeDepart.objects.exists()

    def test_wrong_identifiers_do_not_open_it(self, client, certificateur_a):
        numeros = {"matricule": certificateur_a.organisme.matricule, "second": "MCFCER999998"}
        client.post(IDENTIFIANTS, numeros)
        assert client.get(DEPART).url == IDENTIFIANTS

    def test_the_last_pages_show_nothing_to_who_did_not_come_through(self, client, certificateur_a):
        for chemin in (ENVOYE, RECU):
            assert client.get(chemin).status_code == 302
        assert client.get(CONFIRMER).status_code == 410
        assert client.post(CONFIRMER).status_code == 410

    def test_each_change_needs_its_token(self, informe):
        informe.post(DEPART, saisie())
        strict = Client(enforce_csrf_checks=True)
        assert strict.get(lien()).status_code == 302
        assert strict.post(CONFIRMER).status_code == 403
        assert not DemandeDepart.objects.confirmees().exists()

    def test_a_link_that_no_longer_serves_says_so(self, informe, horloge):
        informe.post(DEPART, saisie())
        assert "ne sert plus" in page(informe.get(reverse("inscription:depart_lien", args=["x"])))
        ouvert, adresse = Client(), lien()
        ouvert.get(adresse)
        ouvert.post(CONFIRMER)
        for visiteur in (Client(), ouvert):
            reponse = visiteur.get(adresse)
            assert reponse.status_code == 410
            assert "déjà confirmée" in page(reponse)

    def test_a_link_of_four_days_ago_no_longer_serves(self, informe, horloge):
        informe.post(DEPART, saisie())
        adresse = lien()
        horloge.shift(timedelta(hours=72))
        assert Client().get(adresse).status_code == 410

    def test_the_fourth_request_of_the_day_is_told_to_wait(self, informe):
        for _ in range(departs.DEMANDES_PAR_COMPTE):
            assert informe.post(DEPART, saisie()).status_code == 302
        reponse = informe.post(DEPART, saisie())
        assert reponse.status_code == 429
        assert reponse["Retry-After"] == "86400"
        assert informe.get(DEPART).context["form"]["explication"].value() == PAULE["explication"]


class TestSaisie:
    @pytest.mark.parametrize("champ", [*PAULE, "piece"])
    def test_what_is_missing_is_said_on_its_field_and_the_rest_is_kept(self, informe, champ):
        reponse = informe.post(DEPART, {**saisie(), champ: ""})
        assert reponse.status_code == 422
        assert list(reponse.context["form"].errors) == [champ]
        gardes = {nom: reponse.context["form"][nom].value() for nom in PAULE if nom != champ}
        assert gardes == {nom: valeur for nom, valeur in PAULE.items() if nom != champ}
        assert not DemandeDepart.objects.exists()

    @pytest.mark.parametrize(
        ("octets", "nom", "dit"),
        [
            (b"<html><script>alert(1)</script></html>", "lettre.pdf", "ne correspond pas à son extension"),
            (PDF + b"x" * 2000, "lettre.pdf", "autre chose à la fin"),
            (PNG, "lettre.exe", "ni un PDF ni une image"),
            (b"", "lettre.pdf", "est vide"),
            (PDF[:9] + b"%<script>\n" + PDF[9:], "lettre.pdf", "contient un programme"),
            (pdf(5_000_001), "lettre.pdf", "dépasse 5\N{NO-BREAK SPACE}Mo"),
            (pdf(6_000_000), "lettre.pdf", "dépasse 5\N{NO-BREAK SPACE}Mo"),
        ],
    )
    def test_what_is_no_proof_is_refused_with_a_reason(self, informe, octets, nom, dit, pieces_a_part):
        reponse = informe.post(DEPART, saisie(octets, nom))
        assert reponse.status_code == 422
        assert list(reponse.context["form"].errors) == ["piece"]
        assert dit in page(reponse)
        assert not pieces_a_part.exists()

    def test_five_million_bytes_exactly_are_taken(self, informe):
        assert informe.post(DEPART, saisie(pdf(5_000_000))).url == ENVOYE

    def test_bytes_over_the_limit_never_reach_the_disk(self, informe, settings, tmp_path):
        settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path / "envois")
        (tmp_path / "envois").mkdir()
        informe.post(DEPART, saisie(pdf(9_000_000)))
        assert sum(f.stat().st_size for f in (tmp_path / "envois").iterdir()) <= 5_000_000

    def test_a_visitor_without_identifiers_sends_nothing_to_the_disk(self, client, settings, tmp_path):
        settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
        client.post(DEPART, saisie(pdf(1_000_000)))
        assert sum(f.stat().st_size for f in tmp_path.iterdir() if f.is_file()) == 0

    @pytest.mark.parametrize("champ", ["nom", "prenom", "fonction", "explication", "email"])
    def test_control_characters_and_markup_do_no_harm(self, informe, champ):
        assert informe.post(DEPART, {**saisie(), champ: "a\x00b"}).status_code == 422
        reponse = informe.post(DEPART, {**saisie(), champ: "<script>alert(1)</script>", "nom": " "})
        assert "<script>alert(1)</script>" not in page(reponse)

    def test_nothing_is_lost_when_the_session_ended(self, client, certificateur_a):
        assert client.post(DEPART, saisie()).url == IDENTIFIANTS
        assert "ce que vous aviez écrit" in page(client.get(IDENTIFIANTS))
        organisme = certificateur_a.organisme
        client.post(
            IDENTIFIANTS, {"matricule": organisme.matricule, "second": organisme.contrats.get().numero}
        )
        form = client.get(DEPART).context["form"]
        assert {nom: form[nom].value() for nom in PAULE} == PAULE


class TestToujoursLa:
    @pytest.fixture
    def demande(self, informe):
        informe.post(DEPART, saisie())
        autre = Client()
        autre.get(lien())
        autre.post(CONFIRMER)
        return DemandeDepart.objects.get()

    @pytest.fixture
    def reponse(self, demande):
        return reverse("organisation:contester_depart", args=[demande.pk])

    @pytest.fixture
    def autres(self, lecteur, deposant, etranger):
        return {lecteur: 403, deposant: 403, etranger: 404}

    def test_administrators_see_it_on_the_page_of_the_account(
        self, demande, connecte, administrateur, autres
    ):
        reponse = reverse("organisation:contester_depart", args=[demande.pk])
        vue = page(connecte(administrateur).get(ORGANISATION))
        assert reponse in vue
        assert "Paule Petit" in vue
        assert "Partie en juin" not in vue
        for autre in autres:
            assert demande.reference_groupee not in page(connecte(autre).get(ORGANISATION))

    def test_the_answer_says_what_it_does_then_closes_the_request(
        self, demande, reponse, connecte, administrateur
    ):
        client = connecte(administrateur)
        assert "refusée aussitôt" in page(client.get(reponse))
        demande.refresh_from_db()
        assert demande.etat == EtatDemande.RECUE
        assert "reçoit votre nom" in page(client.post(reponse, follow=True))
        demande.refresh_from_db()
        assert (demande.etat, demande.traitee_par) == (EtatDemande.REFUSEE, administrateur)
        assert reponse not in page(client.get(ORGANISATION))

    def test_answering_twice_is_told(self, demande, reponse, connecte, administrateur):
        client = connecte(administrateur)
        client.post(reponse)
        for methode in (client.post, client.get):
            assert "déjà reçu sa réponse" in page(methode(reponse, follow=True))

    def test_nobody_else_may_answer(self, demande, reponse, connecte, autres):
        assert Client().post(reponse).status_code == 302
        for personne, statut in autres.items():
            assert connecte(personne).post(reponse).status_code == statut
        demande.refresh_from_db()
        assert demande.etat == EtatDemande.RECUE

    def test_an_unconfirmed_request_is_seen_by_nobody(self, informe, connecte, administrateur):
        informe.post(DEPART, saisie())
        demande = DemandeDepart.objects.get()
        chemin = reverse("organisation:contester_depart", args=[demande.pk])
        client = connecte(administrateur)
        assert client.post(chemin).status_code == 404
        assert demande.reference_groupee not in page(client.get(ORGANISATION))

    def test_the_other_account_of_the_same_person_shows_nothing(
        self, demande, reponse, connecte, administrateur, certificateur_a
    ):
        autre = fabriques.compte(certificateur_a.organisme, titulaire=administrateur, role=Role.DEPOSANT)
        client = connecte(administrateur)
        client.post(reverse("organisation:changer_de_compte"), {"compte": autre.pk})
        assert client.post(reponse).status_code == 404
        assert reponse not in page(client.get(ORGANISATION))
        assert autre.appartenances.get().droit == Droit.ADMINISTRATEUR
