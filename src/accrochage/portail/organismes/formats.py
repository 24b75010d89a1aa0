"""Matricules and contract numbers: their shape, how they are read and shown (``process.md`` §4)."""

from __future__ import annotations

import re

from accrochage.portail.comptes.formats import compacter
from accrochage.portail.organismes.enums import Role

LETTRES = "ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Capitals without I and O."""
MATRICULE = re.compile(rf"[0-9]{{2}}[{LETTRES}]{{3}}[0-9]{{3}}")
CONTRAT = re.compile(r"MCF(?:CER|DEP)[0-9]{6}")
PREFIXES = {Role.CERTIFICATEUR: "MCFCER", Role.DEPOSANT: "MCFDEP"}
ESPACE = "\N{NO-BREAK SPACE}"


def lire_matricule(saisie: str) -> str | None:
    """Read a typed matricule, in any case and with any spaces or hyphens; None when it is not one."""
    compact = compacter(saisie)
    return compact if MATRICULE.fullmatch(compact) else None


def lire_contrat(saisie: str) -> str | None:
    """Read a typed contract number with the same tolerance; None when it is not one."""
    compact = compacter(saisie)
    return compact if CONTRAT.fullmatch(compact) else None


def grouper_matricule(matricule: str) -> str:
    """Show ``12 ABC 345``, joined by non-breaking spaces."""
    return ESPACE.join((matricule[:2], matricule[2:5], matricule[5:]))


def grouper_contrat(numero: str) -> str:
    """Show ``MCFCER 000 123``, joined by non-breaking spaces."""
    return ESPACE.join((numero[:6], numero[6:9], numero[9:]))


def grouper_siret(siret: str) -> str:
    """Show ``732 829 320 00074``, joined by non-breaking spaces."""
    return ESPACE.join((siret[:3], siret[3:6], siret[6:9], siret[9:]))


def grouper_reference(reference: str) -> str:
    """Show the reference of a request, ``DEP-7K3M-9QXB``, joined by hyphens."""
    return "-".join((reference[:3], reference[3:7], reference[7:]))
