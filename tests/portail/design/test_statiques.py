"""Static files: what the pages ask for is there, nothing else of third parties is."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders

from accrochage.portail import design
from accrochage.portail.design.finders import FICHIERS, PREFIXE, BootstrapFinder

DOSSIER = Path(design.__file__).parent
THEME = DOSSIER / "static" / "design" / "theme.css"


def test_every_static_file_named_by_a_template_is_found():
    gabarits = (DOSSIER.parent).rglob("templates/**/*.html")
    noms = {nom for g in gabarits for nom in re.findall(r"{% static '([^']+)' %}", g.read_text("utf-8"))}
    assert len(noms) >= 5
    assert {nom for nom in noms if finders.find(nom) is None} == set()


def test_of_bootstrap_only_the_style_sheet_is_served():
    trouveur = BootstrapFinder()
    assert {nom for nom, _ in trouveur.list(None)} == set(FICHIERS)
    assert all(stockage.exists(nom) for nom, stockage in trouveur.list(None))
    assert trouveur.find(PREFIXE + FICHIERS[0], find_all=True)
    for autre in (
        "bootstrap/js/bootstrap.js",
        "bootstrap/../LICENSE",
        "design/theme.css",
        "bootstrap/LICENSE",
    ):
        assert trouveur.find(autre) == []


def test_colours_are_custom_properties_given_for_light_and_dark():
    texte = THEME.read_text("utf-8")
    clair, sombre = texte.split("@media (prefers-color-scheme: dark)", 1)
    noms = set(re.findall(r"^  (--[\w-]+): (?:#|rgb|0 8px)", clair, re.MULTILINE))
    assert len(noms) >= 15
    bloc = sombre.split("\n}\n", 1)[0]
    assert noms == set(re.findall(r"^    (--[\w-]+):", bloc, re.MULTILINE))
    assert (
        re.findall(r":[^;{]*#[0-9a-f]{3,6}\b", texte.split("--bs-body-bg", 1)[1].split("@media print")[0])
        == []
    )


def test_the_theme_has_its_print_forced_colours_and_reduced_motion():
    texte = THEME.read_text("utf-8")
    for regle in ("@media print", "forced-colors: active", "prefers-reduced-motion: reduce"):
        assert regle in texte
