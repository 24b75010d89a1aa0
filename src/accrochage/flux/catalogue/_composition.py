"""From a code to a finding: texts filled in, values cut, NIR masked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from string import Formatter

from accrochage.flux.catalogue._avertissement import REGLES_AVERTISSEMENT
from accrochage.flux.catalogue._conseils import conseil
from accrochage.flux.catalogue._droits import REGLES_CERTIFICATION, REGLES_HABILITATION
from accrochage.flux.catalogue._fichier import REGLES_FICHIER
from accrochage.flux.catalogue._passage import REGLES_PORTAIL, REGLES_REJET
from accrochage.flux.catalogue._schema import REGLES_SCHEMA
from accrochage.flux.catalogue._titulaire import REGLES_TITULAIRE
from accrochage.flux.findings import Constat, Regle, Severite

LONGUEUR_VALEUR = 100
"""A reported value is cut at this many characters."""

LONGUEUR_PARAMETRE = 400
LONGUEUR_CHAMP = 60
LONGUEUR_CLE = 255

# A NIR of 13 or 15 characters, alone or grouped with spaces or dots.
_NIR = re.compile(r"(?<!\d)[1-478](?:[ .]?\d){4}[ .]?\d[ .]?[\dABab](?:[ .]?\d){6}(?:[ .]?\d{2})?(?!\d)")

_FACULTATIFS = frozenset({"champ", "valeur", "id_technique"})


def _par_code(*groupes: Iterable[Regle]) -> dict[str, Regle]:
    toutes = [regle for groupe in groupes for regle in groupe]
    return {regle.code: regle for regle in toutes}


REGLES: dict[str, Regle] = _par_code(
    REGLES_FICHIER,
    REGLES_HABILITATION,
    REGLES_CERTIFICATION,
    REGLES_SCHEMA,
    REGLES_REJET,
    REGLES_AVERTISSEMENT,
    REGLES_PORTAIL,
    REGLES_TITULAIRE,
)
"""Every code there is, in the order in which they are explained and chosen."""


def masquer_nir(texte: str) -> str:
    """Return the text with every character of what looks like a NIR replaced by a star."""
    return _NIR.sub(lambda trouve: "*" * len(trouve.group()), texte)


def _presenter(champ: str | None, valeur: str) -> str:
    """Make one printable line of a sent value, without its NIR, cut at the limit."""
    une_ligne = " ".join(valeur[: 4 * LONGUEUR_VALEUR].split()) if valeur.strip() else valeur
    visible = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in une_ligne)
    masque = "*" * len(visible) if champ == "nir" else masquer_nir(visible)
    return masque if len(masque) <= LONGUEUR_VALEUR else masque[: LONGUEUR_VALEUR - 1] + "…"


@cache
def parametres_de(code: str) -> frozenset[str]:
    """Return the names that ``constat`` must be given for this code, besides champ and valeur."""
    regle = REGLES[code]
    noms = {nom for texte in (regle.message, regle.message_en, regle.remede) for nom in _noms(texte)}
    return frozenset(noms - _FACULTATIFS)


def _noms(gabarit: str) -> list[str]:
    return [nom for _, nom, _, _ in Formatter().parse(gabarit) if nom]


def constat(
    code: str,
    /,
    *,
    id_technique: str | None = None,
    champ: str | None = None,
    valeur: str | None = None,
    ligne: int | None = None,
    colonne: int | None = None,
    severite: Severite | None = None,
    **parametres: str,
) -> Constat:
    """Build the finding of ``code``.

    ``valeur`` is what was sent (any length; a NIR is masked here); ``champ`` and ``id_technique`` are
    cut at the longest that the format knows; ``parametres`` are the names
    that ``parametres_de(code)`` asks for. Raises ``KeyError`` on an unknown code and
    ``ValueError`` when a parameter is missing.
    """
    regle = REGLES[code]
    manquants = parametres_de(code) - parametres.keys()
    if manquants:
        raise ValueError(f"{code}: missing parameters {sorted(manquants)}")
    champ = None if champ is None else champ[:LONGUEUR_CHAMP]
    id_technique = None if id_technique is None else id_technique[:LONGUEUR_CLE]
    montree = None if valeur is None else _presenter(champ, valeur)
    propres = {nom: masquer_nir(texte)[:LONGUEUR_PARAMETRE] for nom, texte in parametres.items()}
    mots = {"champ": champ or "", "valeur": montree or "", "id_technique": id_technique or ""} | propres
    remede = regle.remede.format_map(mots)
    precision = conseil(code, champ, valeur)
    return Constat(
        code=code,
        severite=severite or regle.severite,
        message=regle.message.format_map(mots),
        remede=f"{remede} {precision}" if precision else remede,
        id_technique=id_technique,
        champ=champ,
        valeur=montree,
        ligne=ligne,
        colonne=colonne,
        parametres=propres,
    )


def message_en(constat: Constat) -> str:
    """Return the English message of a finding, filled in."""
    mots = {
        "champ": constat.champ or "",
        "valeur": constat.valeur or "",
        "id_technique": constat.id_technique or "",
    }
    return REGLES[constat.code].message_en.format_map(mots | constat.parametres)
