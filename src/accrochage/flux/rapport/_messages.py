"""Which sentence goes into the report, and which rule a sentence of a report speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from accrochage.flux.catalogue import REGLES
from accrochage.flux.findings import Constat, Famille, Severite
from accrochage.flux.rapport._modele import ErreurFichier

_RANGS_SEVERITE = {Severite.BLOQUANT: 0, Severite.REJET: 1, Severite.AVERTISSEMENT: 2}
_RANGS_CODE = {code: rang for rang, code in enumerate(REGLES)}
_PARAMETRE = re.compile(r"\\\{\w+\\\}")
_CODE_FINAL = re.compile(r"\[([A-Z]\d{3})\]\s*$")


def message_officiel(constats: Iterable[Constat], *, id_client: str = "", index: int = 0) -> str:
    """Return the one ``messageErreur`` of a refused passage.

    The gravest finding, the first in the catalogue's order: the real operator's sentence when it
    has one, else ours with its code in brackets. ``id_client`` is the depositor's matricule,
    ``index`` the rank of the certification in the file, from 0. Raises ``ValueError`` without any
    finding.
    """
    premier = min(constats, key=_rang, default=None)
    if premier is None:
        raise ValueError("a refused passage has at least one finding")
    officiel = REGLES[premier.code].officiel
    if officiel is None:
        return f"{premier.message} [{premier.code}]"
    mots = {"id_client": id_client, "index": str(index), "id_technique": premier.id_technique or ""}
    return officiel.format_map(mots | premier.parametres)


def _rang(constat: Constat) -> tuple[int, int]:
    return _RANGS_SEVERITE[constat.severite], _RANGS_CODE[constat.code]


def erreur_de(constat: Constat) -> ErreurFichier:
    """Return a file-level finding as the report of a refused file shows it.

    The type is ``XSD``, the only public one, and ``CONTROLE`` **(ours)** for rights; the message
    starts with the schema checker's code when there is one, as in the real operator's reports.
    """
    regle = REGLES[constat.code]
    genre = "CONTROLE" if regle.famille is Famille.HABILITATION else "XSD"
    debut = f"{regle.cvc}: " if regle.cvc else ""
    return ErreurFichier(genre, f"{debut}{constat.message} [{constat.code}]", constat.ligne, constat.colonne)


class Motif(NamedTuple):
    """What a refused passage's message amounts to, without its particulars."""

    code: str | None
    libelle: str


def motif_de(message: str) -> Motif:
    """Recognise a message of a report, the real operator's or ours.

    The known sentences lose their particulars (``…``), so that passages refused for the same
    reason can be counted together; an unknown message is its own reason.
    """
    une_ligne = " ".join(message.split())
    for modele, motif in _officiels():
        if modele.fullmatch(une_ligne):
            return motif
    final = _CODE_FINAL.search(une_ligne)
    regle = REGLES.get(final[1]) if final else None
    return Motif(regle.code, regle.titre) if regle else Motif(None, une_ligne)


@cache
def _officiels() -> tuple[tuple[re.Pattern[str], Motif], ...]:
    """Return each official sentence as a pattern; several codes may share one, then none is named."""
    par_phrase: dict[str, list[str]] = {}
    for regle in REGLES.values():
        if regle.officiel:
            par_phrase.setdefault(regle.officiel, []).append(regle.code)
    return tuple(
        (
            re.compile(_PARAMETRE.sub(".*", re.escape(phrase)) + r"\.?"),
            Motif(codes[0] if len(codes) == 1 else None, re.sub(r"\{\w+\}", "…", phrase)),
        )
        for phrase, codes in par_phrase.items()
    )
