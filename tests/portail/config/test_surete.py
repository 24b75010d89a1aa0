"""Production starts with safe settings and with no other: a real process each time."""

from __future__ import annotations

import base64
import subprocess
import sys

import pytest
from production_sure import SURS

from accrochage.portail.config.env import TESTS, ConfigurationRefusee
from accrochage.portail.config.surete import dangers, refuser_si_dangereux

FAIBLE = base64.b64encode(b"a" * 32).decode()
DANGEREUX = [
    ("SECRET_KEY", ""),
    ("SECRET_KEY", "x" * 60),
    ("SECRET_KEY", "trop-court"),
    ("SECRET_KEY", TESTS["SECRET_KEY"]),
    ("CLE_CHIFFREMENT", ""),
    ("CLE_CHIFFREMENT", "a:" + FAIBLE),
    ("CLE_CHIFFREMENT", TESTS["CLE_CHIFFREMENT"]),
    ("CLE_EMPREINTE", ""),
    ("CLE_EMPREINTE", FAIBLE),
    ("CLE_EMPREINTE", TESTS["CLE_EMPREINTE"]),
    ("CLE_EMPREINTE", SURS["CLE_CHIFFREMENT"][2:]),
    ("DATABASE_URL", ""),
    ("DATABASE_URL", "mysql://a:motdepasse@b/c"),
    ("DATABASE_URL", "postgresql://a:motdepasse@b/"),
    ("URL_PORTAIL", ""),
    ("URL_PORTAIL", "http://accrochage.exemple.fr"),
    ("HOTES", "*"),
    ("HOTES", "accrochage.exemple.fr,.exemple.fr"),
    ("SMTP_HOTE", ""),
    ("COURRIEL_EXPEDITEUR", ""),
    ("ENVIRONNEMENT", ""),
    ("ENVIRONNEMENT", "prod"),
    ("WEB_FILS", "mille"),
]
LIRE = """
import json, os, sys
os.environ["DJANGO_SETTINGS_MODULE"] = "accrochage.portail.config.settings.base"
from accrochage.portail.config.env import ConfigurationRefusee
from django.conf import settings
for cas in json.load(sys.stdin):
    os.environ.clear()
    os.environ.update(cas, DJANGO_SETTINGS_MODULE="accrochage.portail.config.settings.base")
    for nom in [n for n in sys.modules if n.startswith("accrochage.portail.config")]:
        del sys.modules[nom]
    try:
        import accrochage.portail.config.settings.base as base
        print("ok", base.DEBUG, "accrochage.portail.demo" in base.INSTALLED_APPS)
    except Exception as refus:
        print(type(refus).__name__, str(refus).replace(chr(10), " "))
"""


@pytest.fixture(scope="module")
def reponses() -> list[str]:
    """What each environment answers: the safe one, then the dangerous ones, in one process."""
    import json

    cas = [SURS, *({**SURS, nom: valeur} for nom, valeur in DANGEREUX)]
    lecture = subprocess.run(
        [sys.executable, "-c", LIRE], input=json.dumps(cas), capture_output=True, text=True, check=True
    )
    return lecture.stdout.splitlines()


def test_safe_settings_are_taken(reponses):
    assert reponses[0] == "ok False False"


@pytest.mark.parametrize("rang", range(len(DANGEREUX)), ids=lambda r: f"{DANGEREUX[r][0]}-{r}")
def test_a_dangerous_setting_is_refused_by_name(reponses, rang):
    nom, _ = DANGEREUX[rang]
    assert reponses[rang + 1].startswith("ConfigurationRefusee ")
    assert nom in reponses[rang + 1]
    assert "motdepasse" not in reponses[rang + 1]


@pytest.fixture
def reglages(settings):
    from accrochage.portail.config.surete import EXAMINES

    return {nom: getattr(settings, nom) for nom in EXAMINES}


def test_each_fault_has_its_sentence_and_all_come_at_once(reglages):
    tous = "\n".join(dangers(reglages | {"DEBUG": True, "EMBARQUEE": True, "ALLOWED_HOSTS": []}))
    for nom in (
        "SECRET_KEY",
        "CLE_CHIFFREMENT",
        "CLE_EMPREINTE",
        "DEBUG",
        "démonstration",
        "DATABASE_URL",
        "SMTP_HOTE",
        "URL_PORTAIL",
        "HOTES",
    ):
        assert nom in tous


def test_only_production_is_held_to_it(reglages):
    refuser_si_dangereux(reglages)
    with pytest.raises(ConfigurationRefusee, match="dangereux"):
        refuser_si_dangereux(reglages | {"ENVIRONNEMENT": "production"})


def test_the_deploy_check_repeats_it(reglages):
    from accrochage.portail.operations.checks import reglages_surs

    assert [m.id for m in reglages_surs(None)] == ["accrochage.E001"] * len(list(dangers(reglages)))
