"""The C rules that need the référentiel, on all the passages of a certification at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import connection

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat
from accrochage.flux.model import Certification as CertificationDuFichier
from accrochage.portail.depots.lignes import Vise, signaler_ensemble
from accrochage.portail.depots.models import Depot
from accrochage.portail.organismes.models import Organisme
from accrochage.portail.referentiel.models import Certification

Fiches = dict[int, Certification]
"""Known certifications by their rank in the file."""


def controler(depot: Depot, certifications: tuple[CertificationDuFichier, ...]) -> dict[int, int]:
    """Give their C findings to the passages; return the key of each known certification by its rank."""
    if depot.certificateur is None:
        raise ValueError("a deposit without certificateur is rejected at its reception")
    connues = Certification.objects.in_bulk({c.code for c in certifications}, field_name="code")
    fiches: Fiches = {
        c.index: fiche for c in certifications if (fiche := connues.get(c.code)) and fiche.type == c.type
    }
    signaler_ensemble(depot.pk, _par_certification(depot.certificateur, certifications, fiches))
    signaler_ensemble(depot.pk, _par_jour(depot, fiches))
    return {index: fiche.pk for index, fiche in fiches.items()}


def _par_certification(
    certificateur: Organisme, certifications: tuple[CertificationDuFichier, ...], fiches: Fiches
) -> Iterator[Vise]:
    """C003 and C004, each for all the passages of its certification."""
    detenues = set(
        Certification.objects.detenues_par(*certificateur.sirets())
        .filter(code__in={fiche.code for fiche in fiches.values()})
        .values_list("code", flat=True)
    )
    for c in certifications:
        if c.index not in fiches:
            if _bien_ecrite(c):
                yield Vise(c.index, None, constat("C003", champ="code", valeur=c.code))
        elif c.code not in detenues:
            trouve = constat("C004", champ="code", valeur=c.code, certificateur=certificateur.matricule)
            yield Vise(c.index, None, trouve)


def _bien_ecrite(certification: CertificationDuFichier) -> bool:
    """Whether the file's own rules (C001, C002, C007) had nothing to say of this code."""
    prefixe, code = certification.type, certification.code
    return prefixe in {"RNCP", "RS"} and code.startswith(prefixe) and code.removeprefix(prefixe).isdigit()


def _par_jour(depot: Depot, fiches: Fiches) -> Iterator[Vise]:
    """C005 before the first day of registration, C006 after the end of delivery when it is known."""
    with connection.cursor() as curseur:
        curseur.execute(
            _HORS_PERIODE,
            {
                "depot": depot.pk,
                "index": list(fiches),
                "debut": [fiche.date_debut_enregistrement for fiche in fiches.values()],
                "fin": [fiche.date_limite_delivrance for fiche in fiches.values()],
            },
        )
        trouves = curseur.fetchall()
    for index, jour, debut, fin in trouves:
        avant = debut is not None and jour < debut
        yield Vise(
            index,
            jour,
            _hors_periode("C005" if avant else "C006", fiches[index], jour, debut if avant else fin),
        )


def _hors_periode(code: str, fiche: Certification, jour: date, limite: date) -> Constat:
    return constat(
        code,
        champ="dateDebutValidite",
        valeur=jour.isoformat(),
        code=fiche.code,
        date=f"{jour:%d/%m/%Y}",
        limite=f"{limite:%d/%m/%Y}",
    )


_HORS_PERIODE = """
SELECT DISTINCT l.certification, l.date_debut, p.debut, p.fin
FROM depots_ligne l
JOIN unnest(%(index)s::int[], %(debut)s::date[], %(fin)s::date[]) AS p (index, debut, fin)
  ON p.index = l.certification
WHERE l.depot_id = %(depot)s AND (l.date_debut < p.debut OR l.date_debut > p.fin)
ORDER BY 1, 2
"""
