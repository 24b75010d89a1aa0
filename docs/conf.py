"""How the documentation is built: ``make docs``."""

from __future__ import annotations

from importlib.metadata import version as version_de

project = "Accrochage"
author = "les contributeurs d’Accrochage"
copyright = "les contributeurs d’Accrochage, EUPL-1.2"  # noqa: A001 - Sphinx's name
version = release = version_de("accrochage")
language = "fr"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
nitpicky = True
suppress_warnings: list[str] = []

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
html_theme = "furo"
html_title = "Accrochage"
html_static_path: list[str] = []
html_copy_source = False
html_show_sphinx = False
