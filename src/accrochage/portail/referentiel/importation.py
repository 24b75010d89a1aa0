"""Load certifications and who holds them from a CSV file.

Columns, separated by ``;``, UTF-8: ``code``, ``intitule``, ``active`` (oui/non), ``date_debut``,
``date_fin``, ``date_limite_delivrance`` (AAAA-MM-JJ or JJ/MM/AAAA, empty when unknown), ``siret``,
``nom``: one line a certification and holder; a certification without known holder leaves them empty.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from django.db import transaction
from stdnum.fr import siret as siret_std

from accrochage.portail.journal.services import noter
from accrochage.portail.referentiel.models import Certification, Detention

COLONNES = ("code", "intitule", "active", "date_debut", "date_fin", "date_limite_delivrance", "siret", "nom")
LIGNES_MAX = 500_000
_CODE = re.compile(r"(RNCP|RS)[0-9]{1,10}")
_OUI = frozenset({"oui", "active", "1", "true", "vrai"})
_NON = frozenset({"non", "inactive", "0", "false", "faux", ""})


class FichierReferentielRefuse(Exception):  # noqa: N818 - it says what becomes of the file
    """The file is not a référentiel; the text says where. Nothing was written."""


@dataclass(frozen=True, slots=True)
class Bilan:
    """What an import changed."""

    certifications: int
    nouvelles: int
    modifiees: int
    detentions_nouvelles: int


@dataclass(frozen=True, slots=True)
class Ligne:
    """One line, read and checked."""

    code: str
    champs: dict[str, object]
    siret: str
    nom: str


def importer(chemin: Path, *, par: str = "systeme") -> Bilan:
    """Add and update; nothing is removed. The same file twice changes nothing.

    Raises :class:`FichierReferentielRefuse` at the first wrong line, before anything is written.
    """
    lignes = lire(chemin)
    with transaction.atomic():
        bilan = _enregistrer(lignes)
        noter(
            action="referentiel.importe",
            acteur=par,
            details={"nouvelles": bilan.nouvelles, "modifiees": bilan.modifiees},
        )
    return bilan


def lire(chemin: Path) -> list[Ligne]:
    """All the lines of the file, checked."""
    try:
        with chemin.open(encoding="utf-8-sig", newline="") as fichier:
            lecteur = csv.DictReader(fichier, delimiter=";")
            colonnes = lecteur.fieldnames or []
            if manquantes := [nom for nom in COLONNES if nom not in colonnes]:
                raise FichierReferentielRefuse(f"colonnes absentes : {', '.join(manquantes)}")
            lignes = [_ligne(numero, valeurs) for numero, valeurs in enumerate(lecteur, start=2)]
    except (OSError, UnicodeDecodeError, csv.Error) as erreur:
        raise FichierReferentielRefuse("fichier illisible : un CSV en UTF-8 est attendu") from erreur
    if not lignes:
        raise FichierReferentielRefuse("le fichier ne contient aucune certification")
    _accorder(lignes)
    return lignes


def _accorder(lignes: list[Ligne]) -> None:
    """Refuse two lines of one certification that say different things of it."""
    dits: dict[str, dict[str, object]] = {}
    for numero, ligne in enumerate(lignes, start=2):
        if dits.setdefault(ligne.code, ligne.champs) != ligne.champs:
            raise FichierReferentielRefuse(f"ligne {numero} : {ligne.code} est décrite autrement plus haut")


def _ligne(numero: int, valeurs: dict[str, str | None]) -> Ligne:
    propres = {nom: (valeurs.get(nom) or "").strip() for nom in COLONNES}
    if numero > LIGNES_MAX:
        raise FichierReferentielRefuse(f"plus de {LIGNES_MAX} lignes")
    if not _CODE.fullmatch(propres["code"]) or not propres["intitule"]:
        raise FichierReferentielRefuse(f"ligne {numero} : code (RNCP… ou RS…) et intitulé sont attendus")
    siret = propres["siret"].replace(" ", "")
    if siret and not siret_std.is_valid(siret):
        raise FichierReferentielRefuse(f"ligne {numero} : le SIRET n’est pas valide")
    champs: dict[str, object] = {
        "type": "RS" if propres["code"].startswith("RS") else "RNCP",
        "intitule": propres["intitule"][:500],
        "active": _active(numero, propres["active"]),
        "date_debut_enregistrement": _date(numero, propres["date_debut"]),
        "date_fin_enregistrement": _date(numero, propres["date_fin"]),
        "date_limite_delivrance": _date(numero, propres["date_limite_delivrance"]),
    }
    return Ligne(propres["code"], champs, siret, propres["nom"][:200])


def _active(numero: int, texte: str) -> bool:
    if texte.lower() not in _OUI | _NON:
        raise FichierReferentielRefuse(
            f"ligne {numero} : « {texte[:40]} » pour active, oui ou non est attendu"
        )
    return texte.lower() in _OUI


def _date(numero: int, texte: str) -> date | None:
    if not texte:
        return None
    for forme in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(texte, forme).date()  # noqa: DTZ007 - a calendar day has no zone
        except ValueError:
            continue
    raise FichierReferentielRefuse(f"ligne {numero} : « {texte[:40]} » n’est pas une date (AAAA-MM-JJ)")


def _enregistrer(lignes: Iterable[Ligne]) -> Bilan:
    par_code = {ligne.code: ligne for ligne in lignes}
    connues = Certification.objects.in_bulk(list(par_code), field_name="code")
    nouvelles = [Certification(code=c, **ligne.champs) for c, ligne in par_code.items() if c not in connues]
    modifiees = [c for code, c in connues.items() if _mettre(c, par_code[code].champs)]
    Certification.objects.bulk_create(nouvelles, batch_size=2000)
    if modifiees:
        Certification.objects.bulk_update(
            modifiees, list(next(iter(par_code.values())).champs), batch_size=2000
        )
    avant = Detention.objects.count()
    identifiants = dict(Certification.objects.filter(code__in=list(par_code)).values_list("code", "pk"))
    detentions = [
        Detention(certification_id=identifiants[ligne.code], siret=ligne.siret, nom=ligne.nom)
        for ligne in lignes
        if ligne.siret
    ]
    Detention.objects.bulk_create(detentions, batch_size=2000, ignore_conflicts=True)
    dites = {(d.certification_id, d.siret) for d in detentions}
    retirees = Detention.objects.filter(retiree_le__isnull=False, certification_id__in={c for c, _ in dites})
    revenues = [d.pk for d in retirees if (d.certification_id, d.siret) in dites]
    Detention.objects.filter(pk__in=revenues).update(retiree_le=None)
    return Bilan(len(par_code), len(nouvelles), len(modifiees), Detention.objects.count() - avant)


def _mettre(certification: Certification, champs: dict[str, object]) -> bool:
    """Set the fields; whether anything changed."""
    change = any(getattr(certification, nom) != valeur for nom, valeur in champs.items())
    for nom, valeur in champs.items():
        setattr(certification, nom, valeur)
    return change
