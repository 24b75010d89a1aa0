"""kill -9 at each precise step: the next worker ends the deposit, nothing is lost, nothing is doubled."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from conftest_depots import flux, passage, recevoir, titulaire
from django.db import connection

from accrochage.flux import rapport
from accrochage.portail.courriels.models import Courriel
from accrochage.portail.depots import accuses, documents, services, stockage
from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.depots.models import Depot
from accrochage.portail.passages.models import PassageAccepte

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("registre", "fiches")]
MORTEL = Path(__file__).with_name("ouvrier_mortel.py")
NOMBRE = 12

COUPS = [
    ("apres", "depots.etats", "passer", 1),
    ("apres", "depots.stockage", "ouvrir", 1),
    ("avant", "depots.lignes", "Lot.verser", 1),
    ("apres", "depots.lignes", "Lot.verser", 2),
    ("apres", "depots.constats", "deposer", 3),
    ("apres", "depots.certifications", "controler", 1),
    ("avant", "depots.traitement", "rapprocher", 1),
    ("apres", "depots.traitement", "rapprocher", 1),
    ("apres", "depots.enregistrement", "creer", 1),
    ("avant", "depots.rapport", "rediger", 1),
    ("apres", "depots.rapport", "rediger", 1),
    ("apres", "depots.etats", "passer", 2),
    ("apres", "depots.traitement", "_annoncer", 1),
    ("apres", "depots.traitement", "_finir", 1),
]


def mourir(depot: Depot, dossier: Path, coup) -> int:
    reglages = connection.settings_dict
    arguments = [reglages["HOST"], reglages["NAME"], dossier, depot.pk, *coup]
    return subprocess.run(
        [sys.executable, "-W", "ignore", str(MORTEL), *map(str, arguments)],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": "accrochage.portail.config.settings.test"},
        check=False,
        timeout=120,
    ).returncode


@pytest.mark.parametrize("coup", COUPS, ids=["-".join(map(str, coup)) for coup in COUPS])
def test_the_next_worker_ends_what_this_one_left(certificateur_a, tmp_path, coup):
    bons = [passage(titulaire(i % 2), id_technique=f"B{i}") for i in range(NOMBRE)]
    depot = recevoir(certificateur_a, flux(certificateur_a, *bons, passage(titulaire(6), id_technique="KO")))
    assert mourir(depot, tmp_path, coup) == -signal.SIGKILL

    services.traiter(depot.pk)

    depot.refresh_from_db()
    assert (depot.etat, depot.nb_acceptes, depot.nb_refuses) == (EtatDepot.ERREURS, NOMBRE, 1)
    assert sorted(PassageAccepte.objects.values_list("id_technique", flat=True)) == sorted(
        p.id_technique for p in bons
    )
    assert list(depot.constats.filter(severite="rejet").values_list("id_technique", "code")) == [
        ("KO", "T004")
    ]
    assert [t.nom for t in depot.transitions.all()] == ["recevoir", "commencer", "finir_avec_erreurs"]
    assert Courriel.objects.filter(gabarit="depot_traite").count() == 1
    with documents.accuse_traitement(depot).contenu as contenu:
        lu = rapport.lire(contenu)
    assert (len(list(lu.ok)), [ko.id_technique for ko in lu.ko]) == (NOMBRE, ["KO"])
    dossier = tmp_path / "depots" / accuses.dossier_de(depot)
    assert len(list(dossier.iterdir())) == 3
    for table, colonne in (("depots_ligne", "depot_id"), ("registre_recherche", "lot")):
        with connection.cursor() as curseur:
            curseur.execute(f"SELECT count(*) FROM {table} WHERE {colonne} = %s", [depot.pk])
            assert curseur.fetchone() == (0,)


def test_a_plain_copy_left_by_a_killed_worker_is_removed(certificateur_a, tmp_path, monkeypatch):
    depot = recevoir(certificateur_a, flux(certificateur_a, passage()))
    assert mourir(depot, tmp_path, ("apres", "depots.lignes", "Lot.verser", 1)) == -signal.SIGKILL
    [copie] = stockage.dossier_temporaire().iterdir()
    assert b"MOREAU" in copie.read_bytes()
    monkeypatch.setattr(stockage, "AGE_MINIMUM", -60)
    services.reprendre()
    assert list(stockage.dossier_temporaire().iterdir()) == []
