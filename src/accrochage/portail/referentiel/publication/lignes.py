"""Rows of the published files, read one by one in constant memory."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import IO, Any

from lxml import etree
from stdnum.fr import siret as stdnum_siret

COLONNES_FICHES = ("Numero_Fiche", "Intitule", "Date_Fin_Enregistrement", "Date_Effet", "Actif")
COLONNES_DETENTEURS = ("Numero_Fiche", "Siret_Certificateur", "Nom_Certificateur")
LIGNES_MAXIMUM = 2_000_000
EXEMPLES = 20
LONGUEUR_INTITULE, LONGUEUR_NOM = 500, 200
_CODE = re.compile(r"(RNCP|RS)[0-9]{1,10}")
_OUI = frozenset({"active", "oui", "true", "1"})
_NON = frozenset({"inactive", "non", "false", "0"})


class PublicationRefusee(Exception):  # noqa: N818 - it says what becomes of the file
    """The files are no publication of the référentiel, or would harm it. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Fiche:
    """What a row says of a certification; None is « not said », and changes nothing."""

    code: str
    intitule: str
    active: bool | None
    debut: date | None
    fin: date | None
    limite: date | None


@dataclass(frozen=True, slots=True)
class Detenteur:
    """A body that holds a certification."""

    code: str
    siret: str
    nom: str


@dataclass(slots=True)
class Ecarts:
    """Rows left out: how many, and the first ones, each with where and why."""

    nombre: int = 0
    exemples: list[str] = field(default_factory=list)

    def noter(self, endroit: str, raison: str) -> None:
        """Count a row, and keep it if it is among the first."""
        self.nombre += 1
        if len(self.exemples) < EXEMPLES:
            self.exemples.append(f"{endroit} : {raison}")


def fiches_du_csv(fichier: IO[str], ecarts: Ecarts) -> Iterator[Fiche]:
    """Rows of ``export_fiches_CSV_Standard``. Raises :class:`PublicationRefusee` for wrong columns."""
    for numero, valeurs in _table(fichier, COLONNES_FICHES):
        fiche = _fiche(
            f"ligne {numero}",
            (valeurs["Numero_Fiche"], valeurs["Intitule"], valeurs["Actif"]),
            (valeurs["Date_Effet"], valeurs["Date_Fin_Enregistrement"], ""),
            ecarts,
        )
        if fiche is not None:
            yield fiche


def detenteurs_du_csv(fichier: IO[str], ecarts: Ecarts) -> Iterator[Detenteur]:
    """Rows of ``export_fiches_CSV_Certificateurs``. Raises as :func:`fiches_du_csv`."""
    for numero, valeurs in _table(fichier, COLONNES_DETENTEURS):
        code, siret, nom = (valeurs[colonne] for colonne in COLONNES_DETENTEURS)
        detenteur = _detenteur(f"ligne {numero}", code, siret, nom, ecarts)
        if detenteur is not None:
            yield detenteur


def fiches_du_xml(
    fichier: IO[bytes], ecarts: Ecarts, detenir: Callable[[Detenteur], None]
) -> Iterator[Fiche]:
    """``FICHE`` elements; their holders go to ``detenir``. Raises :class:`PublicationRefusee`.

    Neither entities nor DTD are followed; each element is let go of once read.
    """
    numero = 0
    try:
        lecture = etree.iterparse(
            fichier, events=("end",), tag="{*}FICHE", resolve_entities=False, no_network=True, load_dtd=False
        )
        for numero, (_, element) in enumerate(lecture, start=1):
            _borner(numero)
            fiche = _fiche_xml(f"fiche {numero}", element, ecarts)
            if fiche is not None:
                for certificateur in element.iterfind(".//{*}CERTIFICATEUR"):
                    siret, nom = (
                        _texte(certificateur, "SIRET_CERTIFICATEUR"),
                        _texte(certificateur, "NOM_CERTIFICATEUR"),
                    )
                    detenteur = _detenteur(f"fiche {numero}", fiche.code, siret, nom, ecarts)
                    if detenteur is not None:
                        detenir(detenteur)
                yield fiche
            _lacher(element)
    except etree.XMLSyntaxError as erreur:
        raise PublicationRefusee(f"le XML est mal formé après {numero} fiches") from erreur


def _table(fichier: IO[str], colonnes: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    try:
        lecteur = csv.DictReader(fichier, delimiter=";")
        presentes = lecteur.fieldnames or []
        if manquantes := [nom for nom in colonnes if nom not in presentes]:
            raise PublicationRefusee(f"colonnes absentes : {', '.join(manquantes)}")
        for valeurs in lecteur:
            _borner(lecteur.line_num)
            yield lecteur.line_num, {nom: (valeurs.get(nom) or "").strip() for nom in colonnes}
    except UnicodeDecodeError as erreur:
        raise PublicationRefusee("le fichier n’est pas en UTF-8") from erreur
    except csv.Error as erreur:
        raise PublicationRefusee("le fichier n’est pas un CSV séparé par des points-virgules") from erreur


def _fiche_xml(endroit: str, element: Any, ecarts: Ecarts) -> Fiche | None:
    actif = _texte(element, "ACTIF") or _texte(element, "ETAT_FICHE")
    dates = ("DATE_EFFET", "DATE_FIN_ENREGISTREMENT", "DATE_LIMITE_DELIVRANCE")
    return _fiche(
        endroit,
        (_texte(element, "NUMERO_FICHE"), _texte(element, "INTITULE"), actif),
        (_texte(element, dates[0]), _texte(element, dates[1]), _texte(element, dates[2])),
        ecarts,
    )


def _fiche(
    endroit: str, dits: tuple[str, str, str], dates: tuple[str, str, str], ecarts: Ecarts
) -> Fiche | None:
    code, intitule, actif = dits
    if not _CODE.fullmatch(code):
        ecarts.noter(endroit, "le numéro de fiche n’est ni RNCP… ni RS…")
        return None
    if not intitule or "\x00" in intitule:
        ecarts.noter(endroit, f"{code} n’a pas d’intitulé")
        return None
    try:
        debut, fin, limite = (_date(texte) for texte in dates)
    except ValueError:
        ecarts.noter(endroit, f"{code} a une date qui n’en est pas une")
        return None
    active = True if actif.lower() in _OUI else False if actif.lower() in _NON else None
    return Fiche(code, " ".join(intitule.split())[:LONGUEUR_INTITULE], active, debut, fin, limite)


def _detenteur(endroit: str, code: str, siret: str, nom: str, ecarts: Ecarts) -> Detenteur | None:
    compact = "".join(siret.split())
    if not _CODE.fullmatch(code) or not (compact.isascii() and stdnum_siret.is_valid(compact)):
        ecarts.noter(endroit, "le détenteur n’a pas de SIRET utilisable")
        return None
    return Detenteur(code, compact, " ".join(nom.replace("\x00", "").split())[:LONGUEUR_NOM])


def _date(texte: str) -> date | None:
    """A published day, ``JJ/MM/AAAA`` or ISO, time left aside. Raises ``ValueError``."""
    if not texte:
        return None
    jour = texte[:10]
    forme = "%d/%m/%Y" if "/" in jour else "%Y-%m-%d"
    return datetime.strptime(jour, forme).date()  # noqa: DTZ007 - a calendar day has no zone


def _texte(element: Any, nom: str) -> str:
    trouve = element.find(f"{{*}}{nom}")
    return "" if trouve is None or trouve.text is None else str(trouve.text).strip()


def _lacher(element: Any) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _borner(numero: int) -> None:
    if numero > LIGNES_MAXIMUM:
        raise PublicationRefusee(f"plus de {LIGNES_MAXIMUM} lignes")
