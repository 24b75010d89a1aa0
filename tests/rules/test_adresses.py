"""No registry, no download address, no third party's copy in the repository."""

from __future__ import annotations

import re

import pytest
from depot_git import RACINE, court, fichiers

# Written in pieces, so that this file passes its own test.
HOTES = [
    "pypi" + r"\.org",
    "python" + r"hosted\.org",
    "registry" + r"\.npmjs",
    "npmjs" + r"\.(org|com)",
    "yarnpkg" + r"\.com",
    "(deb|security|ftp|snapshot)" + r"\.debian\.org",
    "cdn" + r"\.jsdelivr",
    "unpkg" + r"\.com",
    "cdnjs" + r"\.",
    "esm" + r"\.sh/",
    "releases/" + "download/",
    "archive/refs/" + "tags",
    "extra-" + "index-url",
    "--index" + "-url",
    "git" + r"\+https?://",
]
INTERDIT = re.compile("|".join(HOTES))
VERROUS = {"uv.lock", "package-lock.json", "yarn.lock", "pnpm-lock.yaml", "poetry.lock"}
TEXTES = [f for f in fichiers() if f.suffix not in {".png", ".gz", ".jpg", ".ico", ".xlsx", ".zip", ".pdf"}]


@pytest.mark.parametrize("fichier", TEXTES, ids=court)
def test_no_file_names_a_registry(fichier):
    texte = fichier.read_bytes().decode("utf-8", errors="replace")
    lignes = [n for n, ligne in enumerate(texte.splitlines(), 1) if INTERDIT.search(ligne)]
    assert lignes == []


def test_there_is_no_lock_file_with_addresses():
    assert {court(f) for f in fichiers() if f.name in VERROUS} == set()


def test_requirements_are_pinned_with_hashes():
    for nom in ("portail.txt", "dev.txt"):
        texte = (RACINE / "requirements" / nom).read_text(encoding="utf-8")
        blocs = [b for b in re.split(r"\n(?=\S)", texte) if b and not b.startswith("#")]
        assert blocs
        assert [b.split("\n")[0] for b in blocs if "==" not in b or "--hash=sha256:" not in b] == []
