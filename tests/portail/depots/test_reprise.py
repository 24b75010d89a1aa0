"""What a failed or dead worker leaves: taken up again, never too often, and cleaned."""

from __future__ import annotations

import os
import threading
import time
from datetime import timedelta

import pytest
from conftest_depots import flux, passage, recevoir, titulaire
from django.db import OperationalError, connection
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accrochage.portail.depots import accuses, documents, rapport, services, stockage, traitement, verrous
from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.depots.models import Depot
from accrochage.portail.passages.models import PassageAccepte

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registre", "fiches")]


def taches(depot) -> list[ProcrastinateJob]:
    return list(ProcrastinateJob.objects.filter(queueing_lock=f"depot:{depot.pk}", status="todo"))


def oublier_taches() -> None:
    """As when a worker took them and died."""
    with connection.cursor() as curseur:
        curseur.execute("DELETE FROM procrastinate_jobs")


@pytest.fixture
def recu(certificateur_a) -> Depot:
    return recevoir(certificateur_a, flux(certificateur_a, passage(id_technique="A1")))


def relire(depot) -> Depot:
    return Depot.objects.get(pk=depot.pk)


def casser(monkeypatch, ou: str) -> None:
    def casse(*_args, **_champs):
        raise OperationalError("the server went away")

    monkeypatch.setattr(traitement, ou, casse)


def vieillir(depot, **delai) -> None:
    avant = timezone.now() - timedelta(**delai)
    Depot.objects.filter(pk=depot.pk).update(recu_le=avant, essai_le=avant)


def test_a_received_deposit_wakes_a_worker_once(recu):
    [tache] = taches(recu)
    assert (tache.queue_name, tache.args) == ("depots", {"depot_id": str(recu.pk)})


def test_a_deposit_that_was_forgotten_is_told_again_and_only_once(recu):
    assert services.reprendre() == 0
    vieillir(recu, minutes=2)
    assert services.reprendre() == 0
    oublier_taches()
    assert services.reprendre() == 1
    assert services.reprendre() == 0
    assert len(taches(recu)) == 1


def test_a_deposit_that_fails_waits_longer_each_time(recu, monkeypatch):
    casser(monkeypatch, "rapprocher")
    attentes = []
    for _ in range(9):
        oublier_taches()
        with pytest.raises(OperationalError):
            services.traiter(recu.pk)
        assert services.reprendre() == 0
        for minutes in (1, 2, 4, 8, 16, 32, 64):
            vieillir(recu, minutes=minutes, seconds=1)
            if services.reprendre():
                attentes.append(minutes)
                break
    assert attentes == [1, 2, 4, 8, 16, 32, 64, 64, 64]
    assert relire(recu).etat == EtatDepot.EN_COURS


@pytest.mark.parametrize("ou", ["_etape", "rapprocher", "_finir", "_annoncer"])
def test_what_failed_once_ends_well_the_next_time(recu, monkeypatch, ou):
    with monkeypatch.context() as panne:
        casser(panne, ou)
        with pytest.raises(OperationalError):
            services.traiter(recu.pk)
    assert not PassageAccepte.objects.exists()
    services.traiter(recu.pk)
    fini = relire(recu)
    assert (fini.etat, fini.nb_acceptes, fini.essais) == (EtatDepot.SUCCES, 1, 2)
    assert PassageAccepte.objects.count() == 1


def test_only_the_report_that_the_row_names_is_kept(recu, monkeypatch, tmp_path):
    with monkeypatch.context() as panne:
        casser(panne, "_annoncer")
        with pytest.raises(OperationalError):
            services.traiter(recu.pk)
    services.traiter(recu.pk)
    fini = relire(recu)
    dossier = tmp_path / "depots" / accuses.dossier_de(fini)
    gardes = {f"{accuses.dossier_de(fini)}/{f.name}" for f in dossier.iterdir()}
    assert gardes == {fini.fichier, fini.accuse_reception, fini.accuse_traitement}


def test_a_proof_is_never_written_over(recu):
    services.traiter(recu.pk)
    fini = relire(recu)
    with documents.accuse_traitement(fini).contenu as contenu:
        avant = contenu.read()
    autre = stockage.ecrire(fini.accuse_traitement, [b"autre"])
    assert autre != fini.accuse_traitement
    with documents.accuse_traitement(fini).contenu as contenu:
        assert contenu.read() == avant


def test_a_report_that_misses_a_passage_is_never_given(recu, monkeypatch):
    monkeypatch.setattr(rapport, "_OK", rapport._OK.replace("WHERE", "WHERE false AND"))
    with pytest.raises(RuntimeError, match="0 passages"):
        services.traiter(recu.pk)
    assert not PassageAccepte.objects.exists()
    assert documents.accuse_traitement(relire(recu)) is None


def test_working_copies_of_the_dead_are_removed_and_those_of_the_living_kept(tmp_path):
    mort = stockage.dossier_temporaire() / "lu-mort"
    mort.write_bytes(b"MOREAU")
    vieux = time.time() - 120
    with stockage.fichier_de_travail("lu-") as vivant:
        os.utime(mort, (vieux, vieux))
        os.utime(vivant.name, (vieux, vieux))
        assert stockage.menage() == 1
        assert [f.name for f in stockage.dossier_temporaire().iterdir()] == [vivant.name.rpartition("/")[2]]
    assert list(stockage.dossier_temporaire().iterdir()) == []


def test_a_working_copy_too_young_to_be_locked_is_left(tmp_path):
    (stockage.dossier_temporaire() / "lu-neuf").write_bytes(b"")
    assert stockage.menage() == 0


def test_large_deposits_leave_a_place_to_small_ones(recu, monkeypatch):
    monkeypatch.setattr(verrous, "_places_des_grands", threading.BoundedSemaphore(1))
    Depot.objects.filter(pk=recu.pk).update(taille=verrous.GRAND)
    oublier_taches()
    with verrous.place(verrous.GRAND) as un:
        assert un
        services.traiter(recu.pk)
        assert relire(recu).etat == EtatDepot.RECU
        [tache] = taches(recu)
        assert tache.scheduled_at > timezone.now()
        with verrous.place(verrous.GRAND - 1) as petit:
            assert petit
    services.traiter(recu.pk)
    assert relire(recu).etat == EtatDepot.SUCCES


def test_small_files_go_first(certificateur_a, monkeypatch):
    petit = recevoir(certificateur_a, flux(certificateur_a, passage()))
    monkeypatch.setattr("accrochage.portail.depots.reception.MO", 100)
    grand = recevoir(certificateur_a, flux(certificateur_a, *(passage(titulaire(1)) for _ in range(5))))
    assert taches(petit)[0].priority > taches(grand)[0].priority
