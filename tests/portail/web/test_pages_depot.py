"""Transmettre: one file, refused early when that can be told early."""

import io
import zipfile

import fabriques
import pytest
from conftest_depots import flux, passage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.depots.models import Depot
from accrochage.portail.journal.models import Entree
from accrochage.portail.organismes.enums import Role

pytestmark = pytest.mark.django_db
TRANSMETTRE = reverse("depot:transmettre")


def envoi(contenu: bytes, nom: str = "lot.xml") -> dict:
    return {"fichier": SimpleUploadedFile(nom, contenu)}


@pytest.fixture
def client_deposant(connecte, deposant):
    return connecte(deposant)


@pytest.mark.parametrize(
    ("personne", "statut"),
    [("deposant", 200), ("administrateur", 200), ("lecteur", 403), ("gestionnaire", 403)],
)
def test_only_those_who_may_deposit_see_the_page(connecte, personne, statut, request):
    assert connecte(request.getfixturevalue(personne)).get(TRANSMETTRE).status_code == statut


def test_a_visitor_logs_in_before_depositing(client):
    assert client.get(TRANSMETTRE).status_code == 302


def test_nobody_else_can_send_a_file(client, connecte, lecteur):
    assert connecte(lecteur).post(TRANSMETTRE, envoi(b"<a/>")).status_code == 403
    assert client.post(TRANSMETTRE, envoi(b"<a/>")).status_code == 302
    assert not Depot.objects.exists()


@pytest.mark.usefixtures("registre", "fiches")
def test_a_file_becomes_a_deposit_and_its_page_is_the_receipt(client_deposant, deposant, certificateur_a):
    octets = flux(certificateur_a, passage())
    reponse = client_deposant.post(TRANSMETTRE, envoi(octets, "été 2026.xml"))
    depot = Depot.objects.get()
    assert reponse.headers["Location"] == reverse("suivi:depot", args=[depot.numero])
    assert (depot.etat, depot.depose_par, depot.compte) == (EtatDepot.RECU, deposant, certificateur_a)
    assert (depot.nom_fichier, depot.taille) == ("été 2026.xml", len(octets))
    page = client_deposant.get(reponse.headers["Location"]).content.decode()
    assert depot.sha256 in page
    assert "Recevable" in page


@pytest.mark.usefixtures("registre", "fiches")
def test_htmx_is_sent_to_the_deposit_s_page(client_deposant, certificateur_a):
    reponse = client_deposant.post(
        TRANSMETTRE, envoi(flux(certificateur_a, passage())), headers={"HX-Request": "true"}
    )
    assert reponse.headers["HX-Redirect"] == reverse("suivi:depot", args=[Depot.objects.get().numero])


def test_a_bad_file_is_a_rejected_deposit_with_its_reasons(client_deposant):
    page = client_deposant.post(TRANSMETTRE, envoi(b"%PDF-1.7 ..."), follow=True).content.decode()
    assert Depot.objects.get().etat == EtatDepot.REJETE
    assert "Non recevable" in page
    assert "F010" in page


@pytest.mark.parametrize(
    ("donnees", "texte"),
    [
        ({}, "Choisissez le fichier"),
        (lambda: envoi(b""), "Ce fichier est vide"),
        (lambda: envoi(b"%PDF", "lot.pdf"), "ni un XML ni un XML compressé"),
        (lambda: envoi(b"PK", "lot.xlsx"), "ni un XML ni un XML compressé"),
    ],
)
def test_what_can_be_told_at_once_is_no_deposit(client_deposant, donnees, texte):
    reponse = client_deposant.post(TRANSMETTRE, donnees() if callable(donnees) else donnees)
    page = reponse.content.decode()
    assert reponse.status_code == 422
    assert texte in page
    assert "Erreur" in page.split("<title>")[1].split("</title>")[0]
    assert 'href="#id_fichier"' in page
    assert not Depot.objects.exists()


def test_capitals_and_archives_are_taken(client_deposant):
    tampon = io.BytesIO()
    with zipfile.ZipFile(tampon, "w") as archive:
        archive.writestr("lot.xml", "<a/>")
    for nom in ("LOT.XML", "lot.zip", "lot.xml.gz"):
        assert (
            client_deposant.post(TRANSMETTRE, envoi(tampon.getvalue() + nom.encode(), nom)).status_code == 302
        )
    assert Depot.objects.count() == 3


def test_a_file_over_the_limit_never_reaches_the_disk(client_deposant, settings, tmp_path):
    settings.DEPOT_TAILLE_MAX = 300_000
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    vus = []
    settings.FILE_UPLOAD_HANDLERS = [*settings.FILE_UPLOAD_HANDLERS]
    reponse = client_deposant.post(TRANSMETTRE, envoi(b"<" + b"a" * 2_000_000))
    vus = [f for f in tmp_path.iterdir() if f.is_file()]
    assert reponse.status_code == 422
    assert "dépasse 300\u00a0ko" in reponse.content.decode()
    assert sum(f.stat().st_size for f in vus) <= 300_000
    assert not Depot.objects.exists()


def test_a_file_exactly_at_the_limit_is_taken(client_deposant, settings):
    settings.DEPOT_TAILLE_MAX = 300_000
    assert client_deposant.post(TRANSMETTRE, envoi(b"<" + b"a" * 299_999)).status_code == 302
    assert client_deposant.post(TRANSMETTRE, envoi(b"<" + b"b" * 300_000)).status_code == 422


def test_files_of_people_who_may_not_deposit_are_forgotten(client, connecte, lecteur, settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    for qui in (client, connecte(lecteur)):
        qui.post(reverse("account_login"), envoi(b"x" * 500_000))
    assert sum(f.stat().st_size for f in tmp_path.iterdir() if f.is_file()) == 0


def test_the_form_needs_its_token(deposant):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(deposant)
    assert strict.post(TRANSMETTRE, envoi(b"<a/>")).status_code == 403
    assert not Depot.objects.exists()


def test_the_journal_knows_who_deposited(client_deposant, deposant):
    client_deposant.post(TRANSMETTRE, envoi(b"<a/>"))
    entree = Entree.objects.get(action="depot.refuse")
    assert entree.acteur == f"utilisateur:{deposant.pk}"


def test_the_page_is_not_kept_by_the_browser(client_deposant):
    assert "no-store" in client_deposant.get(TRANSMETTRE).headers["Cache-Control"]


class TestCertificateur:
    """A déposant says for which certificateur a file is."""

    @pytest.fixture
    def tiers(self):
        return fabriques.compte(fabriques.organisme("Tiers", roles=(Role.DEPOSANT,)), role=Role.DEPOSANT)

    @pytest.fixture
    def client_tiers(self, connecte, tiers):
        return connecte(tiers.titulaire_du_compte)

    def mandater(self, tiers, *comptes):
        for compte in comptes:
            fabriques.mandat(compte.organisme, tiers.organisme)

    def envoyer(self, client, tiers, certificateur, choix):
        octets = flux(certificateur, passage(), emetteur_id_client=tiers.organisme.matricule)
        return client.post(TRANSMETTRE, {**envoi(octets), "certificateur": choix})

    def test_without_a_mandate_the_page_says_so(self, client_tiers):
        page = client_tiers.get(TRANSMETTRE).content.decode()
        assert "Aucun certificateur ne vous donne mandat" in page

    def test_one_is_named_and_not_asked(self, client_tiers, tiers, certificateur_a):
        self.mandater(tiers, certificateur_a)
        page = client_tiers.get(TRANSMETTRE).content.decode()
        assert f"Au nom de {certificateur_a.organisme.raison_sociale}" in page
        assert 'name="certificateur"' not in page

    @pytest.mark.usefixtures("registre", "fiches")
    def test_of_several_one_is_chosen_and_remembered(
        self, client_tiers, tiers, certificateur_a, certificateur_b
    ):
        self.mandater(tiers, certificateur_a, certificateur_b)
        sans = self.envoyer(client_tiers, tiers, certificateur_a, "")
        assert sans.status_code == 422
        assert "Choisissez le certificateur" in sans.content.decode()
        assert not Depot.objects.exists()
        noms = [
            f"{c.organisme.raison_sociale} ({c.organisme.matricule_groupe})"
            for c in (certificateur_a, certificateur_b)
        ]
        self.envoyer(client_tiers, tiers, certificateur_a, noms[1])
        assert Depot.objects.latest("numero").constats.get().code == "H009"
        self.envoyer(client_tiers, tiers, certificateur_a, noms[0])
        assert Depot.objects.latest("numero").etat == EtatDepot.RECU
        assert client_tiers.get(TRANSMETTRE).context["form"]["certificateur"].value() == noms[0]

    def test_many_are_found_by_typing(self, client_tiers, tiers, certificateur_a):
        autres = [fabriques.compte(fabriques.organisme("Homonyme")) for _ in range(12)]
        self.mandater(tiers, certificateur_a, *autres)
        page = client_tiers.get(TRANSMETTRE).content.decode()
        assert page.count("<option") == 13
        assert 'list="certificateurs"' in page
        assert self.envoyer(client_tiers, tiers, certificateur_a, "Homonyme").status_code == 422
        matricule = certificateur_a.organisme.matricule_groupe.lower()
        assert self.envoyer(client_tiers, tiers, certificateur_a, matricule).status_code == 302
