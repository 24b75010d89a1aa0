"""``{% load conditions %}``: the plain text of the conditions as headings and paragraphs."""

from __future__ import annotations

import re

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()
TITRE = "# "
SAUT = mark_safe("<br>")


@register.filter
def texte_des_conditions(texte: str) -> SafeString:
    """Headings where a line begins with ``# ``, paragraphs elsewhere; everything else is plain text."""
    blocs = [bloc.strip() for bloc in re.split(r"\n\s*\n", texte.replace("\r\n", "\n"))]
    return format_html_join("\n", "{}", ((_bloc(bloc),) for bloc in blocs if bloc))


def _bloc(bloc: str) -> SafeString:
    premiere, _, suite = bloc.partition("\n")
    if not premiere.startswith(TITRE):
        return format_html("<p>{}</p>", _lignes(bloc))
    titre = format_html("<h2>{}</h2>", premiere.removeprefix(TITRE).strip())
    return format_html("{}\n<p>{}</p>", titre, _lignes(suite)) if suite.strip() else titre


def _lignes(texte: str) -> SafeString:
    return format_html_join(SAUT, "{}", ((ligne,) for ligne in texte.strip().split("\n")))
