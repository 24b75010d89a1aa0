"""Who is who in the portal's tests: account A and its people, account B, the operator."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

sys.path.insert(0, str(Path(__file__).parent))

import fabriques

from accrochage.portail.comptes.enums import RoleOperateur


@pytest.fixture(autouse=True)
def _limites_oubliees() -> None:
    """Rate limits live in the cache: no test inherits those of another."""
    cache.clear()


@pytest.fixture
def certificateur_a(db):
    """The account of « Lycée Exemple »."""
    return fabriques.compte(
        fabriques.organisme("Lycée Exemple"), titulaire=fabriques.utilisateur("Alice", "Arnaud")
    )


@pytest.fixture
def certificateur_b(db):
    """The account of a stranger."""
    return fabriques.compte(
        fabriques.organisme("Centre Témoin"), titulaire=fabriques.utilisateur("Bruno", "Blanc")
    )


@pytest.fixture
def administrateur(certificateur_a):
    return certificateur_a.titulaire_du_compte


@pytest.fixture
def deposant(certificateur_a):
    return fabriques.membre(certificateur_a, fabriques.Droit.DEPOSANT)


@pytest.fixture
def lecteur(certificateur_a):
    return fabriques.membre(certificateur_a, fabriques.Droit.LECTEUR)


@pytest.fixture
def etranger(certificateur_b):
    """The administrator of account B, seen from A."""
    return certificateur_b.titulaire_du_compte


@pytest.fixture
def gestionnaire(db):
    return fabriques.gestionnaire()


@pytest.fixture
def superviseur(db):
    return fabriques.gestionnaire("Sylvie", "Perrin", role=RoleOperateur.SUPERVISEUR)


@pytest.fixture
def technique(db):
    return fabriques.gestionnaire("Thierry", "Keller", role=RoleOperateur.TECHNIQUE)


@pytest.fixture
def connecte() -> Callable[..., Client]:
    """``connecte(utilisateur)`` is a test client where that person is logged in."""

    def ouvrir(utilisateur) -> Client:
        client = Client()
        client.force_login(utilisateur)
        return client

    return ouvrir


@pytest.fixture
def horloge(time_machine):
    """A clock that ``horloge.shift(…)`` moves."""
    time_machine.move_to(timezone.now())
    return time_machine


@pytest.fixture
def pieces_a_part(settings, tmp_path):
    """The proofs of this test have their own folder."""
    dossier = tmp_path / "pieces"
    options = {"location": str(dossier), "base_url": None}
    settings.STORAGES = {
        **settings.STORAGES,
        "pieces": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options},
    }
    return dossier
