"""Templates obey the content security policy: no inline style, script or handler."""

from __future__ import annotations

import re

import pytest
from depot_git import court, fichiers

# Mails are read by programs that know no style sheet but the one in the element.
GABARITS = [f for f in fichiers(".html") if "templates" in f.parts and "courriels" not in f.parts]
COMMENTAIRES = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}", re.DOTALL)
INTERDITS = {
    "style attribute": re.compile(r"<[a-zA-Z][^>]*\sstyle\s*=", re.DOTALL),
    "event handler": re.compile(r"<[a-zA-Z][^>]*\son[a-z]+\s*=", re.DOTALL),
    "script address": re.compile(r"javascript:", re.IGNORECASE),
    "style element without a nonce": re.compile(r"<style(?![^>]*\bnonce=)", re.IGNORECASE),
    "script without a source or a nonce": re.compile(r"<script(?![^>]*\b(?:src|nonce)=)", re.IGNORECASE),
    "htmx evaluated attribute": re.compile(r"\bhx-(?:on[:-]|vals=['\"]js:)"),
    "external resource": re.compile(
        r"<(?:script|link|img|iframe)[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//"
    ),
    "unescaped value": re.compile(r"\|\s*safe\b|{%\s*autoescape\s+off"),
}


def test_there_are_templates_to_look_at():
    assert GABARITS


@pytest.mark.parametrize("gabarit", GABARITS, ids=court)
@pytest.mark.parametrize("faute", INTERDITS)
def test_template_is_clean(gabarit, faute):
    texte = COMMENTAIRES.sub("", gabarit.read_text(encoding="utf-8"))
    assert INTERDITS[faute].search(texte) is None
