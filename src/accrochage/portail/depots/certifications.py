"""The C rules that need the référentiel, on all the passages of a certification at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import connection

from accrochage.flux.catalogue import constat
from accrochage.flux.findings import Constat, Severite
from accrochage.flux.model import Certification as CertificationDuFichier
from accrochage.portail.depots.lignes import signaler
from accrochage.portail.depots.models import Depot
from accrochage.portail.organismes.models import Organisme
from accrochage.portail.referentiel.models import Certification


def controler(depot: Depot, certifications: tuple[CertificationDuFichier, ...]) -> dict[int, int]:
    """Give their C findings to the passages; return the key of each known certification by its rank."""
    certificateur = depot.certificateur
    if certificateur is None:
        raise ValueError("a deposit without certificateur is rejected at its reception")
    connues = Certification.objects.in_bulk([c.code for c in certifications], field_name="code")
    detenues = set(
        Certification.objects.detenues_par(certificateur.siret)
        .filter(code__in=list(connues))
        .values_list("code", flat=True)
    )
    cles: dict[int, int] = {}
    for du_fichier in certifications:
        fiche = connues.get(du_fichier.code)
        if fiche is not None and fiche.type == du_fichier.type:
            cles[du_fichier.index] = fiche.pk
        for trouve, jour in _constats(depot, du_fichier, fiche, certificateur, detenues):
            _appliquer(depot, du_fichier.index, trouve, jour)
    return cles


def _constats(
    depot: Depot,
    du_fichier: CertificationDuFichier,
    fiche: Certification | None,
    certificateur: Organisme,
    detenues: set[str],
) -> Iterator[tuple[Constat, date | None]]:
    """Findings of one certification, each for all its passages or for those delivered on a day."""
    if fiche is None or fiche.type != du_fichier.type:
        if _bien_ecrite(du_fichier):
            yield constat("C003", champ="code", valeur=du_fichier.code), None
        return
    if fiche.code not in detenues:
        matricule = certificateur.matricule
        yield constat("C004", champ="code", valeur=du_fichier.code, certificateur=matricule), None
    for jour in _jours(depot, du_fichier.index):
        if trouve := _periode(fiche, jour):
            yield trouve, jour


def _bien_ecrite(certification: CertificationDuFichier) -> bool:
    """Whether the file's own rules (C001, C002, C007) had nothing to say of this code."""
    prefixe, code = certification.type, certification.code
    return prefixe in {"RNCP", "RS"} and code.startswith(prefixe) and code.removeprefix(prefixe).isdigit()


def _jours(depot: Depot, index: int) -> list[date]:
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT DISTINCT date_debut FROM depots_ligne WHERE depot_id = %s AND certification = %s "
            "AND date_debut IS NOT NULL ORDER BY 1",
            [depot.pk, index],
        )
        return [jour for (jour,) in curseur.fetchall()]


def _periode(fiche: Certification, jour: date) -> Constat | None:
    """C005 before the first day of registration, C006 after the end of delivery when it is known."""
    debut, fin = fiche.date_debut_enregistrement, fiche.date_limite_delivrance
    if debut and jour < debut:
        return _constat_date("C005", fiche, jour, debut)
    if fin and jour > fin:
        return _constat_date("C006", fiche, jour, fin)
    return None


def _constat_date(code: str, fiche: Certification, jour: date, limite: date) -> Constat:
    return constat(
        code,
        champ="dateDebutValidite",
        valeur=jour.isoformat(),
        code=fiche.code,
        date=f"{jour:%d/%m/%Y}",
        limite=f"{limite:%d/%m/%Y}",
    )


def _appliquer(depot: Depot, index: int, trouve: Constat, jour: date | None) -> None:
    ou: str = "l.certification = %s"
    parametres: list[int | date] = [index]
    if jour is not None:
        ou, parametres = "l.certification = %s AND l.date_debut = %s", [index, jour]
    signaler(depot.pk, trouve, ou=ou, parametres=parametres)
    colonne = "averti" if trouve.severite is Severite.AVERTISSEMENT else "refuse"
    with connection.cursor() as curseur:
        curseur.execute(
            f"UPDATE depots_ligne l SET {colonne} = true WHERE l.depot_id = %s AND {ou}",  # noqa: S608 - literals
            [depot.pk, *parametres],
        )
