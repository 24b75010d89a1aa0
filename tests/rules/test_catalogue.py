"""Every code of the catalogue is tested by name, and explained to those who get it."""

from __future__ import annotations

import re

import pytest
from depot_git import RACINE, fichiers

from accrochage.flux.catalogue import REGLES

ICI = RACINE / "tests" / "rules"
NOMMES = {
    code
    for f in fichiers(".py", ".json")
    if f.is_relative_to(RACINE / "tests") and not f.is_relative_to(ICI)
    for code in re.findall(r"[\"']([FHCPT][0-9]{3})[\"']", f.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize("code", sorted(REGLES))
def test_every_code_has_a_test_that_names_it(code: str):
    assert code in NOMMES


@pytest.mark.parametrize("code", sorted(REGLES))
def test_every_code_says_what_it_is_and_what_to_do(code: str):
    regle = REGLES[code]
    assert regle.code == code
    for texte in (regle.titre, regle.message, regle.message_en, regle.explication, regle.remede):
        assert texte.strip()


@pytest.mark.django_db
@pytest.mark.parametrize("code", sorted(REGLES))
def test_every_code_has_a_page(client, code: str):
    from django.urls import reverse

    page = client.get(reverse("aide:regle", args=[code]))
    assert page.status_code == 200
    assert code in page.content.decode()
