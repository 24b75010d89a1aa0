"""The compiled schema of a piece of a file."""

from __future__ import annotations

import threading

from lxml import etree

from accrochage.flux.schemas import xsd_morceau

_par_fil = threading.local()


def schema_morceau() -> etree.XMLSchema:
    """Return the schema whose roots are ``passageCertifications`` and ``passageCertification``.

    Compiled once a thread: lxml keeps the errors of a validation on the schema itself, so two
    threads must not share one. Any number of passages, none included; the newest generation, which
    accepts all that the older does.
    """
    schema: etree.XMLSchema | None = getattr(_par_fil, "schema", None)
    if schema is None:
        schema = _par_fil.schema = etree.XMLSchema(etree.fromstring(xsd_morceau().encode()))
    return schema
