"""The settings of the provider, read by a real process."""

from __future__ import annotations

import subprocess
import sys

import pytest
from production_sure import SURS

LIRE = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "accrochage.portail.config.settings.base"
import accrochage.portail.config.settings.base as base
app = base.SOCIALACCOUNT_PROVIDERS.get("openid_connect", {}).get("APPS", [{}])[0]
print(app.get("client_id"), *base.SECURE_CSP["form-action"])
"""
ALLUME = {
    "OPENID_URL": "https://identite.exemple.fr/api/v2",
    "OPENID_CLIENT": "accrochage",
    "OPENID_SECRET": "secret-du-fournisseur",
}


def lire(**variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", LIRE], env={**SURS, **variables}, capture_output=True, text=True, check=False
    )


def test_it_is_off_by_default():
    assert lire().stdout.split() == ["None", "'self'"]


def test_it_is_on_with_an_address_and_forms_may_lead_there():
    assert lire(**ALLUME).stdout.split() == ["accrochage", "'self'", "https://identite.exemple.fr"]


@pytest.mark.parametrize(
    ("nom", "valeur"),
    [("OPENID_URL", "http://identite.exemple.fr"), ("OPENID_CLIENT", ""), ("OPENID_SECRET", "")],
)
def test_a_value_that_is_missing_or_unsafe_stops_the_start(nom, valeur):
    refus = lire(**{**ALLUME, nom: valeur})
    assert refus.returncode != 0
    assert nom in refus.stderr
    assert "secret-du-fournisseur" not in refus.stderr
