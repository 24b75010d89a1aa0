"""What can be said of a certification without any référentiel."""

from __future__ import annotations

import re
from collections.abc import Iterator

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.model import Certification

TYPES = ("RNCP", "RS")
_EXACT = re.compile(r"(RNCP|RS)[0-9]+")
_APPROCHANT = re.compile(r"\s*(RNCP|RS)?[\s:_.°/-]*([0-9]+)\s*", re.IGNORECASE)


def controler_certification(certification: Certification) -> list[Constat]:
    """Return what refuses every passage of this certification (C001, C002, C007)."""
    return [
        *c001_sans_prefixe(certification),
        *c002_prefixe_contraire(certification),
        *c007_type_inconnu(certification),
    ]


def c001_sans_prefixe(certification: Certification) -> Iterator[Constat]:
    """Refuse when the code is a number, or its prefix is not written as it should be."""
    approchant = _APPROCHANT.fullmatch(certification.code)
    if approchant is None or _EXACT.fullmatch(certification.code):
        return
    prefixe = (approchant[1] or certification.type).upper()
    if prefixe in TYPES:
        yield constat(
            "C001",
            champ="code",
            valeur=certification.code,
            ligne=certification.ligne,
            propose=f"{prefixe}{approchant[2]}",
            index=str(certification.index),
        )


def c002_prefixe_contraire(certification: Certification) -> Iterator[Constat]:
    """Refuse when the code's prefix is the other type."""
    approchant = _APPROCHANT.fullmatch(certification.code)
    if approchant is None or not approchant[1] or certification.type not in TYPES:
        return
    if approchant[1].upper() != certification.type:
        yield constat(
            "C002",
            champ="code",
            valeur=certification.code,
            ligne=certification.ligne,
            type=certification.type,
            index=str(certification.index),
        )


def c007_type_inconnu(certification: Certification) -> Iterator[Constat]:
    """Refuse when the type is neither of the two registers."""
    if certification.type not in TYPES:
        yield constat(
            "C007",
            champ="type",
            valeur=certification.type,
            ligne=certification.ligne,
            index=str(certification.index),
        )
