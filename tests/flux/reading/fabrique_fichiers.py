"""Files to read, written whole or spoilt, and what the engine says of them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from accrochage.flux.controle import Controle, FichierRejete, PassageLu, Statut
from accrochage.flux.findings import Constat
from accrochage.flux.model import Passage
from accrochage.flux.reading import Limites
from accrochage.flux.validation import ESPACE_DE_NOMS, construire_passage

AUJOURDHUI = date(2026, 11, 23)
FORMES = Path(__file__).parents[2] / "data" / "formes"
REFERENCE = (FORMES / "reference.xml").read_text(encoding="utf-8")

_PASSAGE = f"{{{ESPACE_DE_NOMS}}}passageCertification"


class Verdict(NamedTuple):
    """What the command line would say."""

    statut: Statut
    constats: tuple[Constat, ...]
    passages: int

    @property
    def codes(self) -> set[str]:
        return {constat.code for constat in self.constats}


def juger(
    chemin: Path, *, limites: Limites | None = None, processus: int = 1, strict: bool = False
) -> Verdict:
    """Check the whole file as the command does."""
    constats: list[Constat] = []
    with Controle(
        chemin, limites=limites or Limites(), aujourdhui=AUJOURDHUI, processus=processus, strict=strict
    ) as controle:
        bilan = controle.bilan(constats.append)
    return Verdict(bilan.statut, tuple(constats), bilan.passages)


def juger_octets(dossier: Path, octets: bytes | str, nom: str = "flux.xml", **options) -> Verdict:
    chemin = dossier / nom
    chemin.write_bytes(octets.encode() if isinstance(octets, str) else octets)
    return juger(chemin, **options)


def lire(chemin: Path, *, limites: Limites | None = None) -> list[PassageLu]:
    """Read every passage as the portal does. Raises ``FichierRejete``."""
    with Controle(chemin, limites=limites or Limites(), aujourdhui=AUJOURDHUI) as controle:
        return list(controle.passages())


def lire_naivement(octets: bytes) -> list[Passage]:
    """Read a conforming file as a tree: slow, and too simple to be wrong."""
    lecteur = etree.XMLParser(remove_comments=True, remove_pis=True, strip_cdata=True)
    return [construire_passage(element) for element in etree.fromstring(octets, lecteur).iter(_PASSAGE)]


__all__ = ["FichierRejete", "juger", "juger_octets", "lire", "lire_naivement"]
