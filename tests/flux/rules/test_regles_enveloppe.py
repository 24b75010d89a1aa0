from datetime import date

import pytest

from accrochage.flux.model import Certification, Enveloppe
from accrochage.flux.rules import controler_certification, controler_enveloppe

UUID = "7f3c1c52-7f0e-4b3a-9d0a-3a4d8f0e9b11"
AUJOURDHUI = date(2026, 11, 23)


def enveloppe(**changements):
    valeurs = {
        "id_flux": UUID,
        "horodatage": "2026-11-23T10:00:00+01:00",
        "emetteur_id_client": "12ABC345",
        "certificateur_id_client": "12ABC345",
        "certificateur_id_contrat": "MCFCER000123",
    }
    return Enveloppe(**valeurs | changements)


def codes(**changements):
    return [constat.code for constat in controler_enveloppe(enveloppe(**changements), AUJOURDHUI)]


def test_a_clean_envelope_has_no_finding():
    assert codes() == []


@pytest.mark.parametrize(
    "horodatage",
    [
        "2026-11-23T10:00:00Z",
        "2026-11-23T10:00:00+1:00",
        "2026-11-23T10:00:00.123+01:00",
        "2026-11-23",
        "2026-11-23 10:00:00+01:00",
        "2026-11-23T10:00:00",
        "23/11/2026",
        "1899-11-23T10:00:00+01:00",
        "2026-02-30T10:00:00+01:00",
        "2026-11-23T25:00:00+01:00",
        "nil",
        "",
    ],
)
def test_f019_timestamp_of_another_form(horodatage):
    assert codes(horodatage=horodatage) == ["F019"]


@pytest.mark.parametrize(
    ("horodatage", "attendus"),
    [
        ("2026-11-24T23:59:59+01:00", []),
        ("2026-11-25T00:00:00+01:00", ["F020"]),
        ("2062-11-23T10:00:00+01:00", ["F020"]),
        ("1999-11-23T10:00:00-03:00", []),
        (" 2026-11-23T10:00:00+01:00\n", []),
    ],
)
def test_f020_timestamp_to_come(horodatage, attendus):
    assert codes(horodatage=horodatage) == attendus


@pytest.mark.parametrize(
    ("id_flux", "attendus"),
    [
        (UUID.upper(), []),
        ("export-1", ["F021"]),
        (UUID.replace("-", ""), ["F021"]),
        (f"{{{UUID}}}", ["F021"]),
    ],
)
def test_f021_identifier_that_is_no_uuid(id_flux, attendus):
    assert codes(id_flux=id_flux) == attendus


@pytest.mark.parametrize(
    ("type_", "code", "attendus"),
    [
        ("RNCP", "RNCP34567", []),
        ("RS", "RS5893", []),
        ("RS", "1710", [("C001", "RS1710")]),
        ("RNCP", "rncp34567", [("C001", "RNCP34567")]),
        ("RNCP", "RNCP 34567", [("C001", "RNCP34567")]),
        ("RNCP", "\n 34567 ", [("C001", "RNCP34567")]),
        ("RS", "RNCP34567", [("C002", None)]),
        ("RNCP", "RS5893", [("C002", None)]),
        ("RNCP", "rs 5893", [("C001", "RS5893"), ("C002", None)]),
        ("Titre", "RNCP34567", [("C007", None)]),
        ("rncp", "RNCP34567", [("C007", None)]),
        ("Titre", "34567", [("C007", None)]),
        ("rs", "5893", [("C001", "RS5893"), ("C007", None)]),
        ("RNCP", "RNCP34567BC01", []),
        ("RNCP", "BTS", []),
        ("RNCP", "RNCP٣٤", []),
    ],
)
def test_what_a_certification_says_of_itself(type_, code, attendus):
    constats = controler_certification(Certification(type_, code, index=3, ligne=12))
    assert [(constat.code, constat.parametres.get("propose")) for constat in constats] == attendus
    assert all(constat.parametres["index"] == "3" and constat.ligne == 12 for constat in constats)
