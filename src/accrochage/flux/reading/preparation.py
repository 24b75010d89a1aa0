"""First pass over a file: where its passages stand, and what its envelope says."""

from __future__ import annotations

from dataclasses import dataclass

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.model import Enveloppe
from accrochage.flux.reading import canonique, enveloppe, rapide
from accrochage.flux.reading.enveloppe import Espaces, Lecture
from accrochage.flux.reading.limites import FichierRejete, Limites, Surprise, lisible
from accrochage.flux.reading.plan import Plan
from accrochage.flux.reading.source import Source


@dataclass(frozen=True, slots=True)
class Preparation:
    """What the first pass found. ``enveloppe`` is None when ``constats`` tell a fault of it.

    ``soigneuse`` tells that expat accepted every byte; otherwise a fault may still show up in a
    passage. ``espaces`` has one item a certification that holds passages.
    """

    plan: Plan
    enveloppe: Enveloppe | None
    constats: tuple[Constat, ...]
    espaces: tuple[Espaces, ...]
    nouveau: bool
    soigneuse: bool

    @property
    def lisible(self) -> bool:
        """Tell if the passages can be read, whatever the envelope's faults."""
        return len(self.espaces) == self.plan.certifications


def preparer(source: Source, limites: Limites) -> Preparation:
    """Read the envelope and locate the passages, fast when the file allows it.

    Raises ``FichierRejete`` when the file is to be refused before anything else is known of it.
    """
    try:
        plan = rapide.reperer(source, limites)
        lecture = enveloppe.lire(source, plan)
    except Surprise:
        return preparer_avec_soin(source, limites)
    return _reunir(plan, lecture, limites, soigneuse=False)


def preparer_avec_soin(source: Source, limites: Limites) -> Preparation:
    """Do the same with every byte checked. Raises ``FichierRejete``."""
    plan = canonique.reperer(source, limites)
    try:
        lecture = enveloppe.lire(source, plan)
    except enveloppe.TropDElements as trop:
        objet = f"plus de {lisible(enveloppe.ELEMENTS_MAX)} éléments"
        raise FichierRejete([*plan.constats, constat("F015", champ="flux", objet=objet)]) from trop
    except Surprise as surprise:
        raise FichierRejete(
            [*plan.constats, constat("F002", detail="son enveloppe ne peut pas être lue")]
        ) from surprise
    return _reunir(plan, lecture, limites, soigneuse=True)


def _reunir(plan: Plan, lecture: Lecture, limites: Limites, *, soigneuse: bool) -> Preparation:
    constats = [*lecture.constats, *plan.constats]
    if not plan.passages:
        constats = _sans_passage(constats)
    return Preparation(
        plan=plan,
        enveloppe=None if constats else lecture.enveloppe,
        constats=tuple(constats[: limites.constats_max]),
        espaces=tuple(lecture.espaces),
        nouveau=plan.nouveau or lecture.nouveau,
        soigneuse=soigneuse,
    )


def _sans_passage(constats: list[Constat]) -> list[Constat]:
    """Say once that the file is empty of passages, rather than for each certification."""
    autres = [c for c in constats if not (c.code == "F014" and c.champ == "passageCertification")]
    return autres or [constat("F018")]
