"""Complete documents, and ways to spoil them that keep them well-formed."""

from __future__ import annotations

from copy import deepcopy

from hypothesis import strategies as st
from lxml import etree

from accrochage.flux.dictionary import ESPACE_DE_NOMS, RACINE, Champ, Contenu, Groupe, Simple, parcourir

NS = f"{{{ESPACE_DE_NOMS}}}"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
NIL = f"{{{XSI}}}nil"
NOMS = sorted({champ.nom for _, champ in parcourir()})

_EXEMPLES = {
    "nir": "2900569123456",
    "prenom3": "ANNE",
    "commentairesMEN": "rien",
    "urlPreuve": "u",
    "libelleOption": "o",
    "verbatim": "v",
}
_TEXTES = ["", " ", "nil", "A", "AB", "A" * 8, "A" * 61, "A" * 256, "é" * 60, "\n12ABC345\n", "😀"]
_NOMBRES = [
    "0",
    "1",
    "5",
    " 5 ",
    "+5",
    "05",
    "-1",
    "13",
    "1e3",
    "5.0",
    "٣",
    "1001",
    "9" * 50,
    "1990",
    " 1990\n",
]
_CHOIX = ["true", "false", "TRUE", " true ", "oui", "M", "F", "f", "VAE", "B2", "CREATION", "VAE "]
_DATES = [
    *("2026-10-05", " 2026-10-05\n", "2026-10-05Z", "2026-02-30", "1899-10-05", "2100-01-01", "05/10/2026"),
    *("20261005", "2026-W01-1", "2026-10-05T00:00:00+02:00", "2026-10-05T00:00:00Z", "0000-01-01"),
    *("2026-10-05T24:00:00+02:00", "2026-10-05T00:00:00+1:00", "2026-10-05T00:00:00.5+01:00"),
    *("2026-10-05T00:00:00+14:30", "2026-10-05T00:00:00+19:00", "2026-02-30T00:00:00+01:00"),
    *("2026-10-05T00:00:00+:23:00", "2026-10-05T00:00:00"),
]
_CODES = [
    "2900569123456",
    "290052A123456",
    "290052C123456",
    "3900569123456",
    "12ABC345",
    "12ABC3456",
    "69123",
]
VALEURS = [*_TEXTES, *_NOMBRES, *_CHOIX, *_DATES, *_CODES]


def complet(branche: str = "titulaire", lieu: str = "codeInseeNaissance") -> etree._Element:
    """A file that holds every element that may stand together."""
    return _element(RACINE, {branche, lieu})


def _element(champ: Champ, choisis: set[str]) -> etree._Element:
    element = etree.Element(f"{NS}{champ.nom}", nsmap={"cpf": ESPACE_DE_NOMS, "xsi": XSI})
    if isinstance(champ.type, Simple):
        element.text = _exemple(champ, champ.type)
        return element
    for enfant in _retenus(champ.type, choisis):
        element.append(_element(enfant, choisis))
    return element


def _retenus(groupe: Groupe, choisis: set[str]) -> list[Champ]:
    if groupe.contenu is Contenu.CHOIX:
        return [champ for champ in groupe.champs if champ.nom in choisis]
    return list(groupe.champs)


def _exemple(champ: Champ, simple: Simple) -> str:
    return champ.exemple or _EXEMPLES.get(champ.nom) or simple.valeurs[0]


def _retirer(element, valeur, nom):
    element.getparent().remove(element)


def _doubler(element, valeur, nom):
    element.addnext(deepcopy(element))


def _renommer(element, valeur, nom):
    element.tag = f"{NS}{nom}"


def _depayser(element, valeur, nom):
    element.tag = etree.QName(element).localname


def _ecrire(element, valeur, nom):
    element.text = valeur


def _annuler(element, valeur, nom):
    element.set(NIL, valeur if valeur in ("true", "false", "1", "0", "oui", " true ") else "true")


def _annuler_et_vider(element, valeur, nom):
    element.set(NIL, "true")
    element.text = None
    for fils in list(element):
        element.remove(fils)


def _marquer(element, valeur, nom):
    element.set(nom, "1")


def _situer(element, valeur, nom):
    element.set(f"{{{XSI}}}schemaLocation", "a b")


def _suivre(element, valeur, nom):
    element.tail = valeur


def _loger(element, valeur, nom):
    element.append(etree.Element(f"{NS}{nom}"))


def _commenter(element, valeur, nom):
    element.insert(0, etree.Comment("note"))


def _avancer(element, valeur, nom):
    parent = element.getparent()
    parent.insert(0, element)


ACTES = [
    _retirer,
    _doubler,
    _renommer,
    _depayser,
    _ecrire,
    _ecrire,
    _ecrire,
    _annuler,
    _annuler_et_vider,
    _marquer,
    _situer,
    _suivre,
    _loger,
    _commenter,
    _avancer,
]
mutations = st.lists(
    st.tuples(
        st.integers(0, 10_000),
        st.sampled_from(ACTES),
        st.sampled_from(VALEURS)
        | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn"]), max_size=5),
        st.sampled_from([*NOMS, "inconnu"]),
    ),
    min_size=1,
    max_size=3,
)


def gater(racine: etree._Element, actes, cibles) -> None:
    """Apply each act to one of the elements that ``cibles`` lists, the root never removed."""
    for rang, acte, valeur, nom in actes:
        possibles = cibles(racine)
        element = possibles[rang % len(possibles)]
        if element is not racine or acte in (_ecrire, _annuler, _marquer, _situer, _loger, _commenter):
            acte(element, valeur, nom)
