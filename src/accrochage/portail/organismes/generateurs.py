"""Drawing matricules and contract numbers, unique under concurrency."""

from __future__ import annotations

import secrets

from django.db import IntegrityError, connection, transaction

from accrochage.portail.organismes.enums import Role
from accrochage.portail.organismes.formats import LETTRES, PREFIXES
from accrochage.portail.organismes.models import MatriculeAttribue

TIRAGES_MAXIMUM = 20
SEQUENCES = {
    Role.CERTIFICATEUR: "organismes_contrat_certificateur",
    Role.DEPOSANT: "organismes_contrat_deposant",
}


def tirer_matricule() -> str:
    """Draw a matricule at random, without asking whether it is free."""
    lettres = "".join(secrets.choice(LETTRES) for _ in range(3))
    return f"{secrets.randbelow(100):02d}{lettres}{secrets.randbelow(1000):03d}"


def nouveau_matricule() -> str:
    """Draw a matricule and take it for ever: its row stays whatever becomes of the organisme."""
    for essai in range(TIRAGES_MAXIMUM):
        matricule = tirer_matricule()
        try:
            with transaction.atomic():
                MatriculeAttribue.objects.create(matricule=matricule)
        except IntegrityError:
            if essai == TIRAGES_MAXIMUM - 1:
                raise
            continue
        return matricule
    raise AssertionError  # the loop returns or raises


def nouveau_numero_de_contrat(role: Role) -> str:
    """Take the next number of the role's sequence; gaps are fine, repeats are not."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT nextval(%s::regclass)", [SEQUENCES[role]])
        (rang,) = curseur.fetchone()
    return f"{PREFIXES[role]}{rang:06d}"
