"""What exists is documented, what is documented exists."""

from __future__ import annotations

import ast
import re

import pytest
from depot_git import RACINE, arbre, court, fichiers, sources

DOCS = RACINE / "docs"
PAGES = [f for f in fichiers(".md") if f.is_relative_to(DOCS)]
LIEN = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def citees() -> set[str]:
    """Documents named by a toctree anywhere, as paths under docs/ without suffix."""
    trouvees = set()
    for page in PAGES:
        for bloc in re.findall(r"```{toctree}\n(.*?)```", page.read_text(encoding="utf-8"), re.DOTALL):
            noms = [
                ligne.strip() for ligne in bloc.splitlines() if ligne.strip() and not ligne.startswith(":")
            ]
            trouvees |= {str((page.parent / nom).resolve().relative_to(DOCS)) for nom in noms}
    return trouvees


def test_every_page_is_in_the_index():
    pages = {str(p.relative_to(DOCS).with_suffix("")) for p in PAGES}
    assert pages - citees() == {"index"}
    assert citees() - pages == set()


@pytest.mark.parametrize("page", [f for f in fichiers(".md") if "changelog.d" not in f.parts], ids=court)
def test_links_to_files_lead_somewhere(page):
    liens = [
        c
        for c in LIEN.findall(page.read_text(encoding="utf-8"))
        if "://" not in c and not c.startswith("mailto:")
    ]
    assert [c for c in liens if not (page.parent / c).exists()] == []


def textes(dossier: str) -> str:
    return "\n".join(p.read_text(encoding="utf-8") for p in PAGES if p.is_relative_to(DOCS / dossier))


def test_every_management_command_is_documented():
    commandes = {
        m.stem
        for m in sources("src/accrochage/portail")
        if m.parent.name == "commands" and m.stem != "__init__"
    }
    assert commandes
    assert {c for c in commandes if f"serveur {c}" not in textes("exploitants")} == set()


def test_every_command_of_the_command_line_is_documented():
    from accrochage.cli import main

    commandes = set(main.commands)
    assert commandes
    assert {c for c in commandes if f"accrochage {c}" not in textes("")} == set()


def test_every_target_of_make_is_documented():
    cibles = set(
        re.findall(r"^([a-z][a-z-]*):.*##", (RACINE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert {c for c in cibles - {"help"} if f"make {c}" not in textes("developpeurs")} == set()


def test_nothing_prints_on_import():
    bavards = [
        f"{court(m)}:{n.lineno}"
        for m in sources("src")
        for n in ast.walk(arbre(m))
        if isinstance(n, ast.Call) and isinstance(n.func, ast.Name) and n.func.id in {"print", "breakpoint"}
    ]
    assert bavards == []
