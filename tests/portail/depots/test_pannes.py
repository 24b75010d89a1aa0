"""Workers that die, workers that meet: nothing is lost, nothing is doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from conftest_depots import flux, passage, recevoir, titulaire
from django.db import connection, connections

from accrochage.portail.depots import services, verrous
from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.passages.models import PassageAccepte

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("registre", "fiches"),
]
OUVRIER = Path(__file__).with_name("ouvrier.py")
NOMBRE = 60


def lancer(depot, dossier: Path) -> subprocess.Popen[str]:
    reglages = connection.settings_dict
    arguments = [
        sys.executable,
        "-W",
        "ignore",
        str(OUVRIER),
        reglages["HOST"],
        reglages["NAME"],
        str(dossier),
    ]
    return subprocess.Popen(
        [*arguments, str(depot.pk)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "accrochage.portail.config.settings.test"},
        stdout=subprocess.PIPE,
        text=True,
    )


def fichier(compte) -> bytes:
    bons = [passage(titulaire(i % 2), id_technique=f"B{i}") for i in range(NOMBRE)]
    return flux(compte, *bons, passage(titulaire(6), id_technique="KO"))


def bilan(depot) -> tuple[object, ...]:
    depot.refresh_from_db()
    cles = list(PassageAccepte.objects.filter(emetteur=depot.emetteur).values_list("id_technique", flat=True))
    return depot.etat, depot.nb_acceptes, depot.nb_refuses, len(cles), len(set(cles))


@pytest.mark.parametrize("delai", [0.0, 0.05, 0.1, 0.2, 0.3, 0.5])
def test_a_worker_killed_at_any_instant_loses_and_doubles_nothing(certificateur_a, tmp_path, delai):
    depot = recevoir(certificateur_a, fichier(certificateur_a))
    with lancer(depot, tmp_path) as ouvrier:
        assert ouvrier.stdout.readline() == "pret\n"
        time.sleep(delai)
        ouvrier.send_signal(signal.SIGKILL)
    with lancer(depot, tmp_path) as suivant:
        suivant.wait(timeout=60)
    assert bilan(depot) == (EtatDepot.ERREURS, NOMBRE, 1, NOMBRE, NOMBRE)
    assert depot.constats.filter(id_technique="KO").count() == 1


def test_two_workers_on_one_deposit_do_it_once(certificateur_a, tmp_path):
    depot = recevoir(certificateur_a, fichier(certificateur_a))
    with lancer(depot, tmp_path) as un, lancer(depot, tmp_path) as deux:
        assert (un.wait(timeout=60), deux.wait(timeout=60)) == (0, 0)
    assert bilan(depot) == (EtatDepot.ERREURS, NOMBRE, 1, NOMBRE, NOMBRE)
    assert depot.transitions.count() == 3


def test_two_deposits_of_the_same_passages_at_once_store_them_once(certificateur_a, tmp_path):
    communs = [passage(titulaire(i % 2), id_technique=f"B{i}") for i in range(NOMBRE)]
    depots = [recevoir(certificateur_a, flux(certificateur_a, *communs)) for _ in range(2)]
    with lancer(depots[0], tmp_path) as un, lancer(depots[1], tmp_path) as deux:
        assert (un.wait(timeout=60), deux.wait(timeout=60)) == (0, 0)
    assert PassageAccepte.objects.count() == NOMBRE
    for depot in depots:
        depot.refresh_from_db()
        assert (depot.etat, depot.nb_acceptes) == (EtatDepot.SUCCES, NOMBRE)
    assert sum(depot.nb_deja_acceptes for depot in depots) == NOMBRE


def test_a_deposit_in_other_hands_is_left_alone(certificateur_a):
    depot = recevoir(certificateur_a, flux(certificateur_a, passage()))
    tenu, fin = threading.Event(), threading.Event()

    def tenir():
        with verrous.travail(depot.pk) as pris:
            assert pris
            tenu.set()
            fin.wait(30)
        connections.close_all()

    autre = threading.Thread(target=tenir)
    autre.start()
    try:
        assert tenu.wait(30)
        services.traiter(depot.pk)
        depot.refresh_from_db()
        assert depot.etat == EtatDepot.RECU
    finally:
        fin.set()
        autre.join()
    services.traiter(depot.pk)
    depot.refresh_from_db()
    assert depot.etat == EtatDepot.SUCCES
