"""A demonstration with a smaller register, loaded through the same code."""

from __future__ import annotations

import pytest

from accrochage.portail.demo import registre
from accrochage.portail.demo.chargement import charger
from accrochage.portail.demo.echantillons import personnes

CACHES = (registre.population, personnes._groupes, personnes.seules, personnes.distinguees_par_le_jour)


@pytest.fixture
def petit_registre(monkeypatch):
    """20,000 persons in place of 200,000: enough namesakes for every sample."""
    for cache in CACHES:
        cache.cache_clear()
    monkeypatch.setattr(registre, "NOMBRE", 20_000)
    yield
    for cache in CACHES:
        cache.cache_clear()


@pytest.fixture
def demonstration(transactional_db, petit_registre, settings, tmp_path):
    """The loaded demonstration; gives its folder."""
    settings.DEMO = True
    settings.DOSSIER_VAR = tmp_path
    charger(dire=lambda _texte: None)
    return tmp_path / "demo"
