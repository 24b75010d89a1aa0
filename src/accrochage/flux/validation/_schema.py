"""The compiled schema of a piece of a file."""

from __future__ import annotations

from functools import cache

from lxml import etree

from accrochage.flux.schemas import xsd_morceau


@cache
def schema_morceau() -> etree.XMLSchema:
    """Return the schema whose roots are ``passageCertifications`` and ``passageCertification``.

    Compiled once a process. Any number of passages, none included; the newest generation, which
    accepts all that the older does. Not to be shared between threads while it validates.
    """
    return etree.XMLSchema(etree.fromstring(xsd_morceau().encode()))
