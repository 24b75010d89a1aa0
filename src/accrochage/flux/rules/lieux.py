"""Places: commune and country of birth, postal codes.

What the table of communes lacks and is accepted all the same **(ours)**: ``99`` and three digits
(a country); 97123 and 97127 (Saint-Barthélemy and Saint-Martin before 2007); ``985`` (Mayotte
before 2011); ``98`` and three digits for births until 1980 (territories that became
independent); 91 to 94 for births until 1962 (Algeria); 95 and 96 for births until 1956 (Morocco,
Tunisia). The former Seine, Seine-et-Oise and Corsica are in the table.
"""

from __future__ import annotations

from collections.abc import Iterator

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.model import CodeInseeNaissance, Passage, Titulaire
from accrochage.flux.reference import Tables
from accrochage.flux.rules.contexte import Contexte, FamilleDeRegles

FRANCE = "100"
ETRANGER = "99"
_LONGUEUR_PAYS = 3
_LONGUEUR_CODE = 5
_ANTILLES_ANCIENNES = frozenset({"97123", "97127"})
_MAYOTTE_ANCIENNE = "985"
# Prefix of the code, the last year of birth that it can be of, the country's code since.
_ANCIENS_TERRITOIRES = {
    "91": (1962, "352"),
    "92": (1962, "352"),
    "93": (1962, "352"),
    "94": (1962, "352"),
    "95": (1956, "350"),
    "96": (1956, "351"),
    "98": (1980, ""),
}
_PREFIXES_POSTAUX = frozenset({f"{n:02}" for n in range(1, 96)} | {"97", "98"})


def soupcon(passage: Passage, contexte: Contexte) -> bool:
    """Tell if a place is not in the tables as it stands, or has a country to compare with."""
    centre = passage.code_postal_centre_examen
    if centre is not None and centre not in contexte.tables.codes_postaux:
        return True
    personne = passage.identification_titulaire
    if personne.__class__ is not Titulaire:
        return False
    lieu = personne.code_commune_naissance
    pays = personne.code_pays_naissance
    if pays is not None and pays != FRANCE:
        return True
    if isinstance(lieu, CodeInseeNaissance):
        return lieu.code_insee not in contexte.tables.codes_insee
    if lieu.code_postal is None:
        return pays is not None
    return lieu.code_postal not in contexte.tables.codes_postaux


def _chiffres(code: str) -> bool:
    return code.isascii() and code.isdecimal()


def lieu_connu(code: str, annee: int, tables: Tables) -> bool:
    """Tell if a code of five characters was ever a commune's, or a country's, for a birth in that year."""
    code = code.upper()
    if code in tables.codes_insee or code in _ANTILLES_ANCIENNES:
        return True
    if len(code) != _LONGUEUR_CODE or not _chiffres(code):
        return False
    if code.startswith((ETRANGER, _MAYOTTE_ANCIENNE)):
        return True
    return annee <= _ANCIENS_TERRITOIRES.get(code[:2], (0, ""))[0]


def _code_insee(passage: Passage) -> tuple[Titulaire, str] | None:
    personne = passage.identification_titulaire
    if not isinstance(personne, Titulaire):
        return None
    lieu = personne.code_commune_naissance
    return (personne, lieu.code_insee) if isinstance(lieu, CodeInseeNaissance) else None


def p107_insee_inconnu(passage: Passage, contexte: Contexte) -> Iterator[Constat]:
    """Refuse when the INSEE code was never one."""
    trouve = _code_insee(passage)
    if trouve and not lieu_connu(trouve[1], trouve[0].annee_naissance, contexte.tables):
        yield constat("P107", id_technique=passage.id_technique, champ="codeInsee", valeur=trouve[1])


def p209_postal_inconnu(passage: Passage, contexte: Contexte) -> Iterator[Constat]:
    """Warn when a postal code of no commune; CEDEX codes are fine for an exam centre."""
    connus = contexte.tables.codes_postaux
    centre = passage.code_postal_centre_examen
    if centre is not None and not centre.isspace() and centre not in connus and not _est_postal(centre):
        yield constat(
            "P209", id_technique=passage.id_technique, champ="codePostalCentreExamen", valeur=centre
        )
    naissance = _postal_de_naissance(passage)
    if naissance is not None and naissance.replace(" ", "") not in connus:
        yield constat("P209", id_technique=passage.id_technique, champ="codePostal", valeur=naissance)


def _postal_de_naissance(passage: Passage) -> str | None:
    """Return the postal code of a birth that is not said to be abroad."""
    personne = passage.identification_titulaire
    if not isinstance(personne, Titulaire) or personne.code_pays_naissance not in (None, FRANCE):
        return None
    lieu = personne.code_commune_naissance
    if isinstance(lieu, CodeInseeNaissance) or lieu.code_postal is None or lieu.code_postal.isspace():
        return None
    return lieu.code_postal


def _est_postal(code: str) -> bool:
    serre = code.replace(" ", "")
    return len(serre) == _LONGUEUR_CODE and _chiffres(serre) and serre[:2] in _PREFIXES_POSTAUX


def _pays(personne: Titulaire) -> str | None:
    """Return the country's code when it is one."""
    code = personne.code_pays_naissance
    return code if code is not None and len(code) == _LONGUEUR_PAYS and _chiffres(code) else None


def p210_commune_et_pays(passage: Passage, contexte: Contexte) -> Iterator[Constat]:
    """Warn when a French commune goes with a foreign country."""
    trouve = _code_insee(passage)
    if trouve is None:
        return
    personne, code = trouve
    pays = _pays(personne)
    if pays is None or pays == FRANCE or code.startswith(ETRANGER):
        return
    derniere_annee, pays_depuis = _ANCIENS_TERRITOIRES.get(code[:2], (0, ""))
    etait_francais = personne.annee_naissance <= derniere_annee and pays_depuis in (pays, "")
    if not etait_francais and lieu_connu(code, personne.annee_naissance, contexte.tables):
        yield constat("P210", id_technique=passage.id_technique, champ="codeInsee", valeur=code, pays=pays)


def p211_france_sans_commune(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when the country is said to be France, and the commune is not said."""
    personne = passage.identification_titulaire
    if not isinstance(personne, Titulaire):
        return
    lieu = personne.code_commune_naissance
    if isinstance(lieu, CodeInseeNaissance):
        sans_commune = lieu.code_insee == ETRANGER + FRANCE
        champ, valeur = "codeInsee", lieu.code_insee
    else:
        sans_commune = lieu.code_postal is None and personne.code_pays_naissance == FRANCE
        champ, valeur = "codePostal", ""
    if sans_commune:
        yield constat("P211", id_technique=passage.id_technique, champ=champ, valeur=valeur or None)


def p222_pays_mal_ecrit(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when the country's code is not three digits."""
    personne = passage.identification_titulaire
    if not isinstance(personne, Titulaire):
        return
    code = personne.code_pays_naissance
    if code is not None and not code.isspace() and _pays(personne) is None:
        yield constat("P222", id_technique=passage.id_technique, champ="codePaysNaissance", valeur=code)


def p224_deux_pays(passage: Passage, _contexte: Contexte) -> Iterator[Constat]:
    """Warn when the INSEE code is a country's, and not the one that the country's code says."""
    trouve = _code_insee(passage)
    if trouve is None:
        return
    personne, code = trouve
    pays = _pays(personne)
    if pays is not None and code.startswith(ETRANGER) and code[2:] != pays:
        yield constat("P224", id_technique=passage.id_technique, champ="codeInsee", valeur=code, pays=pays)


FAMILLE = FamilleDeRegles(
    nom="lieux",
    soupcon=soupcon,
    regles=(
        p107_insee_inconnu,
        p209_postal_inconnu,
        p210_commune_et_pays,
        p211_france_sans_commune,
        p222_pays_mal_ecrit,
        p224_deux_pays,
    ),
)
