"""The référentiel from the operator's desk: a real file, imported by the real task, reported."""

import io
import os
import time
import zipfile
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from fabriques import siret
from fabriques_departs import fichiers
from publication_du_referentiel import ENTETE_DETENTEURS, ENTETE_FICHES, FICHE, detenteur, table

from accrochage.portail.journal.models import Entree
from accrochage.portail.referentiel import envois
from accrochage.portail.referentiel.models import Certification, Detention, ImportReferentiel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pieces_a_part")]
ICI = reverse("gestion:referentiel")


def page(reponse):
    return reponse.content.decode()


def publication(*codes, nom="publication.zip"):
    """A published CSV set in a zip: these fiches, each with a holder."""
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as archive:
        fiches = [{**FICHE, "Numero_Fiche": code} for code in codes]
        archive.writestr("export_fiches_CSV_Standard_2026_11_01.csv", table(ENTETE_FICHES, *fiches))
        lignes = [detenteur(code, siret(11)) for code in codes]
        archive.writestr("export_fiches_CSV_Certificateurs_2026_11_01.csv", table(ENTETE_DETENTEURS, *lignes))
    return SimpleUploadedFile(nom, octets.getvalue())


@pytest.fixture
def agent(connecte, gestionnaire):
    return connecte(gestionnaire)


def envoyer(client, fichier, **champs):
    reponse = client.post(ICI, {"fichier": fichier, **champs})
    assert reponse.status_code == 302
    envoi = ImportReferentiel.objects.latest("pk")
    envois.traiter(envoi.pk)
    envoi.refresh_from_db()
    return envoi


def test_a_publication_is_imported_and_what_changed_is_told(agent, gestionnaire, pieces_a_part):
    envoi = envoyer(agent, publication("RNCP100", "RNCP200"))
    assert (envoi.etat, envoi.bilan["fiches_nouvelles"], envoi.bilan["detenteurs_ajoutes"]) == (
        "REUSSI",
        2,
        2,
    )
    assert Certification.objects.count() == Detention.objects.count() == 2
    lue = page(agent.get(ICI))
    assert "2\N{NO-BREAK SPACE}nouvelles" in lue
    assert gestionnaire.nom_complet in lue
    assert fichiers(pieces_a_part) == []
    entree = Entree.objects.get(action="referentiel.envoye")
    assert entree.acteur == f"utilisateur:{gestionnaire.pk}"


def test_the_same_again_changes_nothing_and_twice_is_once(agent):
    envoi = envoyer(agent, publication("RNCP100"))
    envois.traiter(envoi.pk)
    encore = envoyer(agent, publication("RNCP100"))
    assert (encore.etat, encore.bilan["fiches_nouvelles"], encore.bilan["fiches_modifiees"]) == (
        "REUSSI",
        0,
        0,
    )


def test_it_waits_for_a_worker_and_the_page_says_so(agent):
    agent.post(ICI, {"fichier": publication("RNCP100")})
    assert "En cours" in page(agent.get(ICI))
    assert 'hx-trigger="every 2s"' in page(agent.get(ICI))
    assert not Certification.objects.exists()


@pytest.mark.parametrize(
    ("octets", "nom"), [(b"a;b\n1;2\n", "autre.csv"), (b"%PDF", "x.zip"), (b"<a/>", "x.xml")]
)
def test_another_file_is_refused_and_writes_nothing(agent, octets, nom):
    envoi = envoyer(agent, SimpleUploadedFile(nom, octets))
    assert envoi.etat == "REFUSE"
    assert "Rien n’a été enregistré" in page(agent.get(ICI))
    assert not Certification.objects.exists()


def test_one_that_takes_much_away_is_refused_unless_a_superviseur_forces_it(agent, connecte, superviseur):
    beaucoup = [f"RNCP{n}" for n in range(100, 150)]
    envoyer(agent, publication(*beaucoup))
    vide = [{**FICHE, "Numero_Fiche": code, "Actif": "INACTIVE"} for code in beaucoup]
    octets = io.BytesIO()
    with zipfile.ZipFile(octets, "w") as archive:
        archive.writestr("export_fiches_CSV_Standard_2026_11_02.csv", table(ENTETE_FICHES, *vide))

    def fichier():
        return SimpleUploadedFile("vide.zip", octets.getvalue())

    assert envoyer(agent, fichier(), force="on").etat == "REFUSE"
    assert Certification.objects.filter(active=True).count() == 50
    assert envoyer(connecte(superviseur), fichier(), force="on").etat == "REUSSI"
    assert not Certification.objects.filter(active=True).exists()


def test_no_file_another_kind_and_a_larger_one_are_told_at_the_field(agent, settings):
    assert "Choisissez le fichier." in page(agent.post(ICI, {}))
    assert ".csv, .xml ou .zip" in page(agent.post(ICI, {"fichier": SimpleUploadedFile("a.pdf", b"x")}))
    settings.DEPOT_TAILLE_MAX = 10
    assert "Ce fichier dépasse" in page(agent.post(ICI, {"fichier": publication("RNCP100")}))
    assert not ImportReferentiel.objects.exists()


class TestReprise:
    def mort(self):
        """The import that waits lost its worker an hour ago."""
        il_y_a = timezone.now() - timedelta(hours=1)
        apps.get_model("procrastinate", "ProcrastinateJob").objects.all().delete()
        ImportReferentiel.objects.update(etat="EN_COURS", cree_le=il_y_a)

    def test_an_import_whose_worker_died_is_told_to_another_once(self, agent):
        agent.post(ICI, {"fichier": publication("RNCP100")})
        assert envois.reprendre() == 0
        self.mort()
        assert envois.reprendre() == 1
        assert envois.reprendre() == 0
        envois.traiter(ImportReferentiel.objects.get().pk)
        assert ImportReferentiel.objects.get().etat == "REUSSI"
        assert envois.reprendre() == 0

    def test_one_that_is_being_done_is_left_alone(self, agent):
        agent.post(ICI, {"fichier": publication("RNCP100")})
        self.mort()
        cle = ImportReferentiel.objects.get().pk
        autre = connection.copy()
        try:
            with autre.cursor() as curseur:
                curseur.execute("SELECT pg_advisory_lock(%s, %s)", [envois.VERROU, cle])
            assert envois.reprendre() == 0
            envois.traiter(cle)
            assert not Certification.objects.exists()
        finally:
            autre.close()

    def test_a_file_that_a_crash_left_alone_goes(self, pieces_a_part):
        nom = envois.pieces.ecrire(envois.DOSSIER, io.BytesIO(b"x"))
        (chemin,) = fichiers(pieces_a_part)
        vieux = time.time() - 2 * 86_400
        os.utime(chemin, (vieux, vieux))
        envois.reprendre()
        assert fichiers(pieces_a_part) == [], nom
