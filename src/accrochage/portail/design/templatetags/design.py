"""``{% load design %}``: icons, states, figures, form fields, pagination."""

from __future__ import annotations

import re
from datetime import date, datetime
from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.db import DatabaseError
from django.forms import BaseForm, BoundField
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from accrochage.flux.dictionary import parcourir
from accrochage.portail.comptes.appareils import nommer
from accrochage.portail.comptes.formats import grouper_identifiant
from accrochage.portail.design import navigation, nombres
from accrochage.portail.design.icones import ICONES
from accrochage.portail.design.textes import sans_parametres
from accrochage.portail.organismes.formats import grouper_contrat, grouper_matricule, grouper_siret
from accrochage.portail.reglages.models import Annonce

register = template.Library()

TONS = {
    "RECU": ("neutre", "recu"),
    "EN_COURS": ("encours", "sablier"),
    "SUCCES": ("succes", "coche-cercle"),
    "ERREURS": ("attention", "alerte"),
    "REJETE": ("echec", "croix-cercle"),
    "ANNULE": ("neutre", "interdit"),
}
"""State of a deposit → tone of its badge, icon."""
SEVERITES = {
    "bloquant": ("echec", "interdit", "Bloquant"),
    "rejet": ("echec", "croix-cercle", "Refusé"),
    "avertissement": ("attention", "alerte", "Avertissement"),
}
"""Severity of a finding → tone, icon, word."""
NIVEAUX = {
    "success": ("succes", "coche-cercle"),
    "error": ("echec", "croix-cercle"),
    "warning": ("attention", "alerte"),
}
"""Level of a message → tone, icon."""


@register.simple_tag
def icone(nom: str) -> SafeString:
    """Draw an icon; it says nothing to screen readers: a word stands beside it."""
    traits = format_html_join("", '<path d="{}"/>', ((d,) for d in ICONES[nom]))
    return format_html(
        '<svg class="icone" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>', traits
    )


@register.inclusion_tag("composants/pastille.html")
def etat(depot: Any) -> dict[str, str]:
    """Badge of a deposit's state: tone, icon and word."""
    ton, nom = TONS[depot.etat]
    return {"ton": ton, "icone_nom": nom, "texte": depot.get_etat_display()}


@register.inclusion_tag("composants/pastille.html")
def severite(valeur: str) -> dict[str, str]:
    """Badge of a severity."""
    ton, nom, texte = SEVERITES[str(valeur)]
    return {"ton": ton, "icone_nom": nom, "texte": texte}


@register.inclusion_tag("composants/pastille.html")
def pastille(ton: str, icone_nom: str, texte: str) -> dict[str, str]:
    """Any other badge."""
    return {"ton": ton, "icone_nom": icone_nom, "texte": texte}


@register.inclusion_tag("composants/avis.html")
def avis(message: Any) -> dict[str, Any]:
    """One of Django's messages, with its icon."""
    ton, nom = NIVEAUX.get(message.level_tag, ("info", "info"))
    return {"ton": ton, "icone_nom": nom, "texte": message}


@register.inclusion_tag("composants/annonces.html", takes_context=True)
def annonces(context: template.Context) -> dict[str, Any]:
    """Notices that the person sees now; none on the pages that say that something broke."""
    droits: frozenset[str] | None = getattr(context.get("request"), "droits", None)
    if droits is None:
        return {"annonces": []}
    try:
        lues = list(Annonce.objects.pour(connecte="CONNECTE" in droits, agent="OPERATEUR" in droits))
    except DatabaseError:
        lues = []
    return {"annonces": lues}


@register.inclusion_tag("composants/navigation.html", takes_context=True)
def navigation_principale(context: template.Context) -> dict[str, Any]:
    """Entries of the header for who looks at the page."""
    return {"entrees": navigation.entrees(context.get("request"))}


@register.simple_tag(takes_context=True)
def cote(context: template.Context) -> str:
    """``gestion``, ``portail`` or ``public``."""
    return navigation.cote(context.get("request"))


@register.simple_tag(takes_context=True)
def compte_de_la_page(context: template.Context) -> SafeString:
    """Hidden field of a form of an account's page: the account it acts in (``web/onglets.py``)."""
    compte = getattr(context["request"], "compte", None)
    champ = '<input type="hidden" name="compte_de_la_page" value="{}">'
    return format_html(champ, compte.pk) if compte else SafeString("")


@register.simple_tag
def taille_maximum() -> str:
    """Size of the largest file that can be deposited."""
    return nombres.taille(settings.DEPOT_TAILLE_MAX)


@register.simple_tag
def passages_maximum() -> str:
    """Number of passages that one file may hold."""
    return nombres.pluriel(settings.DEPOT_PASSAGES_MAX, "passage")


@register.simple_tag
def adresse(route: str) -> str:
    """Address of a route that some installations do not have; empty then."""
    return navigation.adresse(route)


@register.inclusion_tag("composants/champ.html")
def champ(lie: BoundField) -> dict[str, Any]:
    """Label, hint, errors, then the field, tied together for screen readers."""
    widget = lie.field.widget
    case = getattr(widget, "input_type", "") == "checkbox"
    decrit = " ".join(
        identifiant
        for identifiant, present in (
            (f"{lie.id_for_label}_aide", lie.help_text),
            (f"{lie.id_for_label}_erreur", lie.errors),
        )
        if present
    )
    attributs: dict[str, str | bool] = {"class": _classe(widget, case=case, fautif=bool(lie.errors))}
    if decrit:
        attributs["aria-describedby"] = decrit
    if lie.errors:
        attributs["aria-invalid"] = "true"
    return {"champ": lie, "case": case, "controle": lie.as_widget(attrs=attributs)}


def _classe(widget: Any, *, case: bool, fautif: bool) -> str:
    liste = widget.__class__.__name__.startswith("Select")
    base = "form-check-input" if case else "form-select" if liste else "form-control"
    return f"{base} is-invalid" if fautif else base


@register.inclusion_tag("composants/resume_erreurs.html")
def resume_erreurs(saisie: BaseForm | list[BaseForm]) -> dict[str, Any]:
    """What is to be corrected in one or several forms, with a link to each field; takes the focus."""
    lignes: list[tuple[str | None, Any]] = []
    for form in saisie if isinstance(saisie, list) else [saisie]:
        lignes += [(None, erreur) for erreur in form.non_field_errors()]
        lignes += [(lie.id_for_label, erreur) for lie in form for erreur in lie.errors]
    return {"lignes": lignes}


@register.inclusion_tag("composants/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any], parametre: str = "page") -> dict[str, Any]:
    """Links to the pages of a list, keeping the rest of the address."""
    numeros = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "page": page,
        "numeros": list(numeros),
        "points": page.paginator.ELLIPSIS,
        "parametre": parametre,
        "request": context.get("request"),
    }


@register.inclusion_tag("composants/entete_tri.html", takes_context=True)
def entete(context: template.Context, cle: str, libelle: str, classe: str = "") -> dict[str, str]:
    """Heading of a column; it sorts when the context has ``colonnes[cle]`` (``sens``, ``suivant``)."""
    colonnes: dict[str, dict[str, str]] = context.get("colonnes") or {}
    colonne = colonnes.get(cle)
    if colonne is None:
        return {"libelle": libelle, "classe": classe, "sens": "", "adresse": ""}
    demande = context["request"].GET.copy()
    demande.pop("page", None)
    demande["tri"] = colonne["suivant"]
    adresse = f"?{demande.urlencode()}"
    return {"libelle": libelle, "classe": classe, "sens": colonne["sens"], "adresse": adresse}


@register.simple_tag(takes_context=True)
def adresse_de_page(context: template.Context, parametre: str, numero: int) -> str:
    """Query string of another page of the same list."""
    demande = context["request"].GET.copy()
    demande[parametre] = str(numero)
    return f"?{demande.urlencode()}"


@register.filter
def nombre(valeur: int) -> str:
    """``200 000``."""
    return nombres.nombre(valeur)


@register.filter
def pluriel(valeur: int, formes: str) -> str:
    """``17 passages acceptés`` from ``17|pluriel:"passage accepté,passages acceptés"``."""
    return nombres.pluriel(valeur, formes)


@register.filter
def taille(octets: int) -> str:
    """``1,2 Mo``."""
    return nombres.taille(octets)


@register.filter
def date_longue(jour: date | None) -> str:
    """``5 octobre 2026``."""
    return nombres.date_longue(jour) if jour else ""


@register.filter
def date_et_heure(instant: datetime | None) -> str:
    """``5 octobre 2026 à 14 h 32``."""
    return nombres.date_et_heure(instant) if instant else ""


@register.filter
def moment(instant: datetime | None) -> str | SafeString:
    """Relative time, with the absolute one in a title."""
    if instant is None:
        return ""
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        instant.isoformat(timespec="seconds"),
        nombres.date_et_heure(instant),
        nombres.depuis(instant),
    )


@register.filter
def navigateur(agent: str) -> str:
    """``Firefox sur Windows``, from the agent string of a browser."""
    return nommer(agent)


@register.filter
def par_quatre(texte: str) -> str:
    """``ABCD EFGH``: a long secret in groups that people can copy."""
    return " ".join(texte[i : i + 4] for i in range(0, len(texte), 4))


@register.filter
def liste_secable(texte: str) -> SafeString:
    """Words in capitals joined by underscores, that may break after each of those."""
    return format_html_join(mark_safe("_<wbr>"), "{}", ((partie,) for partie in texte.split("_")))


@register.simple_tag
def lien_champ(nom: str) -> SafeString:
    """Name of an element of the file, linked to its line in the dictionary when it has one."""
    if nom not in _noms_du_dictionnaire():
        return format_html("<code>{}</code>", nom)
    return format_html('<a href="{}#champ-{}"><code>{}</code></a>', reverse("aide:dictionnaire"), nom, nom)


@cache
def _noms_du_dictionnaire() -> frozenset[str]:
    return frozenset(champ.nom for _, champ in parcourir())


@register.filter
def secable(nom: str) -> SafeString:
    """A file name that may break after its separators, not in the middle of a word."""
    morceaux = re.split(r"(?<=[_\-.\s])(?=[^_\-.\s])", nom)
    return format_html_join(mark_safe("<wbr>"), "{}", ((morceau,) for morceau in morceaux))


register.filter("sans_parametres", sans_parametres)


@register.filter
def matricule(valeur: str) -> str:
    """``12 ABC 345``."""
    return grouper_matricule(valeur)


@register.filter
def contrat(valeur: str) -> str:
    """``MCFCER 000 123``."""
    return grouper_contrat(valeur)


@register.filter
def siret(valeur: str) -> str:
    """``732 829 320 00074``."""
    return grouper_siret(valeur)


@register.filter
def identifiant(valeur: str) -> str:
    """``ABC DEF GHJ``."""
    return grouper_identifiant(valeur)
