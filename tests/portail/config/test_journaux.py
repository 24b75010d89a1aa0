"""Logs: nothing personal gets through, by whatever way it comes."""

from __future__ import annotations

import io
import json
import logging

import pytest
import structlog
from hypothesis import given
from hypothesis import strategies as st

from accrochage.portail.config.journaux import INTERDITS, RETIRE, configurer, sans_donnees_personnelles

NIR = "1850578006084"


def nettoyer(**evenement):
    return sans_donnees_personnelles(None, "info", evenement)


@pytest.mark.parametrize("cle", sorted(INTERDITS))
def test_forbidden_keys_lose_their_value(cle):
    assert nettoyer(**{cle: "DUPONT"})[cle] == RETIRE
    assert nettoyer(details={cle.upper(): ["DUPONT"]})["details"][cle.upper()] == RETIRE


@pytest.mark.parametrize(
    "texte",
    [f"nir {NIR}", f"{NIR}91", "1 85 05 78 006 084 91", "2.85.05.2A.006.084", "a", f"x={NIR};"],
)
def test_what_looks_like_a_nir_is_masked(texte):
    propre = str(nettoyer(event=texte))
    assert NIR not in propre.replace(" ", "").replace(".", "")
    assert "006" not in propre


def test_addresses_are_masked_and_the_rest_is_kept():
    assert nettoyer(event="vers jean.dupont+x@exemple.fr : refusé", depot=12, duree=0.5) == {
        "event": "vers [courriel] : refusé",
        "depot": 12,
        "duree": 0.5,
    }


@given(
    st.from_regex(r"\A[12]\d{2}(0[1-9]|1[0-2])\d{2}\d{6}\Z"), st.text(st.characters(categories=["L", "Z"]))
)
def test_no_nir_survives_in_any_text(nir, autour):
    assert nir not in nettoyer(event=f"{autour}{nir}{autour}")["event"]


@pytest.fixture
def lignes(monkeypatch):
    """Log lines as they are written, in production's format."""
    sortie = io.StringIO()
    avant = (list(logging.root.handlers), logging.root.level, structlog.get_config())
    monkeypatch.setattr("sys.stderr", sortie)
    configurer({"niveau": "INFO", "format": "json", "production": "oui"})
    yield lambda: [json.loads(ligne) for ligne in sortie.getvalue().splitlines()]
    logging.root.handlers[:] = avant[0]
    logging.root.setLevel(avant[1])
    structlog.configure(**avant[2])


def test_both_ways_to_log_are_cleaned(lignes):
    structlog.get_logger("a").info("depot.recu", nom="DUPONT", depot=1)
    logging.getLogger("b").warning("refus de %s", "jean@exemple.fr")
    premiere, seconde = lignes()
    assert premiere["event"] == "depot.recu"
    assert (premiere["nom"], premiere["depot"], premiere["level"]) == (RETIRE, 1, "info")
    assert seconde["event"] == "refus de [courriel]"


def echouer(cause: Exception) -> None:
    raise ValueError("MARTIN", "né le 3") from cause


def test_exceptions_keep_their_place_and_lose_their_message(lignes):
    try:
        echouer(KeyError("DUPONT"))
    except ValueError:
        structlog.get_logger("a").exception("echec")
    (ligne,) = lignes()
    assert "builtins.ValueError\n" in ligne["exception"]
    assert ligne["exception"].endswith("builtins.KeyError")
    assert "test_journaux.py" in ligne["exception"]
    assert "ValueError: " not in ligne["exception"]
    assert "KeyError: " not in ligne["exception"]
