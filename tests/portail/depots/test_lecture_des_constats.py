"""What people read of a deposit: groups, the CSV, the progress; and names of files."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import timedelta

import pytest
from conftest_depots import delivrance, deposer, flux, passage, recevoir, titulaire
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accrochage.flux.catalogue import REGLES
from accrochage.flux.findings import Severite
from accrochage.portail.depots import constats, documents, services, synthese, traitement
from accrochage.portail.depots.enums import Etape
from accrochage.portail.depots.lignes import Lot
from accrochage.portail.depots.models import Constat, Depot
from accrochage.portail.depots.progression import avancement

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("registre", "fiches")]


@pytest.fixture
def depot(certificateur_a) -> Depot:
    inconnus = [passage(titulaire(0, nom_naissance="INTROUVABLE"), f"I{i}") for i in range(4)]
    homonyme = passage(titulaire(6), "H")
    tardif = passage(titulaire(1), "=CMD()", scoring="nill")
    return deposer(certificateur_a, flux(certificateur_a, *inconnus, homonyme, tardif))


def test_groups_are_gravest_then_biggest_first_with_exact_numbers(depot):
    groupes = synthese.groupes(depot, exemples=2)
    assert [(g.regle.code, g.nombre, len(g.constats), g.reste) for g in groupes[:2]] == [
        ("T001", 4, 2, 2),
        ("T004", 1, 1, 0),
    ]
    assert [g.severite for g in groupes] == sorted((g.severite for g in groupes), key=list(Severite).index)
    assert [c.id_technique for c in groupes[0].constats] == ["I0", "I1"]
    assert groupes[0].constats[0].remede


def lire_csv(depot: Depot) -> list[dict[str, str]]:
    texte = b"".join(documents.lignes_csv(depot)).decode("utf-8")
    assert texte.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(texte.removeprefix("\ufeff")), delimiter=";"))


def test_the_csv_holds_every_finding_and_no_formula(depot, monkeypatch):
    monkeypatch.setattr(documents, "LOT", 2)
    lignes = lire_csv(depot)
    assert len(lignes) == depot.constats.count()
    assert [ligne["idTechnique"] for ligne in lignes if ligne["code"] == "T001"] == ["I0", "I1", "I2", "I3"]
    assert lignes[0]["messageOfficiel"] == REGLES["T001"].officiel
    assert "'=CMD()" in {ligne["idTechnique"] for ligne in lignes}
    assert not any(cellule.startswith(("=", "+", "-", "@")) for ligne in lignes for cellule in ligne.values())
    assert all(ligne["message"] and ligne["remede"] for ligne in lignes)


def test_official_sentences_of_the_csv_have_their_particulars(certificateur_a):
    p = passage(id_technique="A1")
    deposer(certificateur_a, flux(certificateur_a, p))
    [ligne] = lire_csv(deposer(certificateur_a, flux(certificateur_a, replace(p, scoring="12/20"))))
    matricule = certificateur_a.organisme.matricule
    assert ligne["messageOfficiel"] == (
        f"Le passage certification avec le bcr émetteur {matricule} et l'id technique partenaire A1 "
        "existe déjà en base"
    )
    [inconnue] = lire_csv(deposer(certificateur_a, flux(certificateur_a, passage(), code="RNCP999")))
    assert inconnue["messageOfficiel"].endswith("l'index … est KO")


@given(st.text(max_size=20))
def test_no_cell_is_a_formula_and_nothing_else_changes(texte):
    cellule = documents.inoffensif(texte)
    assert not cellule.startswith(("=", "+", "-", "@", "\t", "\r"))
    assert cellule.removeprefix("'") == texte or cellule == texte


def test_what_a_depositor_was_told_survives_a_change_of_the_catalogue(depot):
    ancien = Constat(
        depot=depot, code="P304", severite="avertissement", message="Ce qui fut dit.", parametres={}
    )
    assert constats.relu(ancien).message == "Ce qui fut dit."
    garde = Constat(depot=depot, code="T001", severite="rejet", message="Ce qui fut dit.", parametres={})
    relu = constats.relu(garde)
    assert relu.message == "Ce qui fut dit."
    assert relu.remede.startswith("Vérifiez")


def test_unfinished_findings_are_not_shown(certificateur_a, monkeypatch):
    depot = recevoir(certificateur_a, flux(certificateur_a, passage(titulaire(0, nom_naissance="XXX"), "A")))

    def casse(*_, **__):
        raise InterruptedError

    monkeypatch.setattr(traitement, "rapprocher", casse)
    with pytest.raises(InterruptedError):
        services.traiter(depot.pk)
    depot.refresh_from_db()
    assert depot.constats.exists()
    assert synthese.groupes(depot) == []
    assert lire_csv(depot) == []
    assert synthese.constats_de_reception(depot) == []


def test_the_progress_goes_forward_to_the_end(certificateur_a, monkeypatch):
    jours = [delivrance() - timedelta(days=i) for i in range(10)]
    passages = [passage(titulaire(i % 2), date_debut_validite=jour) for i, jour in enumerate(jours)]
    depot = recevoir(certificateur_a, flux(certificateur_a, *passages))
    vus = [avancement(depot)]
    assert (vus[0].pourcentage, vus[0].termine) == (0, False)
    monkeypatch.setattr(traitement, "LOT", 3)

    def voir() -> None:
        vus.append(avancement(Depot.objects.get(pk=depot.pk)))

    def suivre(objet, nom):
        vraie = getattr(objet, nom)

        def suivie(*args, **champs):
            voir()
            return vraie(*args, **champs)

        monkeypatch.setattr(objet, nom, suivie)

    suivre(Lot, "verser")
    for etape in ("rapprocher", "_finir"):
        suivre(traitement, etape)
    services.traiter(depot.pk)
    voir()
    parts = [a.pourcentage for a in vus]
    assert parts == sorted(parts)
    assert parts[-1] == 100
    assert vus[-1].termine
    lectures = [a for a in vus if a.etape == Etape.LECTURE.label]
    assert [(a.fait, a.total) for a in lectures] == [(0, 10), (3, 10), (6, 10), (9, 10)]
    assert {a.etape for a in vus} >= {Etape.RAPPROCHEMENT.label, Etape.ENREGISTREMENT.label}


def test_names_of_documents(certificateur_a):
    depot = deposer(certificateur_a, flux(certificateur_a, passage()), "Été 2026.xml")
    lus = (documents.fichier(depot), documents.accuse_traitement(depot), documents.accuse_reception(depot))
    for document in lus:
        document.contenu.close()
    jour = f"{timezone.localtime(depot.fini_le):%Y%m%d}"
    assert [document.nom for document in lus] == [
        "Été 2026.xml",
        f"Accusé de traitement_Été 2026.xml_{jour}.xml",
        f"Accusé de réception_Été 2026.xml_{jour}.xml",
    ]
