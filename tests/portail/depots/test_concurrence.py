"""Deposits that want the same passages at the same instant."""

from __future__ import annotations

import threading

import pytest
from conftest_depots import attendre_un_bloque, codes, delivrance, deposer, flux, passage, recevoir
from django.db import connections
from fabriques import Role, compte, organisme

from accrochage.flux.model import Action
from accrochage.portail.depots import services, traitement
from accrochage.portail.depots.enums import EtatDepot
from accrochage.portail.organismes.models import Mandat
from accrochage.portail.passages.models import PassageAccepte

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("registre", "fiches")]


def ensemble(monkeypatch, premier, second) -> None:
    """Process both; the second comes while the first has written everything and not committed."""
    ecrit, valider = threading.Event(), threading.Event()
    vraie = traitement._annoncer

    def annoncer(depot, etapes):
        vraie(depot, etapes)
        if depot.pk == premier.pk:
            ecrit.set()
            assert valider.wait(60)

    def traiter(depot):
        try:
            services.traiter(depot.pk)
        finally:
            connections.close_all()

    monkeypatch.setattr(traitement, "_annoncer", annoncer)
    fils = [threading.Thread(target=traiter, args=[depot]) for depot in (premier, second)]
    fils[0].start()
    assert ecrit.wait(60)
    fils[1].start()
    try:
        attendre_un_bloque()
    finally:
        valider.set()
        for fil in fils:
            fil.join(60)
    for depot in (premier, second):
        depot.refresh_from_db()


@pytest.fixture
def tiers(certificateur_a):
    depositaire = compte(organisme("Tiers"), role=Role.DEPOSANT)
    Mandat.objects.create(
        certificateur=certificateur_a.organisme, deposant=depositaire.organisme, debut=delivrance()
    )
    return depositaire


def test_one_passage_is_removed_once(certificateur_a, tiers, monkeypatch):
    p = passage(id_technique="A1")
    deposer(certificateur_a, flux(certificateur_a, p))
    premier = recevoir(certificateur_a, flux(certificateur_a, p, action=Action.SUPPRESSION))
    autre = flux(certificateur_a, p, action=Action.SUPPRESSION, emetteur_id_client=tiers.organisme.matricule)
    second = recevoir(tiers, autre)
    ensemble(monkeypatch, premier, second)
    assert (premier.etat, second.etat) == (EtatDepot.SUCCES, EtatDepot.ERREURS)
    assert codes(second)["A1"] == ["P303"]
    assert PassageAccepte.objects.get().supprime_par_depot_id == premier.pk


def test_one_key_is_accepted_once(certificateur_a, monkeypatch):
    p = passage(id_technique="A1")
    premier, second = (recevoir(certificateur_a, flux(certificateur_a, p)) for _ in range(2))
    ensemble(monkeypatch, premier, second)
    assert (premier.etat, second.etat) == (EtatDepot.SUCCES, EtatDepot.SUCCES)
    assert (premier.nb_deja_acceptes, second.nb_deja_acceptes) == (0, 1)
    assert PassageAccepte.objects.get().depot_id == premier.pk
