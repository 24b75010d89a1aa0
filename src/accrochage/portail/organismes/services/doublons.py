"""Who may already be known: the bodies and the requests that a new request resembles (``process.md`` §3)."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from accrochage.portail.organismes.models import DemandeInscription, Organisme

LONGUEUR_SIREN = 9
RESSEMBLANCE = 85
"""Out of 100, on the words whatever their order."""
AFFICHES = 10


@dataclass(frozen=True, slots=True)
class Proche:
    """A body that may be the same one. ``motif``: ``siret``, ``siren`` or ``nom``."""

    organisme: Organisme
    motif: str


def organismes_proches(*, siret: str, raison_sociale: str) -> list[Proche]:
    """Bodies of the same SIRET, of the same SIREN, or of a name that resembles: surest first, 10 at most."""
    siren = siret[:LONGUEUR_SIREN]
    memes = Organisme.objects.filter(siret__startswith=siren).order_by("siret")[:AFFICHES]
    trouves = [Proche(o, "siret" if o.siret == siret else "siren") for o in memes]
    trouves += [Proche(o, "nom") for o in _de_nom_proche(raison_sociale) if not o.siret.startswith(siren)]
    return sorted(trouves, key=lambda p: ("siret", "siren", "nom").index(p.motif))[:AFFICHES]


def demandes_proches(demande: DemandeInscription) -> list[DemandeInscription]:
    """Other confirmed requests of the same SIREN, newest first, 10 at most."""
    siren = demande.siret[:LONGUEUR_SIREN]
    memes = DemandeInscription.objects.confirmees().filter(siret__startswith=siren)
    return list(memes.exclude(pk=demande.pk).select_related("traitee_par")[:AFFICHES])


def _de_nom_proche(nom: str) -> list[Organisme]:
    """Compare with every name: a portal knows some thousands of bodies, a comparison takes microseconds."""
    noms = dict(Organisme.objects.values_list("pk", "raison_sociale"))
    trouves = process.extract(
        nom,
        noms,
        scorer=fuzz.token_sort_ratio,
        processor=_simple,
        score_cutoff=RESSEMBLANCE,
        limit=AFFICHES,
    )
    par_cle = Organisme.objects.in_bulk([cle for _, _, cle in trouves])
    return [par_cle[cle] for _, _, cle in trouves]


def _simple(texte: str) -> str:
    """Lower case, no accents, words apart."""
    sans = (c for c in unicodedata.normalize("NFKD", texte.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", "".join(sans)))
