"""Which account two identifiers open, and which ones an organisme has still to open (``process.md`` §4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accrochage.portail.organismes.enums import EtatMandat, Role
from accrochage.portail.organismes.formats import CONTRAT
from accrochage.portail.organismes.models import Contrat, Mandat, Organisme

MOTIFS_DE_CONTRAT = {EtatMandat.A_VENIR: "contrat_a_venir", EtatMandat.TERMINE: "contrat_termine"}
MOTIFS_DE_MANDAT = {
    EtatMandat.A_VENIR: "mandat_a_venir",
    EtatMandat.TERMINE: "mandat_termine",
    EtatMandat.REVOQUE: "mandat_revoque",
}
PERSONNE = 0
"""Identifier of no row: a query that finds nothing is sent all the same, so that all answers cost alike."""


@dataclass(frozen=True, slots=True)
class Ouverture:
    """What right identifiers open: the account of ``organisme`` in ``role``."""

    organisme: Organisme
    role: Role


@dataclass(frozen=True, slots=True)
class AOuvrir:
    """An account to open and what is typed beside one's own matricule.

    ``contrat`` for a certificateur, ``mandant`` (one of the bodies that gave a mandate) for a
    déposant. ``a_partir_du`` is the day from which it can be opened.
    """

    role: Role
    a_partir_du: date
    contrat: Contrat | None = None
    mandant: Organisme | None = None


def chercher(matricule: str, second: str) -> tuple[Ouverture | None, str]:
    """Find the account that an own matricule and a second identifier open, or say why they open none.

    ``second`` is a contract number or a matricule, both in compact form. Four queries in every case.
    """
    organisme = Organisme.objects.filter(matricule=matricule).first()
    contrat, designe = _designer(second)
    propre = organisme.pk if organisme else PERSONNE
    contrats = list(Contrat.objects.filter(organisme_id=propre, role=Role.DEPOSANT))
    mandats = Mandat.objects.filter(deposant_id=propre)
    if designe is None or designe.pk != propre:
        mandats = mandats.filter(certificateur_id=designe.pk if designe else PERSONNE)
    recus = list(mandats)
    if organisme is None:
        return None, "matricule"
    if organisme.ferme_le is not None:
        return None, "ferme"
    if designe is None:
        return None, "contrat" if CONTRAT.fullmatch(second) else "organisme"
    role, motif = _juger(organisme, contrat, designe)
    if role == Role.DEPOSANT and not motif:
        motif = _motif_du_mandat(recus) or _motif_du_role(contrats)
    return (None, motif) if motif else (Ouverture(organisme, role), "")


def reste_permise(ouverture: Ouverture) -> bool:
    """Whether the organisme still has what its account needs: a contract, or a mandate, in force."""
    if ouverture.organisme.ferme_le is not None:
        return False
    jour = timezone.localdate()
    contrats = list(Contrat.objects.filter(organisme=ouverture.organisme, role=ouverture.role))
    if ouverture.role == Role.CERTIFICATEUR:
        return any(c.etat_le(jour) == EtatMandat.EN_COURS for c in contrats)
    return Mandat.objects.en_cours().filter(deposant=ouverture.organisme).exists() and not _motif_du_role(
        contrats
    )


def comptes_a_ouvrir(organisme: Organisme) -> list[AOuvrir]:
    """List the accounts that the organisme may open and has not opened yet, certificateur first."""
    if organisme.ferme_le is not None:
        return []
    ouverts = set(organisme.comptes.values_list("role", flat=True))
    jour = timezone.localdate()
    a_ouvrir = []
    if Role.CERTIFICATEUR not in ouverts:
        contrats = organisme.contrats.filter(role=Role.CERTIFICATEUR).order_by("debut", "id")
        valables = (c for c in contrats if c.etat_le(jour) != EtatMandat.TERMINE)
        a_ouvrir += [AOuvrir(Role.CERTIFICATEUR, c.debut, contrat=c) for c in valables][:1]
    if Role.DEPOSANT not in ouverts:
        mandats = organisme.mandats_recus.non_clos().select_related("certificateur")
        premier = mandats.order_by("debut", "id").first()
        a_ouvrir += [AOuvrir(Role.DEPOSANT, m.debut, mandant=m.certificateur) for m in (premier,) if m]
    return a_ouvrir


def _designer(second: str) -> tuple[Contrat | None, Organisme | None]:
    """Find whom the second identifier designates: one query."""
    if not CONTRAT.fullmatch(second):
        return None, Organisme.objects.filter(matricule=second).first()
    contrat = Contrat.objects.select_related("organisme").filter(numero=second).first()
    return contrat, contrat.organisme if contrat else None


def _juger(organisme: Organisme, contrat: Contrat | None, designe: Organisme) -> tuple[Role, str]:
    """Say which role the two designate, and what is wrong with the contract or the pair."""
    soi = designe.pk == organisme.pk
    if contrat is None:
        return Role.DEPOSANT, "paire" if soi else ""
    motif = MOTIFS_DE_CONTRAT.get(contrat.etat_le(timezone.localdate()), "")
    if soi:
        return Role(contrat.role), motif
    return Role.DEPOSANT, motif if contrat.role == Role.CERTIFICATEUR else "paire"


def _motif_du_mandat(mandats: Iterable[Mandat]) -> str:
    """Say why none of these mandates is in force; empty when one is."""
    jour = timezone.localdate()
    par_anciennete = sorted(mandats, key=lambda m: (m.debut, m.pk))
    etats = [m.etat_le(jour) for m in par_anciennete]
    if EtatMandat.EN_COURS in etats:
        return ""
    return MOTIFS_DE_MANDAT[etats[-1]] if etats else "paire"


def _motif_du_role(contrats: Iterable[Contrat]) -> str:
    """Say that all the contracts of déposant are over; empty when there is none at all."""
    etats = [c.etat_le(timezone.localdate()) for c in contrats]
    return "" if not etats or EtatMandat.EN_COURS in etats else MOTIFS_DE_CONTRAT[etats[-1]]
