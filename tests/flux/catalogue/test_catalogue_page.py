from pathlib import Path

import pytest

from accrochage.flux.catalogue import REGLES
from accrochage.flux.catalogue.__main__ import PAGE, main

RACINE = Path(__file__).parents[3]


def test_the_page_in_the_repository_is_current(tmp_path):
    main(["--sortie", str(tmp_path / "docs" / "regles.md")])
    ecrite = (tmp_path / "docs" / "regles.md").read_text(encoding="utf-8")
    assert (RACINE / PAGE).read_text(encoding="utf-8") == ecrite, "run: python -m accrochage.flux.catalogue"


@pytest.mark.parametrize("code", REGLES)
def test_every_code_has_its_section(code):
    page = (RACINE / PAGE).read_text(encoding="utf-8")
    _, _, section = page.partition(f"({code})=\n### {code} – {REGLES[code].titre}\n")
    debut = section.split("\n### ")[0]
    assert "**Que faire\u00a0?**" in debut
    assert REGLES[code].exemple_refuse in debut
    assert REGLES[code].exemple_accepte in debut
    assert (REGLES[code].officiel or "") in debut
