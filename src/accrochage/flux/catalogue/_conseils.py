"""Advice for the traps that real exports fall into, added to the remedy of a refused value.

Source: ``flux-format.md`` §1, "Traps seen in real exports" and "Where dictionary and schema disagree".
"""

from __future__ import annotations

import re

_NIL = frozenset({"nil", "nill", "null", "xsi:nil"})
_NILLABLES = frozenset(
    {
        "dateFinValidite",
        "scoring",
        "mentionValidee",
        "modaliteAcces",
        "nomUsage",
        "moisNaissance",
        "jourNaissance",
        "codePostal",
    }
)
_VALEURS = {
    ("natureDeposant", "TIERS_DE_CONFIANCE"): "Écrivez TIERS_CONFIANCE, sans « DE ».",
    ("modaliteAcces", "EQUIVALENCE_(DIPLOME_ETRANGER)"): (
        "Écrivez EQUIVALENCE_DIPLOME_ETRANGER : le dictionnaire de l’opérateur met des "
        "parenthèses, mais c’est "
        "le schéma qui a raison."
    ),
    ("initiativeInscription", "FRANCE_TRAVAIL"): "Écrivez POLE_EMPLOI : le schéma garde l’ancien nom.",
}
_BOOLEENS = frozenset({"oui", "non", "vrai", "faux", "o", "n", "yes", "no", "true", "false"})
_SEXES = {
    "1": "Écrivez M pour un homme.",
    "2": "Écrivez F pour une femme.",
    "H": "Écrivez M pour un homme.",
    "m": "Écrivez M en majuscule.",
    "f": "Écrivez F en majuscule.",
}
_DATE_FRANCAISE = re.compile(r"(\d{2})[/.-](\d{2})[/.-](\d{4})")
_CODES_DE_VALEUR = frozenset({"F017", "P004", "P005", "P006", "P007", "P008", "P016"})


def conseil(code: str, champ: str | None, valeur: str | None) -> str:
    """Return one more sentence of remedy for this refused value, or an empty text."""
    if code not in _CODES_DE_VALEUR or champ is None or valeur is None:
        return ""
    nue = valeur.strip()[:200]
    if nue.lower() in _NIL:
        return _conseil_nil(champ)
    if (champ, nue) in _VALEURS:
        return _VALEURS[champ, nue]
    if champ == "sexe":
        return _SEXES.get(nue, "")
    if nue != valeur:
        return _conseil_espaces(champ)
    return _conseil_de_type(nue)


def _conseil_nil(champ: str) -> str:
    if champ in _NILLABLES:
        return f'N’écrivez pas le mot : écrivez <cpf:{champ} xsi:nil="true"/>.'
    return "Le mot nil n’est pas une valeur : donnez la donnée, ou retirez l’élément s’il est facultatif."


def _conseil_espaces(champ: str) -> str:
    return (
        f"La valeur de « {champ} » est entourée d’espaces ou de retours à la ligne, "
        "qui comptent : écrivez-la "
        "sur une seule ligne, collée aux balises."
    )


def _conseil_de_type(nue: str) -> str:
    francaise = _DATE_FRANCAISE.fullmatch(nue)
    if francaise:
        jour, mois, annee = francaise.groups()
        return f"Écrivez la date dans l’ordre année-mois-jour : {annee}-{mois}-{jour}."
    if nue.lower() in _BOOLEENS:
        return "Écrivez true ou false, en minuscules."
    return ""
