"""What of a passage is kept, and how identical re-sends are told from different ones."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.conf import settings

from accrochage.flux.model import Certification, IdentifiantNational, Passage
from accrochage.portail.chiffrement import empreinte

_CANONIQUE = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def contenu(passage: Passage, certification: Certification) -> str:
    """The passage as canonical JSON: sorted keys, nothing absent, the NIR as a keyed fingerprint."""
    valeurs = _dictionnaire(passage)
    valeurs["certification"] = {"type": certification.type, "code": certification.code}
    identite = passage.identification_titulaire
    valeurs["identification"] = type(identite).__name__
    if isinstance(identite, IdentifiantNational):
        nir = empreinte(settings.CLE_EMPREINTE, "nir", identite.nir.encode()).hex()
        valeurs["identification_titulaire"]["nir"] = nir
    return _CANONIQUE.encode(valeurs)


def empreinte_contenu(canonique: str, certificateur: str) -> bytes:
    """32 bytes, equal for equal contents sent for the same certificateur (its matricule)."""
    return empreinte(settings.CLE_EMPREINTE, "passage", f"{certificateur}\x00{canonique}".encode())


def _dictionnaire(objet: Any) -> dict[str, Any]:
    """The fields that say something of one of the model's dataclasses."""
    return {
        nom: valeur if valeur.__class__ in _SIMPLES else _compose(valeur)
        for nom in objet.__slots__
        if (valeur := getattr(objet, nom)) is not None
    }


_SIMPLES = frozenset({str, int, bool})


def _compose(valeur: Any) -> Any:
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, tuple):
        return [_dictionnaire(partie) for partie in valeur]
    return _dictionnaire(valeur)
