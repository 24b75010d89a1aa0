"""The samples: well made, downloadable, and their reports say what is expected, passage by passage."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import time_machine
from django.core.files import File
from django.urls import reverse
from django.utils import timezone

from accrochage.portail.demo import personnages
from accrochage.portail.demo.chargement import charger
from accrochage.portail.demo.echantillons import lister
from accrochage.portail.demo.echantillons.recettes import RECETTES
from accrochage.portail.depots.models import Depot
from accrochage.portail.depots.services import recevoir, traiter
from accrochage.portail.organismes.models import Compte


def deposer(compte, echantillon) -> Depot:
    with echantillon.chemin.open("rb") as contenu:
        depot = recevoir(
            compte=compte,
            utilisateur=compte.titulaire_du_compte,
            contenu=File(contenu),
            nom_fichier=echantillon.chemin.name,
        )
    traiter(depot.pk)
    return Depot.objects.get(pk=depot.pk)


def obtenu(depot: Depot) -> dict[str, object]:
    """What the report says, in the shape of what is expected."""
    constats = list(depot.constats.order_by("id"))

    def codes(*severites: str) -> dict[str, list[str]]:
        trouves: dict[str, list[str]] = {}
        for constat in constats:
            if constat.severite in severites and constat.id_technique:
                trouves.setdefault(constat.id_technique, []).append(constat.code)
        return trouves

    refuses = codes("rejet")
    return {
        "statut": depot.etat,
        "refuses": refuses,
        "avertissements": {i: c for i, c in codes("avertissement").items() if i not in refuses},
        "fichier": [c.code for c in constats if c.severite == "bloquant"],
        "acceptes": depot.nb_acceptes,
    }


@pytest.mark.parametrize(
    ("qui", "role", "nombre"), [("inscrit", "CERTIFICATEUR", len(RECETTES)), ("deposant", "DEPOSANT", 1)]
)
def test_every_sample_gives_what_it_announces(demonstration, qui, role, nombre):
    compte = Compte.objects.get(organisme=getattr(personnages.charger(), qui), role=role)
    essais = [e for e in lister(demonstration / "echantillons") if e.matricule == compte.organisme.matricule]
    assert len(essais) == nombre
    for essai in essais:
        attendu = json.loads(essai.attendu.read_text(encoding="utf-8"))
        attendu["acceptes"] = len(attendu["acceptes"])
        assert {"nom": essai.nom, **obtenu(deposer(compte, essai))} == {"nom": essai.nom, **attendu}


def test_files_and_expectations_are_downloaded(demonstration, client):
    essai = lister(demonstration / "echantillons")[0]
    for genre, chemin in (("fichier", essai.chemin), ("attendu", essai.attendu)):
        reponse = client.get(reverse("demo:echantillon", args=[essai.nom, genre]))
        assert b"".join(reponse.streaming_content) == chemin.read_bytes()
        assert chemin.name in reponse["Content-Disposition"]


@pytest.mark.parametrize(("essai", "genre"), [("inconnu", "fichier"), ("index", "fichier"), ("1", "..")])
def test_nothing_else_is_downloaded(demonstration, client, essai, genre):
    assert client.get(f"/demo/echantillons/{essai}/{genre}").status_code == 404


def test_old_samples_are_made_anew(demonstration):
    avant = {e.nom: e.chemin.read_bytes() for e in lister(demonstration / "echantillons")}
    with time_machine.travel(timezone.now() + timedelta(days=31), tick=False):
        charger(dire=lambda _texte: None)
    apres = {e.nom: e.chemin.read_bytes() for e in lister(demonstration / "echantillons")}
    assert apres.keys() == avant.keys()
    assert all(apres[nom] != avant[nom] for nom in avant)


def test_both_certificateurs_have_their_samples(demonstration):
    distribution = personnages.charger()
    par_matricule = [e.matricule for e in lister(demonstration / "echantillons")]
    assert par_matricule.count(distribution.inscrit.matricule) == len(RECETTES)
    assert par_matricule.count(distribution.en_attente.matricule) == len(RECETTES)
