"""Who may open what: deny by default, log in first, the account of the moment."""

import fabriques
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import path, reverse
from django.utils import timezone

from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.enums import Droit, Role
from accrochage.portail.web.acces import Acces, acces, routes

pytestmark = pytest.mark.django_db


def vue(_request):
    return HttpResponse("contenu")


def _routes_d_essai():
    def neuve(niveau=None, *, ecrit=False):
        def copie(request):
            return vue(request)

        return acces(niveau, ecrit=ecrit)(copie) if niveau else copie

    return [
        *[path(f"essai/{niveau.value}/", neuve(niveau)) for niveau in Acces],
        path("essai/ecrit/", neuve(Acces.DEPOSANT, ecrit=True)),
        path("essai/sans/", neuve()),
    ]


class Essai:
    """Routes of all levels beside the portal's own."""

    def __init__(self):
        from accrochage.portail.config import urls

        self.urlpatterns = [*_routes_d_essai(), *urls.urlpatterns]
        for nom in ("handler403", "handler404", "handler500"):
            if hasattr(urls, nom):
                setattr(self, nom, getattr(urls, nom))


@pytest.fixture
def essai(settings):
    settings.ROOT_URLCONF = Essai()


TABLE = {
    "visiteur": {Acces.PUBLIC},
    "lecteur": {Acces.PUBLIC, Acces.CONNECTE, Acces.LECTEUR},
    "deposant": {Acces.PUBLIC, Acces.CONNECTE, Acces.LECTEUR, Acces.DEPOSANT},
    "administrateur": {Acces.PUBLIC, Acces.CONNECTE, Acces.LECTEUR, Acces.DEPOSANT, Acces.ADMINISTRATEUR},
    "gestionnaire": {Acces.PUBLIC, Acces.CONNECTE, Acces.OPERATEUR, Acces.GESTIONNAIRE},
    "technique": {Acces.PUBLIC, Acces.CONNECTE, Acces.OPERATEUR, Acces.TECHNIQUE},
    "superviseur": {
        *(Acces.PUBLIC, Acces.CONNECTE),
        *(Acces.OPERATEUR, Acces.GESTIONNAIRE, Acces.SUPERVISEUR, Acces.TECHNIQUE),
    },
}


@pytest.mark.usefixtures("essai")
@pytest.mark.parametrize("niveau", list(Acces))
@pytest.mark.parametrize("qui", list(TABLE))
def test_each_level_lets_in_exactly_whom_it_says(qui, niveau, request, connecte):
    client = Client() if qui == "visiteur" else connecte(request.getfixturevalue(qui))
    attendu = 200 if niveau in TABLE[qui] else 302 if qui == "visiteur" else 403
    assert client.get(f"/essai/{niveau.value}/").status_code == attendu


@pytest.mark.usefixtures("essai")
def test_a_route_without_a_stamp_does_not_exist(connecte, gestionnaire):
    assert connecte(gestionnaire).get("/essai/sans/").status_code == 404


def test_every_route_of_the_portal_has_its_stamp():
    sans = [chemin for chemin, motif in routes() if not hasattr(motif.callback, "acces")]
    assert sans == []


@pytest.mark.usefixtures("essai")
def test_only_views_that_say_so_take_post(connecte, deposant):
    client = connecte(deposant)
    assert client.post("/essai/ecrit/").status_code == 200
    assert client.post("/essai/DEPOSANT/").status_code == 405
    assert client.delete("/essai/PUBLIC/").status_code == 405


@pytest.mark.usefixtures("essai")
def test_a_reader_may_not_write_and_the_journal_keeps_the_refusal(connecte, lecteur, certificateur_a):
    assert connecte(lecteur).post("/essai/ecrit/").status_code == 403
    entree = Entree.objects.get(action="acces.refuse")
    assert entree.acteur == f"utilisateur:{lecteur.pk}"
    assert entree.compte == f"compte:{certificateur_a.pk}"
    assert entree.adresse == "127.0.0.1"


@pytest.mark.usefixtures("essai")
def test_a_visitor_comes_back_to_the_page_after_the_login(client):
    reponse = client.get("/essai/LECTEUR/?page=2")
    assert reponse.url == reverse("account_login") + "?next=%2Fessai%2FLECTEUR%2F%3Fpage%3D2"


@pytest.mark.usefixtures("essai")
@pytest.mark.parametrize(
    ("origine", "retour"),
    [
        ("http://testserver/transmettre/", "?next=http%3A%2F%2Ftestserver%2Ftransmettre%2F"),
        ("http://pirate.test/", ""),
    ],
)
def test_a_form_sent_after_the_session_ended_comes_back_to_its_page(client, origine, retour):
    reponse = client.post("/essai/ecrit/", headers={"referer": origine})
    assert reponse.url == reverse("account_login") + retour


@pytest.mark.usefixtures("essai")
def test_a_partial_refresh_sends_the_whole_page_to_the_login(client):
    entetes = {"hx-request": "true", "hx-current-url": "http://testserver/suivi/"}
    reponse = client.get("/essai/LECTEUR/", headers=entetes)
    assert reponse["HX-Redirect"] == reverse("account_login") + "?next=%2Fsuivi%2F"


@pytest.mark.usefixtures("essai")
def test_a_suspended_member_is_out_at_the_next_request(connecte, lecteur):
    client = connecte(lecteur)
    assert client.get("/essai/LECTEUR/").status_code == 200
    lecteur.appartenances.update(suspendue_le=timezone.now())
    assert client.get("/essai/LECTEUR/").url == reverse("public:tableau_de_bord")


def test_who_is_suspended_everywhere_reads_where_and_whom_to_ask(connecte, lecteur, administrateur):
    lecteur.appartenances.update(suspendue_le=timezone.now(), suspendue_pour="DORMANCE")
    page = connecte(lecteur).get(reverse("suivi:liste"), follow=True).content.decode()
    assert "Votre accès est suspendu" in page
    assert "Lycée Exemple" in page
    assert f"{administrateur.prenom} {administrateur.nom}" in page
    assert administrateur.email not in page


def test_who_was_removed_everywhere_is_told_too(connecte, lecteur):
    lecteur.appartenances.all().delete()
    assert "aucun compte" in connecte(lecteur).get(reverse("suivi:liste"), follow=True).content.decode()


@pytest.mark.usefixtures("essai")
def test_a_deactivated_person_is_out_at_the_next_request(connecte, lecteur):
    client = connecte(lecteur)
    lecteur.is_active = False
    lecteur.save()
    assert client.get("/essai/CONNECTE/").status_code == 302


class TestCompteCourant:
    def test_one_person_switches_between_their_accounts(self, connecte, certificateur_a, administrateur):
        second = fabriques.compte(certificateur_a.organisme, titulaire=administrateur, role=Role.DEPOSANT)
        client = connecte(administrateur)
        assert client.get(reverse("organisation:compte")).context["request"].compte == certificateur_a
        reponse = client.post(
            reverse("organisation:changer_de_compte"), {"compte": second.pk, "next": "/organisation/"}
        )
        assert reponse.url == "/organisation/"
        assert client.get(reverse("organisation:compte")).context["request"].compte == second
        assert Entree.objects.get(action="compte.choisi").compte == f"compte:{second.pk}"

    def test_rights_are_those_of_the_current_account(
        self, connecte, certificateur_a, certificateur_b, administrateur
    ):
        fabriques.membre(certificateur_b, Droit.LECTEUR, administrateur)
        client = connecte(administrateur)
        client.post(reverse("organisation:changer_de_compte"), {"compte": certificateur_b.pk})
        requete = client.get(reverse("organisation:compte")).context["request"]
        assert requete.compte == certificateur_b
        assert Acces.DEPOSANT not in requete.droits

    @pytest.mark.parametrize("choix", ["etranger", "999999", "", "abc"])
    def test_nobody_switches_to_an_account_that_is_not_theirs(
        self, connecte, administrateur, certificateur_a, certificateur_b, choix
    ):
        client = connecte(administrateur)
        compte = str(certificateur_b.pk) if choix == "etranger" else choix
        assert client.post(reverse("organisation:changer_de_compte"), {"compte": compte}).status_code == 404
        assert client.get(reverse("organisation:compte")).context["request"].compte == certificateur_a

    def test_an_account_written_into_the_session_gives_nothing(
        self, connecte, administrateur, certificateur_b
    ):
        client = connecte(administrateur)
        session = client.session
        session["compte_id"] = certificateur_b.pk
        session.save()
        assert client.get(reverse("organisation:compte")).context["request"].compte != certificateur_b

    @pytest.mark.parametrize("suite", ["http://pirate.test/", "//pirate.test/", "javascript:alert(1)"])
    def test_the_switch_never_leads_elsewhere(self, connecte, administrateur, certificateur_a, suite):
        choix = {"compte": certificateur_a.pk, "next": suite}
        reponse = connecte(administrateur).post(reverse("organisation:changer_de_compte"), choix)
        assert reponse.url == reverse("public:tableau_de_bord")
