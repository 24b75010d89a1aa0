"""Accepted passages: one active row a key, history kept, seen by those they concern."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from fabriques import Role, compte, organisme

from accrochage.portail.passages.models import PassageAccepte
from accrochage.portail.referentiel.models import Certification
from accrochage.portail.registre.chargement import charger
from accrochage.portail.registre.models import Personne

pytestmark = pytest.mark.django_db


@pytest.fixture
def accepter(certificateur_a):
    charger(
        [
            {
                "nir": "1850175112001",
                "nomNaissance": "MOREAU",
                "prenom1": "Luc",
                "sexe": "M",
                "anneeNaissance": "1985",
            }
        ]
    )
    fiche = Certification.objects.create(code="RNCP1", type="RNCP", intitule="Essai")

    def accepter(id_technique: str, **champs) -> PassageAccepte:
        valeurs = {
            "emetteur": certificateur_a.organisme,
            "certificateur": certificateur_a.organisme,
            "certification": fiche,
            "personne": Personne.objects.get(),
            "date_debut_validite": date(2026, 1, 5),
            "contenu": {},
            "empreinte": b"x" * 32,
            "depot_id": uuid4(),
        }
        return PassageAccepte.objects.create(id_technique=id_technique, **{**valeurs, **champs})

    return accepter


def test_a_key_is_used_once_until_its_passage_is_removed(accepter):
    premier = accepter("A1")
    with pytest.raises(IntegrityError), transaction.atomic():
        accepter("A1")
    premier.supprime_le = timezone.now()
    premier.save()
    second = accepter("A1")
    assert list(PassageAccepte.objects.actifs()) == [second]
    assert PassageAccepte.objects.count() == 2


def test_two_emetteurs_may_use_the_same_key(accepter, certificateur_b):
    accepter("A1")
    assert accepter("A1", emetteur=certificateur_b.organisme).pk


def test_who_sees_a_passage(accepter, certificateur_a, certificateur_b):
    tiers = compte(organisme("Tiers"), role=Role.DEPOSANT)
    sien = accepter("A1")
    confie = accepter("A2", emetteur=tiers.organisme)
    assert set(PassageAccepte.objects.visible_to(certificateur_a)) == {sien, confie}
    assert list(PassageAccepte.objects.visible_to(tiers)) == [confie]
    assert list(PassageAccepte.objects.visible_to(certificateur_b)) == []


def test_a_passage_names_nobody(accepter):
    assert str(accepter("A1")).startswith("passage ")
