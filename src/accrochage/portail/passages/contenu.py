"""What of a passage is kept, and how identical re-sends are told from different ones."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.conf import settings

from accrochage.flux.model import Certification, IdentifiantNational, Passage
from accrochage.portail.chiffrement import empreinte


def contenu(passage: Passage, certification: Certification) -> str:
    """The passage as canonical JSON: sorted keys, nothing absent, the NIR as a keyed fingerprint."""
    valeurs = _dictionnaire(passage)
    valeurs["certification"] = {"type": certification.type, "code": certification.code}
    identite = passage.identification_titulaire
    valeurs["identification"] = type(identite).__name__
    if isinstance(identite, IdentifiantNational):
        nir = empreinte(settings.CLE_EMPREINTE, "nir", identite.nir.encode()).hex()
        valeurs["identification_titulaire"]["nir"] = nir
    return json.dumps(valeurs, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def empreinte_contenu(canonique: str) -> bytes:
    """32 bytes, equal for equal contents."""
    return empreinte(settings.CLE_EMPREINTE, "passage", canonique.encode())


def _dictionnaire(objet: Any) -> dict[str, Any]:
    """The fields that say something of one of the model's dataclasses."""
    couples = ((nom, getattr(objet, nom)) for nom in objet.__slots__)
    return {nom: _valeur(valeur) for nom, valeur in couples if valeur is not None}


def _valeur(valeur: Any) -> Any:
    if isinstance(valeur, (str, int)):
        return valeur
    if isinstance(valeur, date):
        return valeur.isoformat()
    if isinstance(valeur, tuple):
        return [_valeur(partie) for partie in valeur]
    return _dictionnaire(valeur)
